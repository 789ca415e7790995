// Starts the program hidden at login, if the setting says so: by the system's own list on Windows and macOS, by an
// autostart file on Linux.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { app } from 'electron';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { autostartEntry, isWrittenAtStart, loginArguments } from './start-at-login-entry.ts';

/** The XDG specification ignores base folders with a relative path. */
function autostartFile(): string {
  const config = process.env['XDG_CONFIG_HOME'] ?? '';
  return join(isAbsolute(config) ? config : join(homedir(), '.config'), 'autostart', 'ok-photo-sync.desktop');
}

const programOnLinux = () => process.env['APPIMAGE'] ?? process.execPath;

function writeAutostart(program: string): void {
  mkdirSync(dirname(autostartFile()), { recursive: true });
  writeFileAtomicSync(autostartFile(), autostartEntry(app.name, program));
}

/** Does nothing in development: it would leave a dead entry. Throws when the entry cannot be written. */
export function setStartAtLogin(wanted: boolean): void {
  if (!app.isPackaged) return;
  if (process.platform !== 'linux') app.setLoginItemSettings({ openAtLogin: wanted, args: loginArguments });
  else if (wanted) writeAutostart(programOnLinux());
  else rmSync(autostartFile(), { force: true });
}

/** Call it at each start: makes the entry lead to this program. Throws when the entry cannot be written. */
export function renewStartAtLogin(wanted: boolean): void {
  if (!app.isPackaged || !wanted) return;
  const found =
    process.platform === 'linux' ? textOf(autostartFile()) : app.getLoginItemSettings({ args: loginArguments });
  if (isWrittenAtStart(process.platform, wanted, found)) setStartAtLogin(true);
}

/**
 * An update gave the program another path, and this process is about to end: the next start may be the one at login.
 * Throws when the entry cannot be written.
 */
export function moveStartAtLogin(program: string): void {
  if (process.platform !== 'linux') return;
  if (isWrittenAtStart('linux', true, textOf(autostartFile()))) writeAutostart(program);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
