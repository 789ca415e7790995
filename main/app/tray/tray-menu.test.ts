// The tray's menu in each state of the program.
import { expect, test } from 'vitest';
import { translator } from '../../../shared/locales/translate.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { halfway, snapshotOf } from '../testing/snapshot-of.ts';
import { trayMenu, trayStatus } from './tray-menu.ts';
import type { TrayItem, TrayStatusInput } from './tray-menu.ts';

const nowMs = new Date(2026, 6, 12, 15, 4).getTime();

function source(snapshot: Snapshot | null, language: 'ru' | 'en' = 'ru'): TrayStatusInput {
  return {
    snapshot,
    engine: null,
    recent: [{ fileId: 7, name: 'DSC_0412.jpg' }],
    language,
    t: translator(language),
    nowMs,
  };
}

function lines(items: readonly TrayItem[]): string[] {
  return items.map((item) => (item.kind === 'separator' ? '-' : item.text.replaceAll('\u00a0', ' ')));
}

test('while sending, the menu shows photos, bytes and time left, then the commands', () => {
  const snapshot = snapshotOf({ status: { kind: 'sending' }, round: halfway });
  expect(lines(trayMenu(source(snapshot)))).toEqual([
    'Отправляется 76 из 340',
    '412 МБ из 1,9 ГБ, ещё около 4 минут',
    '-',
    'Открыть OK Photo Sync',
    'Добавить фото…',
    'Недавние',
    '-',
    'Пауза',
    '-',
    'Настройки',
    'Выйти',
  ]);
});

test('while a rule holds photos back, the menu says why and what is left, and offers to send anyway', () => {
  const snapshot = snapshotOf({ status: { kind: 'waiting', untilMs: null, why: 'metered' }, round: halfway });
  const menu = trayMenu(source(snapshot));
  expect(lines(menu).slice(0, 5)).toEqual([
    'Ждёт: за трафик в этой сети платят',
    'Осталось 264 фото, 1,5 ГБ',
    '-',
    'Открыть OK Photo Sync',
    'Отправить всё равно, 1,5 ГБ',
  ]);
  expect(menu).toContainEqual(expect.objectContaining({ command: { do: 'send-anyway' } }));
});

test('photos that wait for a retry can be retried at once', () => {
  const snapshot = snapshotOf({ status: { kind: 'waiting', untilMs: null, why: 'retry' } });
  expect(trayMenu(source(snapshot))).toContainEqual({
    kind: 'command',
    text: 'Повторить сейчас',
    command: { do: 'retry' },
  });
});

test('a missing drive offers no retry', () => {
  const snapshot = snapshotOf({ status: { kind: 'waiting', untilMs: null, why: 'drive_off' } });
  expect(lines(trayMenu(source(snapshot)))).not.toContain('Повторить сейчас');
});

test('each pause shows its end; while paused the menu only offers to resume', () => {
  const pause = trayMenu(source(snapshotOf({}), 'en')).find((item) => item.kind === 'menu' && item.text === 'Pause');
  expect(pause?.kind === 'menu' && pause.items.map((item) => (item.kind === 'command' ? item.command : null))).toEqual([
    { do: 'pause', untilMs: nowMs + 1_800_000 },
    { do: 'pause', untilMs: nowMs + 3_600_000 },
    { do: 'pause', untilMs: new Date(2026, 6, 13, 8).getTime() },
    { do: 'pause', untilMs: null },
  ]);
  const paused = trayMenu(source(snapshotOf({ status: { kind: 'paused', untilMs: null } }), 'en'));
  expect(paused).toContainEqual({ kind: 'command', text: 'Resume', command: { do: 'resume' } });
  expect(lines(paused)).not.toContain('Pause');
});

test('a recent photo is shown in its folder', () => {
  const recent = trayMenu(source(snapshotOf({}))).find(
    (item) => item.kind === 'menu' && item.text === 'Недавние',
  ) as TrayItem & { items: TrayItem[] };
  expect(recent.items).toEqual([{ kind: 'command', text: 'DSC_0412.jpg', command: { do: 'show', fileId: 7 } }]);
  const none = trayMenu({ ...source(snapshotOf({})), recent: [] }).find(
    (item) => item.kind === 'menu' && item.text === 'Недавние',
  ) as TrayItem & { items: TrayItem[] };
  expect(none.items).toEqual([{ kind: 'line', text: 'Пока ничего не отправлено' }]);
});

test('without a library the menu only opens the window and quits', () => {
  expect(lines(trayMenu(source(null, 'en')))).toEqual(['Open OK Photo Sync', '-', 'Quit']);
  expect(trayStatus(source(null))).toBeNull();
});

test('while the engine sends no snapshot, the menu shows its condition instead of the last numbers', () => {
  const statusOf = (engine: TrayStatusInput['engine']) => trayStatus({ ...source(null, 'en'), engine });
  expect(statusOf('starting')).toBe('Starting');
  expect(statusOf('restarting')).toBe('Sending is being restarted');
  expect(statusOf('failed')).toBe('Sending does not start');
  expect(statusOf(null)).toBeNull();
});

test('folders that cannot be read in full are always shown', () => {
  for (const status of [{ kind: 'ready' }, { kind: 'needs_you', photos: 3 }, { kind: 'sending' }] as const)
    expect(lines(trayMenu(source(snapshotOf({ status, unseenFolders: 2 }))))).toContain(
      '2 папки просмотрены не до конца',
    );
  expect(trayStatus(source(snapshotOf({ unseenFolders: 2 })))).not.toBe('Всё на OK');
});
