// The words of notifications: title and body for what is announced, in the person's language. Pure; show-notification.ts shows them.
import { troubleSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import type { Language } from '../../../shared/locales/language.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import type { AccountTrouble } from '../../../shared/snapshot.ts';
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

/** The Problems screen's own words for this cause. */
export function causeText(group: ProblemGroup, t: Translate): NotificationText {
  const vars = { n: group.photos, album: group.albumTitle ?? t('album.personal'), folder: group.folder?.title ?? '' };
  return { title: t(`cause.title.${group.reason}`, vars), body: t(`cause.text.${group.reason}`, vars) };
}

function troubleText(trouble: AccountTrouble, language: Language, t: Translate, nowMs: number): NotificationText {
  const sentence = troubleSentence(trouble, nowMs, language, t);
  return { title: statusText(sentence, t), body: sentence.detail ?? '' };
}
