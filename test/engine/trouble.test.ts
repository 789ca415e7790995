// Trouble of the account, the network and the service: told as what it is, asked about once, and over when it is over.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startEmulator } from '../../main/emulator/start.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { allOf, attemptsOf, fortyShapes, patientPolicy } from '../../main/engine/testing/fault-run.ts';
import { fastClock } from '../../main/engine/testing/fast-clock.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const imaging = imagingOfFile();
const few = templateOfFile(imaging);
const many = templateOfFile(imaging, fortyShapes);
const begin = runsOfTests();

/** Resolves when a count has stayed the same for a while: what was under way has ended. */
async function untilStill(count: () => number): Promise<void> {
  for (let seen = -1, same = 0; same < 3; same = seen === count() ? same + 1 : 0) {
    seen = count();
    await sleep(100);
  }
}

const once = { photos: 0, idsCommittedTwice: 0, contentsTwiceInAlbum: 0 };

test('a token that dies in the middle is one question, and everything goes on where it stopped', async () => {
  const run = await begin(many, { emulator: { switches: { latencyMs: 5 } } });
  await expect.poll(() => run.calls('photosV2.commit')).toBeGreaterThan(0);
  run.emulator.tokens({ action: 'kill', code: 102 });
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'sign_in' } });
  await untilStill(run.calls);
  const calls = run.calls();
  const uploads = run.calls('upload');
  await sleep(400);
  expect(run.calls()).toBe(calls);
  expect(await run.decided()).toBe('account');
  expect(await run.problems()).toEqual([]);
  run.emulator.tokens({ action: 'revive' });
  run.engine.use(run.credentials);
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(many));
  expect(run.emulator.ledger().summary).toMatchObject({ ...once, photos: many.shas.length });
  // What had arrived before the token died was not sent again.
  expect(run.calls('upload')).toBeLessThanOrEqual(many.shas.length + 2);
  expect(uploads).toBeGreaterThan(0);
});

test('being offline for long uses up no attempt, whatever was under way', async () => {
  const state = await mkdtemp(join(tmpdir(), 'ok-service-'));
  const run = await begin(many, { emulator: { state, switches: { latencyMs: 5 } }, engine: { policy: quickPolicy } });
  await expect.poll(() => run.calls('upload')).toBeGreaterThan(2);
  const port = Number(new URL(run.emulator.address).port);
  await run.emulator.close();
  await expect.poll(run.status).toMatchObject({ kind: 'offline' });
  // With these waits more looks than a day has with a person's.
  await sleep(1_500);
  expect(await run.status()).toMatchObject({ kind: 'offline' });
  expect(await run.problems()).toEqual([]);
  expect(Math.max(...(await attemptsOf(run)))).toBeLessThanOrEqual(1);
  run.emulator = await startEmulator({ state, port });
  expect(await run.decided()).toBe('decided');
  expect(run.emulator.ledger().summary).toMatchObject({ ...once, photos: many.shas.length });
  await run.close();
  await rm(state, { recursive: true, force: true });
});

test('a captive portal is being offline: nothing is asked of the person, no attempt is used up', async () => {
  const run = await begin(few, {
    faults: [{ method: '*', answer: 'html', times: null }],
    engine: { policy: quickPolicy },
  });
  await expect.poll(run.status).toMatchObject({ kind: 'offline' });
  const before = run.calls();
  await sleep(600);
  expect(run.calls() - before).toBeLessThan(20);
  expect(Math.max(...(await attemptsOf(run)))).toBe(0);
  run.emulator.clearFaults();
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(few));
});

test('after «too many calls» the account rests, says until when, over a restart too, and asks once', async () => {
  const policy = { ...patientPolicy, accountRestFirstMs: 60_000 };
  const clock = fastClock(1);
  const run = await begin(few, { clock, faults: [{ method: 'photosV2.commit', code: 8 }], engine: { policy } });
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'resting', code: 8 } });
  const before = await run.status();
  await untilStill(run.calls);
  const calls = run.calls();
  await run.restart();
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'resting' } });
  await sleep(200);
  const after = await run.status();
  if (before.kind !== 'account' || before.trouble.kind !== 'resting') throw new Error('no rest before');
  if (after.kind !== 'account' || after.trouble.kind !== 'resting') throw new Error('no rest after');
  expect(Math.abs(after.trouble.untilMs - before.trouble.untilMs)).toBeLessThan(50);
  expect(run.calls()).toBe(calls);
  // The rest of the minute passes within a second.
  clock.run(100);
  await run.restart();
  expect(await run.decided()).toBe('decided');
  // The first call after the rest is the probe, alone.
  expect(run.emulator.ledger().calls[calls]).toMatchObject({ method: 'users.getCurrentUser' });
  expect(run.there()).toEqual(allOf(few));
});

test('a probe that meets another «too many» makes another rest, and nothing is asked beside it', async () => {
  const run = await begin(many, {
    faults: [
      { method: 'photosV2.commit', code: 11 },
      { method: 'users.getCurrentUser', code: 11, skip: 1, times: 2 },
    ],
    engine: { policy: { ...patientPolicy, accountRestFirstMs: 150 } },
  });
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(many));
  const calls = run.emulator.ledger().calls;
  const first = calls.findIndex(({ method, outcome }) => method === 'users.getCurrentUser' && outcome === 'error 11');
  expect(calls.slice(first, first + 3).map(({ method, outcome }) => `${method} ${outcome}`)).toEqual([
    'users.getCurrentUser error 11',
    'users.getCurrentUser error 11',
    'users.getCurrentUser ok',
  ]);
});

test('«429» rests as long as the service says', async () => {
  const run = await begin(few, { faults: [{ method: 'upload', httpStatus: 429, retryAfterSeconds: 3_600 }] });
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'resting', code: 429 } });
  const status = await run.status();
  const untilMs = status.kind === 'account' && status.trouble.kind === 'resting' ? status.trouble.untilMs : 0;
  expect(untilMs - Date.now()).toBeGreaterThan(3_000_000);
});

test('a service in trouble is not asked about each photo in turn', async () => {
  const run = await begin(many, {
    faults: [{ method: 'upload', httpStatus: 503, times: null }],
    engine: {
      policy: { ...patientPolicy, firstWaitMs: 400, breakerRestFirstMs: 400, breakerRestLongestMs: 800 },
      lanes: 2,
    },
  });
  await expect.poll(() => run.calls('upload')).toBeGreaterThan(2);
  await expect.poll(run.status).toMatchObject({ kind: 'waiting', why: 'retry' });
  expect(run.calls('upload')).toBeLessThan(8);
  run.emulator.clearFaults();
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(many));
});

test('waits that are over while nothing may be sent do not keep the computer busy', async () => {
  let asked = 0;
  const clock = {
    ...systemClock,
    after: (ms: number, go: () => void) => systemClock.after(ms, () => ((asked += 1), go())),
  };
  const run = await begin(few, { clock, faults: [{ method: 'upload', httpStatus: 502, times: null }] });
  await expect.poll(() => run.calls('upload')).toBeGreaterThan(1);
  run.emulator.tokens({ action: 'kill', code: 103 });
  run.emulator.clearFaults();
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'sign_in' } });
  await sleep(400);
  const before = asked;
  await sleep(1_000);
  expect(asked - before).toBeLessThan(6);
});
