// Shows the few notifications there are, in the person's language: one per cause. What is worth one is decided in what-to-announce.ts.
import { Notification } from 'electron';
import type { NotificationText } from './notification-text.ts';

/** Held while shown: a collected notification no longer answers a click. By cause: a newer one takes the place of the older. */
const shown = new Map<string, Notification>();

/** Silent where the system has none. `cause` names what it is about, for this program only. */
export function showNotification(cause: string, { title, body }: NotificationText, onClick: () => void): void {
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
