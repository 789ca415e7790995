// The texts of all notifications: title and body in the person's language. Pure; notifications.ts shows them.
import { troubleSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import type { Language } from '../../../shared/locales/languages.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import type { AccountTrouble } from '../../../shared/snapshot.ts';
import type { SettingsProblem } from '../settings/settings-store.ts';
import type { Announcement } from './what-to-announce.ts';

export interface NotificationText {
  title: string;
  body: string;
}

export function notificationText(
  what: Announcement,
  language: Language,
  t: Translate,
  nowMs: number,
): NotificationText {
  switch (what.kind) {
    case 'all-done':
      return { title: t('notification.allDone'), body: t('notification.allDoneText', { n: what.photos }) };
    case 'need-you':
      return { title: t('notification.needsYou', { n: what.photos }), body: '' };
    case 'drive-off': {
      const photos = t('notification.driveOffWaits', { n: what.folders.reduce((sum, one) => sum + one.photos, 0) });
      const [only, ...more] = what.folders;
      return {
        title:
          only !== undefined && more.length === 0
            ? t('notification.driveOff', { title: only.title })
            : t('notification.drivesOff', { n: what.folders.length }),
        body: `${photos} ${t('notification.driveOffText')}`,
      };
    }
    case 'unseen': {
      const [only = '', ...more] = what.folders;
      return {
        title:
          more.length === 0 && only !== ''
            ? t('notification.unseen', { title: only })
            : t('notification.unseenMore', { n: what.folders.length }),
        body: t('notification.unseenText'),
      };
    }
    case 'account':
      return troubleText(what.trouble, language, t, nowMs);
  }
}

/** One cause of problems, in the words of the Problems screen. */
export function causeText(group: ProblemGroup, t: Translate): NotificationText {
  const vars = { n: group.photos, album: group.albumTitle ?? t('album.personal'), folder: group.folder?.title ?? '' };
  return { title: t(`cause.title.${group.reason}`, vars), body: t(`cause.text.${group.reason}`, vars) };
}

/** Tells where the window went, and that sending goes on. */
export function windowHiddenText(isSending: boolean, t: Translate): NotificationText {
  const title = t(isSending ? 'notification.hidden' : 'notification.hiddenStill');
  return { title, body: t('notification.hiddenText') };
}

export function settingsProblemText(problem: SettingsProblem, t: Translate): NotificationText {
  const title = t(problem === 'newer' ? 'notification.settingsNewer' : 'notification.settingsReset');
  return { title, body: t('notification.settingsResetText') };
}

export function updateText(version: string, state: 'there' | 'ready', t: Translate): NotificationText {
  return state === 'ready'
    ? { title: t('notification.update', { version }), body: t('notification.updateText') }
    : { title: t('notification.updateThere', { version }), body: t('notification.updateThereText') };
}

function troubleText(trouble: AccountTrouble, language: Language, t: Translate, nowMs: number): NotificationText {
  const sentence = troubleSentence(trouble, nowMs, language, t);
  return { title: statusText(sentence, t), body: sentence.detail ?? '' };
}
