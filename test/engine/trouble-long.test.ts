// Troubles that last: a day, or a byte a second. With the waits and limits of the product itself, on a clock that runs
// faster.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startEmulator } from '../../main/emulator/start.ts';
import type { Log } from '../../main/engine/ports.ts';
import { defaultPolicy } from '../../main/engine/sending/retry-policy.ts';
import { fastClock } from '../../main/engine/testing/fast-clock.ts';
import { allOf, attemptsOf, fortyShapes, sideBySide } from '../../main/engine/testing/fault-run.ts';
import { before, methods, type Method } from '../../main/engine/testing/fault-table.ts';
import { silentLog } from '../../main/engine/testing/quick.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const imaging = imagingOfFile();
const few = templateOfFile(imaging);
const many = templateOfFile(imaging, fortyShapes);
const begin = runsOfTests();
const policy = defaultPolicy;

test('a whole day without a network, in the middle of sending: nothing is used up, the network is looked for once a minute, and all goes on', async () => {
  const state = await mkdtemp(join(tmpdir(), 'ok-service-'));
  const clock = fastClock(50);
  let looks = 0;
  const log: Log = { ...silentLog, info: (event) => (looks += event === 'account.check_failed' ? 1 : 0) };
  const run = await begin(many, { clock, emulator: { state, switches: { latencyMs: 5 } }, engine: { policy, log } });
  await expect.poll(() => run.calls('upload')).toBeGreaterThan(2);
  const port = Number(new URL(run.emulator.address).port);
  await run.emulator.close();
  await expect.poll(run.status).toMatchObject({ kind: 'offline' });
  // What broke while the network was still thought to be there may have used up one.
  const from = { atMs: clock.now(), looks, attempts: await attemptsOf(run) };
  expect(Math.max(...from.attempts)).toBeLessThanOrEqual(1);
  clock.run(20_000);
  const day = 24 * 3_600_000;
  while (clock.now() < from.atMs + day) {
    await sleep(100);
    expect(await run.status()).toMatchObject({ kind: 'offline' });
  }
  clock.run(50);
  const minutes = (clock.now() - from.atMs) / 60_000;
  // The first looks come sooner, each twice as late as the one before.
  expect(looks - from.looks).toBeLessThanOrEqual(minutes + 5);
  expect(looks - from.looks).toBeGreaterThan(50);
  expect(await run.problems()).toEqual([]);
  expect(await attemptsOf(run)).toEqual(from.attempts);
  run.emulator = await startEmulator({ state, port });
  expect(await run.decided()).toBe('decided');
  expect(run.emulator.ledger().summary).toMatchObject({
    photos: many.shas.length,
    idsCommittedTwice: 0,
    contentsTwiceInAlbum: 0,
  });
  await run.close();
  await rm(state, { recursive: true, force: true });
});

/** The trouble lasts ten minutes: rests that grow beyond five would only make the test longer. */
const fiveMinutes = 5 * 60_000;
const longestRests = {
  longestWaitMs: fiveMinutes,
  accountRestLongestMs: fiveMinutes,
  breakerRestLongestMs: fiveMinutes,
  addressRestLongestMs: fiveMinutes,
};

/** Answers what was not as it should be. */
async function crawl(method: Method): Promise<string[]> {
  // A minute of silence is two seconds of real time: a busy machine must not take a good call for a silent one.
  const clock = fastClock(30);
  const earlier = before[method];
  const run = await begin(few, {
    clock,
    faults: [...(earlier === undefined ? [] : [earlier]), { method, bandwidthIn: 1, bandwidthOut: 1, times: null }],
    engine: { policy: { ...policy, attempts: 60, ...longestRests } },
  });
  // The service's time runs as ours does.
  const together = setInterval(() => run.emulator.set({ clockOffsetMs: clock.now() - Date.now() }), 10);
  const findings: string[] = [];
  const beginning = clock.now();
  while (clock.now() < beginning + 10 * 60_000) await sleep(20);
  // Two lanes; each call is a minute of silence, then a wait, and looks whether the network is there.
  const minutes = (clock.now() - beginning) / 60_000;
  if (run.calls() > 2.5 * minutes) {
    const names = run.emulator.ledger().calls.map(({ method: name, outcome }) => `${name} ${outcome}`);
    findings.push(`${names.length} calls in ${Math.round(minutes)} minutes: ${names.join(', ')}`);
  }
  if ((await run.done()) === few.shas.length && method === 'upload') findings.push('a photo arrived byte by byte');
  findings.push(...(await run.problems()));
  run.emulator.clearFaults();
  findings.push(...[await run.decided()].filter((end) => end !== 'decided'), ...(await run.problems()));
  if (run.there().join() !== allOf(few).join()) findings.push(`${run.there().length} there`);
  if (run.emulator.ledger().albums.length !== 1) findings.push('albums');
  clearInterval(together);
  return findings.map((finding) => `${method}: ${finding}`);
}

test('of a service that answers a byte a second each call is given up after a silence; no storm, no photo failed, all arrive once', async () => {
  expect((await sideBySide(methods, methods.length, crawl)).flat()).toEqual([]);
});
