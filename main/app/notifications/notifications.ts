// The system notifications that a person gets: each thing once, and nothing that they see in the window right now.
//
// To add a notification about the state of the library:
// 1. what-to-announce.ts: a kind of `Announcement`, and when it is new;
// 2. notification-text.ts: its title and body (texts in shared/locales/);
// 3. `screenOf` below: which screen a click opens.
// To add one about the program itself: a method here like `tellUpdate`, and its text in notification-text.ts.
import { calls } from '../../../shared/ipc.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import type { AppLocale } from '../settings/app-locale.ts';
import type { SettingsProblem, SettingsStore } from '../settings/settings-store.ts';
import { causeKey, newProblems } from './new-problems.ts';
import { causeText, notificationText, settingsProblemText, updateText, windowHiddenText } from './notification-text.ts';
import { showNotification } from './show-notification.ts';
import { announcedAtStart, whatToAnnounce } from './what-to-announce.ts';
import type { AlreadyAnnounced, Announcement } from './what-to-announce.ts';

export interface Notifications {
  /** null: no library is open. */
  takeSnapshot(snapshot: Snapshot | null): void;
  /** The window was hidden by closing it. The person is told once in the life of an installation. */
  tellWindowHidden(): void;
  /** The settings could not be read, or a newer version wrote them: this start uses the defaults. */
  tellSettingsProblem(problem: SettingsProblem): void;
  /** A newer version is out (`there`), or is downloaded and will be installed when this one ends (`ready`). */
  tellUpdate(version: string, state: 'there' | 'ready'): void;
}

export interface NotificationsOptions {
  settings: SettingsStore;
  callEngine: CallEngine;
  locale: () => AppLocale;
  /** Then the person sees in the window what a notification would say. */
  isWindowFocused: () => boolean;
  /** The next three: where a click on a notification leads. */
  showWindow: () => void;
  showScreen: (screen: 'overview' | 'folders' | 'problems') => void;
  showAbout: () => void;
}

/** More new causes than this at once become one notification. */
const MOST_CAUSES = 3;

export function openNotifications(options: NotificationsOptions): Notifications {
  const { settings, locale, showScreen, showWindow } = options;
  let announced: AlreadyAnnounced | null = null;
  let isSending = false;
  const problems = newProblems(async () => {
    const answer = await options.callEngine('problems.list', undefined);
    return answer.ok ? (calls['problems.list'].output.safeParse(answer.value).data ?? null) : null;
  });

  const announce = (what: Announcement, nowMs: number): void => {
    const { language, t } = locale();
    showNotification(what.kind, notificationText(what, language, t, nowMs), () => showScreen(screenOf(what)));
  };

  /** One notification for each cause, or one for all of them. Quiet: the causes only become known. */
  const announceProblems = async (what: Announcement, isQuiet: boolean): Promise<void> => {
    const causes = await problems.takeNew();
    if (isQuiet) return;
    if (causes.length > MOST_CAUSES) return announce(what, Date.now());
    const { t } = locale();
    for (const cause of causes) {
      showNotification(causeKey(cause), causeText(cause, t), () => showScreen('problems'));
    }
  };

  return {
    takeSnapshot(snapshot) {
      isSending = snapshot?.status.kind === 'sending';
      if (!snapshot) announced = null;
      if (!snapshot || snapshot.status.kind === 'starting') return;
      if (!announced) {
        announced = announcedAtStart(snapshot);
        void problems.markKnown();
        return;
      }
      const next = whatToAnnounce(announced, snapshot);
      if (next.announced.problems < announced.problems) void problems.markKnown();
      announced = next.announced;
      const isQuiet = !settings.get().notifications || options.isWindowFocused();
      for (const what of next.announcements) {
        if (what.kind === 'need-you') void announceProblems(what, isQuiet);
        else if (!isQuiet) announce(what, snapshot.atMs);
      }
    },
    tellWindowHidden() {
      if (settings.get().closeHintShown || process.platform === 'darwin') return;
      showNotification('hidden', windowHiddenText(isSending, locale().t), showWindow);
      settings.change({ closeHintShown: true }).catch(() => undefined);
    },
    tellSettingsProblem: (problem) =>
      showNotification('settings', settingsProblemText(problem, locale().t), showWindow),
    tellUpdate(version, state) {
      if (!settings.get().notifications) return;
      showNotification('update', updateText(version, state, locale().t), options.showAbout);
    },
  };
}

function screenOf({ kind }: Announcement): 'overview' | 'folders' | 'problems' {
  switch (kind) {
    case 'need-you':
      return 'problems';
    case 'unseen':
    case 'drive-off':
      return 'folders';
    case 'all-done':
    case 'account':
      return 'overview';
  }
}
