// What a person is told by the system's notifications: each thing once, and nothing that they can see in the window at this moment. Knows no window.
import type { Result } from '../../../shared/errors.ts';
import { calls } from '../../../shared/ipc.ts';
import type { EngineCallName, EventPayload } from '../../../shared/ipc.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Language } from '../../../shared/locales/language.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import { whatToAnnounce, announcedAtStart } from './what-to-announce.ts';
import type { AlreadyAnnounced } from './what-to-announce.ts';
import { notificationText, causeText } from './notification-text.ts';
import { showNotification } from './show-notification.ts';
import { causeKey, newProblems } from './new-problems.ts';
import type { SettingsProblem, SettingsStore } from '../settings/settings-store.ts';

export interface Notifications {
  /** null: no library is open. */
  takeSnapshot(snapshot: Snapshot | null): void;
  /** Said once in a life: where the window went. */
  tellWindowHidden(): void;
  /** The settings could not be read, or are a newer version's: this start has the usual ones. */
  tellSettingsProblem(why: SettingsProblem): void;
  /** A newer version is out (`there`), or fetched and waiting for the end of this one (`ready`). */
  tellUpdate(version: string, state: 'there' | 'ready'): void;
}

export interface NotificationsOptions {
  settings: SettingsStore;
  ask: (name: EngineCallName, input: unknown) => Promise<Result<unknown>>;
  locale: () => { language: Language; t: Translate };
  /** The window has the person's eye. */
  isLookedAt: () => boolean;
  /** Where a click on a notification leads. */
  showWindow: () => void;
  showScreen: (screen: EventPayload<'screen.wanted'>['screen']) => void;
  showAbout: () => void;
}

/** More causes than this at once are told together. */
const MOST_CAUSES = 3;

export function openNotifications(options: NotificationsOptions): Notifications {
  const { settings, locale, showScreen } = options;
  let said: AlreadyAnnounced | null = null;
  let isSending = false;
  const news = newProblems(async () => {
    const answer = await options.ask('problems.list', undefined);
    return answer.ok ? (calls['problems.list'].output.safeParse(answer.value).data ?? null) : null;
  });

  /** One notification for each cause; too many of them are one. */
  const announceCauses = async (photos: number, quiet: boolean): Promise<void> => {
    const causes = await news.takeNew();
    if (quiet) return;
    const { language, t } = locale();
    const toProblems = (): void => showScreen('problems');
    if (causes.length > MOST_CAUSES) {
      showNotification('need-you', notificationText({ kind: 'need-you', photos }, language, t, Date.now()), toProblems);
    } else {
      for (const cause of causes) showNotification(causeKey(cause), causeText(cause, t), toProblems);
    }
  };

  return {
    takeSnapshot(snapshot) {
      isSending = snapshot?.status.kind === 'sending';
      if (!snapshot) said = null;
      if (!snapshot || snapshot.status.kind === 'starting') return;
      if (!said) {
        said = announcedAtStart(snapshot);
        void news.markKnown();
        return;
      }
      const next = whatToAnnounce(said, snapshot);
      if (next.said.problems < said.problems) void news.markKnown();
      said = next.said;
      // Whoever looks at the window sees it there.
      const quiet = !settings.get().notifications || options.isLookedAt();
      const { language, t } = locale();
      for (const what of next.say) {
        if (what.kind === 'need-you') void announceCauses(what.photos, quiet);
        else if (!quiet)
          showNotification(what.kind, notificationText(what, language, t, snapshot.atMs), () =>
            showScreen(what.kind === 'unseen' || what.kind === 'drive-off' ? 'folders' : 'overview'),
          );
      }
    },
    tellWindowHidden() {
      if (settings.get().closeHintShown || process.platform === 'darwin') return;
      const { t } = locale();
      const title = t(isSending ? 'notification.hidden' : 'notification.hiddenStill');
      showNotification('hidden', { title, body: t('notification.hiddenText') }, options.showWindow);
      settings.change({ closeHintShown: true }).catch(() => undefined);
    },
    tellSettingsProblem(why) {
      const { t } = locale();
      const title = t(why === 'newer' ? 'notification.settingsNewer' : 'notification.settingsReset');
      showNotification('settings', { title, body: t('notification.settingsResetText') }, options.showWindow);
    },
    tellUpdate(version, state) {
      if (!settings.get().notifications) return;
      const { t } = locale();
      const [title, body] =
        state === 'ready'
          ? ([t('notification.update', { version }), t('notification.updateText')] as const)
          : ([t('notification.updateThere', { version }), t('notification.updateThereText')] as const);
      showNotification('update', { title, body }, options.showAbout);
    },
  };
}
