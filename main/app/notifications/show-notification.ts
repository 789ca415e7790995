// Shows one system notification per cause: a newer one replaces the older. The one place that calls Electron's
// `Notification`; what is worth a notification is decided in what-to-announce.ts.
import { Notification } from 'electron';
import type { NotificationText } from './notification-text.ts';

/** By cause. Held while shown: a notification that was garbage-collected no longer reacts to a click. */
const shown = new Map<string, Notification>();

/** Does nothing where the system has no notifications. `cause` is a key of this program, never shown. */
export function showNotification(cause: string, { title, body }: NotificationText, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  shown.get(cause)?.close();
  const notification = new Notification({ title, body, silent: true });
  const forget = (): void => {
    if (shown.get(cause) === notification) shown.delete(cause);
  };
  shown.set(cause, notification);
  notification.once('click', onClick);
  notification.once('close', forget);
  notification.once('failed', forget);
  notification.show();
}
