// The entry that starts the program at login: its text on Linux, and whether it must be written again. Pure.

/** The fields of Electron's `getLoginItemSettings` that we use. */
export type LoginItem = {
  openAtLogin: boolean;
  /** macOS only. */
  status?: string;
  /** Windows only; `enabled`: the person's last choice in Task Manager. */
  launchItems?: readonly { path: string; args: readonly string[]; enabled: boolean }[];
};

export const loginArguments = ['--hidden'];

/**
 * Whether a start of the program writes the entry again. The program's path may have changed since then: the name of an
 * AppImage contains its version. An entry that the person switched off in the system's own list stays off.
 */
export function isWrittenAtStart(system: NodeJS.Platform, wanted: boolean, found: LoginItem | string | null): boolean {
  if (!wanted) return false;
  if (typeof found === 'string') return !isSwitchedOff(found);
  if (found === null) return true;
  // macOS knows the program by its bundle, so an entry stays right. One that waits for approval is left alone.
  if (system === 'darwin') return found.status !== 'requires-approval' && !found.openAtLogin;
  return (found.launchItems ?? []).every((item) => item.enabled);
}

/** Desktops switch an entry off by either of these keys. */
function isSwitchedOff(desktopEntry: string): boolean {
  return /^\s*(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(desktopEntry);
}

/** By the Desktop Entry Specification: the program in quotes, special characters escaped twice. */
export function autostartEntry(name: string, program: string): string {
  const quoted = program
    .replace(/[\\"`$]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec="${quoted}" ${loginArguments.join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
