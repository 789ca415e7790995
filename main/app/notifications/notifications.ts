// What a person is told by the system's notifications: each thing once, and nothing that they can see in the window at this moment. Knows no window.
import type { Result } from '../../../shared/errors.ts';
import { calls } from '../../../shared/ipc.ts';
import type { EngineCallName, EventPayload } from '../../../shared/ipc.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Language } from '../../../shared/locales/language.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import { announcements, saidAtStart } from './what-to-announce.ts';
import type { Said } from './what-to-announce.ts';
import { announcementText, causeText } from './notification-text.ts';
import { notify } from './show-notification.ts';
import { causeKey, problemNews } from './new-problems.ts';
import type { PutAside, SettingsStore } from '../settings/settings.ts';

export interface Notices {
  /** null: no library is open. */
  take(snapshot: Snapshot | null): void;
  /** Said once in a life: where the window went. */
  hidden(): void;
  /** The settings could not be read, or are a newer version's: this start has the usual ones. */
  settingsPutAside(why: PutAside): void;
  /** A newer version is out (`there`), or fetched and waiting for the end of this one (`ready`). */
  update(version: string, state: 'there' | 'ready'): void;
}

export interface NoticesOptions {
  settings: SettingsStore;
  ask: (name: EngineCallName, input: unknown) => Promise<Result<unknown>>;
  tongue: () => { language: Language; t: Translate };
  /** The window has the person's eye. */
  isLookedAt: () => boolean;
  /** Where a click on a notification leads. */
  showWindow: () => void;
  showScreen: (screen: EventPayload<'screen.wanted'>['screen']) => void;
  showAbout: () => void;
}

/** More causes than this at once are told together. */
const MOST_CAUSES = 3;

export function openNotices(options: NoticesOptions): Notices {
  const { settings, tongue, showScreen } = options;
  let said: Said | null = null;
  let isSending = false;
  const news = problemNews(async () => {
    const answer = await options.ask('problems.list', undefined);
    return answer.ok ? (calls['problems.list'].output.safeParse(answer.value).data ?? null) : null;
  });

  /** One notification for each cause; too many of them are one. */
  const announceCauses = async (photos: number, quiet: boolean): Promise<void> => {
    const causes = await news.take();
    if (quiet) return;
    const { language, t } = tongue();
    const toProblems = (): void => showScreen('problems');
    if (causes.length > MOST_CAUSES) {
      notify('need-you', announcementText({ kind: 'need-you', photos }, language, t, Date.now()), toProblems);
    } else {
      for (const cause of causes) notify(causeKey(cause), causeText(cause, t), toProblems);
    }
  };

  return {
    take(snapshot) {
      isSending = snapshot?.status.kind === 'sending';
      if (!snapshot) said = null;
      if (!snapshot || snapshot.status.kind === 'starting') return;
      if (!said) {
        said = saidAtStart(snapshot);
        void news.learn();
        return;
      }
      const next = announcements(said, snapshot);
      if (next.said.problems < said.problems) void news.learn();
      said = next.said;
      // Whoever looks at the window sees it there.
      const quiet = !settings.get().notifications || options.isLookedAt();
      const { language, t } = tongue();
      for (const what of next.say) {
        if (what.kind === 'need-you') void announceCauses(what.photos, quiet);
        else if (!quiet)
          notify(what.kind, announcementText(what, language, t, snapshot.atMs), () =>
            showScreen(what.kind === 'unseen' || what.kind === 'drive-off' ? 'folders' : 'overview'),
          );
      }
    },
    hidden() {
      if (settings.get().closeHintShown || process.platform === 'darwin') return;
      const { t } = tongue();
      const title = t(isSending ? 'notification.hidden' : 'notification.hiddenStill');
      notify('hidden', { title, body: t('notification.hiddenText') }, options.showWindow);
      settings.change({ closeHintShown: true }).catch(() => undefined);
    },
    settingsPutAside(why) {
      const { t } = tongue();
      const title = t(why === 'newer' ? 'notification.settingsNewer' : 'notification.settingsReset');
      notify('settings', { title, body: t('notification.settingsResetText') }, options.showWindow);
    },
    update(version, state) {
      if (!settings.get().notifications) return;
      const { t } = tongue();
      const [title, body] =
        state === 'ready'
          ? ([t('notification.update', { version }), t('notification.updateText')] as const)
          : ([t('notification.updateThere', { version }), t('notification.updateThereText')] as const);
      notify('update', { title, body }, options.showAbout);
    },
  };
}
