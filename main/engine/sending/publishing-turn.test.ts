// Libraries of one computer take turns at publishing: real lock files, a clock of the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { silentLog } from '../testing/quick.ts';
import { openPublishingTurn, type PublishingTurn } from './publishing-turn.ts';

let folder: string;
let clock: FakeClock;
let opened: PublishingTurn[];
const { signal } = new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ok-turns-'));
  clock = fakeClock();
  opened = [];
});
afterEach(async () => {
  for (const turn of opened) turn.close();
  await rm(folder, { recursive: true, force: true });
});

function library(account = 'anna', turnsFolder: string | null = join(folder, 'turns')): PublishingTurn {
  const turn = openPublishingTurn({ folder: turnsFolder, account: () => account, clock, log: silentLog });
  opened.push(turn);
  return turn;
}

test('while one library publishes the other waits, and has its turn as soon as the first leaves', async () => {
  const [one, other] = [library(), library()];
  expect(await one.take(signal)).toBe(true);
  const waiting = other.take(signal);
  let has = false;
  void waiting.then(() => (has = true));
  await clock.advance(1_000);
  expect(has).toBe(false);
  one.leave();
  await clock.advance(100);
  expect(await waiting).toBe(true);
});

test('several steps of one library publish at once; the turn ends with the last of them', async () => {
  const [one, other] = [library(), library()];
  expect([await one.take(signal), await one.take(signal)]).toEqual([true, true]);
  one.leave();
  const waiting = other.take(signal);
  await clock.advance(6_000);
  expect(await waiting).toBe(false);
  one.leave();
  expect(await other.take(signal)).toBe(true);
});

test('a kept turn stays while photos are compared, and ends by itself when nothing comes of it', async () => {
  const [one, other] = [library(), library()];
  await one.take(signal);
  one.keep(true);
  one.leave();
  const early = other.take(signal);
  await clock.advance(6_000);
  expect(await early).toBe(false);
  expect(await one.take(signal)).toBe(true);
  one.keep(false);
  one.leave();
  expect(await other.take(signal)).toBe(true);
  other.keep(true);
  other.leave();
  await clock.advance(25_000);
  expect(await one.take(signal)).toBe(true);
});

test('a library that hangs while it has the turn stops the others for ten minutes, not for ever', async () => {
  const [one, other] = [library(), library()];
  await one.take(signal);
  let tries = 0;
  let has = false;
  while (!has && tries < 200) {
    const taking = other.take(signal);
    await clock.advance(6_000);
    has = await taking;
    tries += 1;
  }
  expect(has).toBe(true);
  expect(tries).toBeGreaterThan(90);
  other.leave();
  // It hangs on: the next photos do not wait another ten minutes.
  expect(await other.take(signal)).toBe(true);
  other.leave();
  // Once it is gone, turns are taken again.
  one.leave();
  expect(await other.take(signal)).toBe(true);
  const waiting = one.take(signal);
  await clock.advance(6_000);
  expect(await waiting).toBe(false);
});

test('other accounts do not wait for each other', async () => {
  expect(await library('anna').take(signal)).toBe(true);
  expect(await library('boris').take(signal)).toBe(true);
});

test('whoever is stopped does not wait any longer', async () => {
  const [one, other] = [library(), library()];
  await one.take(signal);
  const waiting = other.take(signal);
  other.stop();
  await clock.advance(100);
  expect(await waiting).toBe(false);
  const stopped = new AbortController();
  const third = library().take(stopped.signal);
  stopped.abort();
  await clock.advance(100);
  expect(await third).toBe(false);
});

test('where nothing can be written photos are published all the same', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(await library('anna', join(folder, 'file')).take(signal)).toBe(true);
  expect(await library('anna', null).take(signal)).toBe(true);
});

test('the turn of a program that is killed ends with it', async () => {
  const turnUrl = pathToFileURL(join(import.meta.dirname, 'publishing-turn.ts')).href;
  const clockUrl = pathToFileURL(join(import.meta.dirname, '..', 'system-clock.ts')).href;
  const script = `import { openPublishingTurn } from ${JSON.stringify(turnUrl)};
    import { systemClock as clock } from ${JSON.stringify(clockUrl)};
    const log = { info() {}, warn() {}, error() {} };
    const turn = openPublishingTurn({ folder: process.argv[1], account: () => 'anna', clock, log });
    await turn.take(new AbortController().signal);
    console.log('taken');
    setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script, join(folder, 'turns')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  const waiting = library().take(signal);
  await clock.advance(6_000);
  expect(await waiting).toBe(false);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await library().take(signal)).toBe(true);
});
