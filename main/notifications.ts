// Shows the few notifications there are, in the person's language. What is worth one is decided in announcements.ts.
import { Notification } from 'electron';
import { troubleSentence, statusText } from '../shared/locales/status-sentence.ts';
import type { Language } from '../shared/locales/language.ts';
import type { Translate } from '../shared/locales/translate.ts';
import type { AccountTrouble } from '../shared/library.ts';
import type { Announcement } from './announcements.ts';

export interface NotificationText {
  title: string;
  body: string;
}

/** Held while shown: a collected notification no longer answers a click. */
const shown = new Set<Notification>();

/** Silent where the system has none. */
export function notify({ title, body }: NotificationText, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body, silent: true });
  shown.add(notification);
  notification.once('click', onClick);
  notification.once('close', () => shown.delete(notification));
  notification.once('failed', () => shown.delete(notification));
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

function troubleText(trouble: AccountTrouble, language: Language, t: Translate, nowMs: number): NotificationText {
  const sentence = troubleSentence(trouble, nowMs, language, t);
  return { title: statusText(sentence, t), body: sentence.detail ?? '' };
}
