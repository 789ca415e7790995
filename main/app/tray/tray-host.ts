// Whether anything on this desktop would show a tray icon. Only Linux leaves that open; Electron does not say.
import { execFile } from 'node:child_process';

/** The name under which a panel announces that it shows icons (StatusNotifierItem specification). */
const HOST_NAME = 'org.kde.StatusNotifierWatcher';
const ANSWER_WITHIN_MS = 2_000;

/** Tools of which one is on nearly every desktop; each prints `true` for a name that has an owner. */
const askers: readonly (readonly [string, ...string[]])[] = [
  [
    'gdbus',
    'call',
    '--session',
    '--dest',
    'org.freedesktop.DBus',
    '--object-path',
    '/org/freedesktop/DBus',
    '--method',
    'org.freedesktop.DBus.NameHasOwner',
    HOST_NAME,
  ],
  [
    'busctl',
    '--user',
    'call',
    'org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus',
    'NameHasOwner',
    's',
    HOST_NAME,
  ],
  [
    'dbus-send',
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${HOST_NAME}`,
  ],
];

/** false also when nobody can say: an icon nobody sees must not be the only way back to the window. */
export async function hasTrayHost(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (!environment['DBUS_SESSION_BUS_ADDRESS'] && !environment['XDG_RUNTIME_DIR']) return false;
  for (const [program, ...args] of askers) {
    const said = await ask(program, args);
    if (said !== null) return /\btrue\b/.test(said);
  }
  return false;
}

/** null: the program is not there, or got no answer. */
function ask(program: string, args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: ANSWER_WITHIN_MS }, (error, stdout) => resolve(error ? null : stdout));
  });
}
