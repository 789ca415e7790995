// Whether this desktop shows tray icons. It is open only on Linux, and Electron does not tell.
import { execFile } from 'node:child_process';

/** The D-Bus name of a panel that shows icons (StatusNotifierItem specification). */
const HOST_NAME = 'org.kde.StatusNotifierWatcher';
const ANSWER_WITHIN_MS = 2_000;

/** Nearly every desktop has one of these tools; each prints `true` when the name has an owner. */
const tools: readonly (readonly [string, ...string[]])[] = [
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

/** false also when it is unknown: an invisible icon must not be the only way back to the window. */
export async function hasTrayHost(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (!environment['DBUS_SESSION_BUS_ADDRESS'] && !environment['XDG_RUNTIME_DIR']) return false;
  for (const [program, ...args] of tools) {
    const output = await outputOf(program, args);
    if (output !== null) return /\btrue\b/.test(output);
  }
  return false;
}

/** null: the program is not installed, or got no answer. */
function outputOf(program: string, args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: ANSWER_WITHIN_MS }, (error, stdout) => resolve(error ? null : stdout));
  });
}
