// Shows the few notifications there are, in the person's language: one per cause. What is worth one is decided in announcements.ts.
import { Notification } from 'electron';
import { troubleSentence, statusText } from '../shared/locales/status-sentence.ts';
import type { Language } from '../shared/locales/language.ts';
import type { Translate } from '../shared/locales/translate.ts';
import type { ProblemGroup } from '../shared/library.ts';
import type { AccountTrouble } from '../shared/snapshot.ts';
import type { Announcement } from './announcements.ts';

export interface NotificationText {
  title: string;
  body: string;
}

/** Held while shown: a collected notification no longer answers a click. By cause: a newer one takes the place of the older. */
const shown = new Map<string, Notification>();

/** Silent where the system has none. `cause` names what it is about, for this program only. */
export function notify(cause: string, { title, body }: NotificationText, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  shown.get(cause)?.close();
  const notification = new Notification({ title, body, silent: true });
  const gone = (): void => {
    if (shown.get(cause) === notification) shown.delete(cause);
  };
  shown.set(cause, notification);
  notification.once('click', onClick);
  notification.once('close', gone);
  notification.once('failed', gone);
  notification.show();
}

export function announcementText(
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
    case 'account':
      return troubleText(what.trouble, language, t, nowMs);
  }
}

/** The Problems screen's own words for this cause. */
export function causeText(group: ProblemGroup, t: Translate): NotificationText {
  const vars = { n: group.photos, album: group.albumTitle ?? t('album.personal') };
  return { title: t(`cause.title.${group.reason}`, vars), body: t(`cause.text.${group.reason}`, vars) };
}

function troubleText(trouble: AccountTrouble, language: Language, t: Translate, nowMs: number): NotificationText {
  const sentence = troubleSentence(trouble, nowMs, language, t);
  return { title: statusText(sentence, t), body: sentence.detail ?? '' };
}
