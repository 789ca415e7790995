import { mkdir, mkdtemp, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { stillnessOf, lockedAtMostMs, mayOpenSoon, settle, type Sighting, type Settling } from './settle.ts';
import type { FileStat } from './file-stat.ts';

const nowMs = Date.UTC(2026, 0, 1);
const look = (ageMs: number, over: Partial<FileStat> = {}): FileStat => ({
  sizeBytes: 100,
  mtimeNs: BigInt(nowMs - ageMs) * 1_000_000n,
  inode: 7n,
  ctimeNs: 0n,
  birthNs: 0n,
  ...over,
});
const scanned = { touched: false };
const touched = { touched: true };

test('an old file found by walking is settled at the first look', () => {
  expect(stillnessOf(null, look(31_000), nowMs, scanned).kind).toBe('still');
});

test('an old file that an event told of waits two seconds: a copy may carry the old time', () => {
  const first = stillnessOf(null, look(1e9), nowMs, touched);
  expect(first).toMatchObject({ kind: 'wait', untilMs: nowMs + 2_000 });
  expect(stillnessOf(first.sighting, look(1e9), nowMs + 1_999, touched).kind).toBe('wait');
  expect(stillnessOf(first.sighting, look(1e9), nowMs + 2_000, touched).kind).toBe('still');
});

test('a file just written waits two seconds from the first look', () => {
  expect(stillnessOf(null, look(50), nowMs, scanned)).toMatchObject({ kind: 'wait', untilMs: nowMs + 2_000 });
});

test.each([
  ['size', { sizeBytes: 101 }],
  ['mtime by one nanosecond', { mtimeNs: BigInt(nowMs - 5_000) * 1_000_000n + 1n }],
  ['inode (replaced by rename)', { inode: 8n }],
])('another %s begins the wait anew', (_what, change) => {
  const first = stillnessOf(null, look(5_000), nowMs, scanned).sighting;
  const second = stillnessOf(first, look(5_000, change), nowMs + 1_900, scanned);
  expect(second).toMatchObject({ kind: 'wait', untilMs: nowMs + 3_900 });
});

test('a file that changes between looks waits even when its mtime is old', () => {
  const first = stillnessOf(null, look(1e9), nowMs, scanned).sighting;
  expect(stillnessOf(first, look(1e9, { sizeBytes: 200 }), nowMs + 500, scanned).kind).toBe('wait');
});

test('an empty file waits ten seconds, unless nobody touched it for ten minutes', () => {
  const first = stillnessOf(null, look(60_000, { sizeBytes: 0 }), nowMs, scanned);
  expect(first).toMatchObject({ kind: 'wait', untilMs: nowMs + 10_000 });
  expect(stillnessOf(null, look(1e9, { sizeBytes: 0 }), nowMs, scanned).kind).toBe('still');
});

test('a time from the future waits ten seconds', () => {
  expect(stillnessOf(null, look(-60_000), nowMs, scanned)).toMatchObject({ kind: 'wait', untilMs: nowMs + 10_000 });
});

test('a clock set back never ends the wait early', () => {
  const first = stillnessOf(null, look(50), nowMs, scanned).sighting;
  const back = stillnessOf(first, look(50), nowMs - 3_600_000, scanned);
  expect(back.kind).toBe('wait');
  expect(back.sighting.sinceMs).toBe(nowMs - 3_600_000);
});

test('where the disk numbers nothing, the inode does not count', () => {
  const first = stillnessOf(null, look(5_000, { inode: 0n }), nowMs, scanned).sighting;
  expect(stillnessOf(first, look(5_000, { inode: 99n }), nowMs + 2_000, scanned).kind).toBe('still');
});

async function temp(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'settle-'));
}

test('a file written in pieces settles only after the last piece', async () => {
  const path = join(await temp(), 'growing.jpg');
  const clock = fakeClock({ startMs: Date.now() + 1_000 });
  let previous: Sighting | null = null;
  const lookNow = async (): Promise<Settling> => {
    const answer = await settle(path, previous, clock.now(), touched);
    if ('sighting' in answer) previous = answer.sighting;
    return answer;
  };
  for (const size of [10, 20, 30]) {
    await writeFile(path, 'x'.repeat(size));
    expect((await lookNow()).kind).toBe('wait');
    await clock.advance(1_900);
    expect((await lookNow()).kind).toBe('wait');
  }
  await clock.advance(2_000);
  expect(await lookNow()).toMatchObject({ kind: 'settled', sighting: { sizeBytes: 30 } });
});

test('a file replaced by rename with the same size and time is a new sighting', async () => {
  const folder = await temp();
  const path = join(folder, 'a.jpg');
  const at = new Date(Date.now() - 5_000);
  await writeFile(path, 'one');
  await writeFile(join(folder, 'b'), 'two');
  await utimes(path, at, at);
  await utimes(join(folder, 'b'), at, at);
  const first = await settle(path, null, Date.now(), touched);
  await rename(join(folder, 'b'), path);
  if (first.kind !== 'wait') throw new Error('expected to wait');
  expect((await settle(path, first.sighting, Date.now() + 3_000, touched)).kind).toBe('wait');
});

test('gone, or become a folder: vanished', async () => {
  const path = join(await temp(), 'a.jpg');
  expect(await settle(path, null, nowMs, scanned)).toEqual({ kind: 'vanished' });
  await mkdir(path);
  expect(await settle(path, null, nowMs, scanned)).toEqual({ kind: 'vanished' });
  expect(await settle(join(path, 'x', 'y'), null, nowMs, scanned)).toEqual({ kind: 'vanished' });
});

test('an empty file that is filled later settles as what it became', async () => {
  const path = join(await temp(), 'a.jpg');
  await writeFile(path, '');
  const first = await settle(path, null, Date.now(), scanned);
  expect(first.kind).toBe('wait');
  await truncate(path, 5);
  if (first.kind !== 'wait') return;
  const second = await settle(path, first.sighting, Date.now() + 10_000, scanned);
  expect(second).toMatchObject({ kind: 'wait', sighting: { sizeBytes: 5 } });
});

test.runIf(process.platform === 'linux')(
  'a file that cannot be opened is unreadable here, and on Windows waits for whoever holds it, for ten minutes',
  async () => {
    // A name too long for lstat stands for any refusal that is not «missing»; EACCES itself does not bind root.
    const path = join(await temp(), 'a'.repeat(300));
    expect(await settle(path, null, nowMs, scanned)).toMatchObject({ kind: 'unreadable', code: 'ENAMETOOLONG' });
    expect(lockedAtMostMs).toBeGreaterThan(60_000);
  },
);

test('rm between two looks is no error', async () => {
  const path = join(await temp(), 'a.jpg');
  await writeFile(path, 'x');
  const first = await settle(path, null, Date.now(), touched);
  await rm(path);
  expect(await settle(path, first.kind === 'wait' ? first.sighting : null, Date.now(), touched)).toEqual({
    kind: 'vanished',
  });
});

test('what the person may not read is not waited for, except where another program may hold it', () => {
  for (const code of ['EACCES', 'EPERM']) {
    expect(mayOpenSoon(code, 'linux')).toBe(false);
    expect(mayOpenSoon(code, 'darwin')).toBe(false);
    expect(mayOpenSoon(code, 'win32')).toBe(true);
  }
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(mayOpenSoon('EIO', platform)).toBe(true);
    expect(mayOpenSoon('NOT_A_FILE', platform)).toBe(false);
  }
});
