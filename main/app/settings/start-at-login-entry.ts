// What the system's list of programs that start at login says, and what should be done about ours. Decides; writes nothing.

/** What is used of Electron's `getLoginItemSettings`. */
export type LoginItem = {
  openAtLogin: boolean;
  /** macOS only. */
  status?: string;
  /** Windows only; `enabled` is what the person last said in Task Manager. */
  launchItems?: readonly { path: string; args: readonly string[]; enabled: boolean }[];
};

export const loginArguments = ['--hidden'];

/**
 * Whether a start of the program writes the entry anew. The program's path may have changed since the entry was written: the name of
 * an AppImage carries its version. What the person switched off in the system's own list stays off.
 */
export function isWrittenAtStart(system: NodeJS.Platform, wanted: boolean, found: LoginItem | string | null): boolean {
  if (!wanted) return false;
  if (typeof found === 'string') return !isSwitchedOff(found);
  if (found === null) return true;
  // macOS knows the program by its bundle: an entry that is there needs nothing, and one that waits for the person is theirs.
  if (system === 'darwin') return found.status !== 'requires-approval' && !found.openAtLogin;
  return (found.launchItems ?? []).every((item) => item.enabled);
}

/** Desktops switch an entry off by one of these two keys. */
function isSwitchedOff(desktopEntry: string): boolean {
  return /^\s*(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(desktopEntry);
}

/** Desktop Entry Specification: the program in quotes, with its special characters escaped twice. */
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
