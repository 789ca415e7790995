// The entry that starts the program at login, for all three systems.
import { expect, test } from 'vitest';
import { autostartEntry, isWrittenAtStart } from './start-at-login-entry.ts';

const off = { openAtLogin: false };
const item = (enabled: boolean) => ({ path: 'C:\\OK Photo Sync.exe', args: ['--hidden'], enabled });

test.each(['linux', 'win32', 'darwin'] as const)('on %s nothing is written while the setting is off', (system) => {
  expect(isWrittenAtStart(system, false, null)).toBe(false);
  expect(isWrittenAtStart(system, false, system === 'linux' ? autostartEntry('x', '/x') : off)).toBe(false);
});

test.each(['linux', 'win32', 'darwin'] as const)('on %s an entry that is missing is written', (system) => {
  expect(isWrittenAtStart(system, true, system === 'linux' ? null : { ...off, status: 'not-registered' })).toBe(true);
});

test('on Linux an entry with the path of an earlier version is written again', () => {
  expect(isWrittenAtStart('linux', true, autostartEntry('x', '/home/anna/ok-photo-sync-1.0.0.AppImage'))).toBe(true);
  expect(isWrittenAtStart('linux', true, 'no entry at all')).toBe(true);
});

test.each(['Hidden=true', 'hidden = TRUE', 'X-GNOME-Autostart-enabled=false'])(
  'on Linux an entry that a desktop switched off by «%s» stays off',
  (line) => {
    const entry = autostartEntry('x', '/x').replace('X-GNOME-Autostart-enabled=true', line);
    expect(isWrittenAtStart('linux', true, entry)).toBe(false);
    expect(isWrittenAtStart('linux', true, entry.replaceAll('\n', '\r\n'))).toBe(false);
  },
);

test('on Windows an entry that Task Manager switched off stays off; any other is written', () => {
  expect(isWrittenAtStart('win32', true, { openAtLogin: true, launchItems: [item(false)] })).toBe(false);
  expect(isWrittenAtStart('win32', true, { openAtLogin: true, launchItems: [item(true)] })).toBe(true);
  expect(isWrittenAtStart('win32', true, { openAtLogin: false, launchItems: [] })).toBe(true);
});

test('on macOS an entry that exists, or waits for approval, is left alone', () => {
  expect(isWrittenAtStart('darwin', true, { openAtLogin: true, status: 'enabled' })).toBe(false);
  expect(isWrittenAtStart('darwin', true, { openAtLogin: false, status: 'requires-approval' })).toBe(false);
  expect(isWrittenAtStart('darwin', true, { openAtLogin: false, status: 'not-found' })).toBe(true);
});

test('a path with spaces, quotes, dollars and percent signs stays one argument', () => {
  const entry = autostartEntry('OK Photo Sync', '/home/anna/my "new" $ 100% \\ `apps`/ok-1.2.3.AppImage');
  expect(entry).toContain(
    String.raw`Exec="/home/anna/my \\"new\\" \\$ 100%% \\\\ \\${'`'}apps\\${'`'}/ok-1.2.3.AppImage" --hidden`,
  );
});
