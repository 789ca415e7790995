import { mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makePhoto } from '../../test/fixtures/make-photos.ts';
import { startEmulator } from '../emulator/start.ts';
import { defaultLimits } from '../../shared/limits.ts';
import { forkImaging } from './fork-imaging.ts';
import { openImagingPool, type ImagingChild, type ImagingPool } from './imaging-pool.ts';
import type { Clock } from './ports.ts';
import { systemClock } from './system-clock.ts';
import { beginRun, patientPolicy, prepareTemplate, type FaultRun, type Template } from './testing/fault-run.ts';
import { quickPolicy } from './testing/quick.ts';
import { sharedImaging } from './testing/shared-imaging.ts';

const imagingEntry = fileURLToPath(new URL('../imaging/entry.ts', import.meta.url));

let imaging: ImagingPool;
let few: Template;
let many: Template;
beforeAll(async () => {
  imaging = sharedImaging();
  few = await prepareTemplate(imaging);
  many = await prepareTemplate(
    imaging,
    Array.from({ length: 40 }, (_, index) => [40 + index, 60] as const),
  );
});
afterAll(async () => {
  await imaging.close();
  await few.close();
  await many.close();
});

/** A photo that is converted for sending, and a pool whose process dies under the first so many mendings. */
async function mendWhileDying(deaths: number): Promise<{ run: FaultRun; imaging: ImagingPool }> {
  let left = deaths;
  const spawn = (): ImagingChild => {
    const child = forkImaging(imagingEntry);
    return {
      ...child,
      send(message) {
        child.send(message);
        if (message.kind !== 'mend' || left === 0) return;
        left -= 1;
        child.kill();
      },
    };
  };
  const pool = openImagingPool({ spawn, processes: 1, clock: systemClock });
  const run = await begin(few, { engine: { imaging: pool } });
  const folder = await mkdtemp(join(tmpdir(), 'ok-tiff-'));
  const { path } = await makePhoto({
    path: join(folder, 'scan.tiff'),
    width: 120,
    height: 70,
    seed: 7,
    format: 'tiff',
  });
  const longAgo = new Date(Date.now() - 86_400_000);
  await utimes(path, longAgo, longAgo);
  await run.engine.calls['folders.add']({
    path: folder,
    target: { kind: 'known', albumId: 1 },
    rules: { convert: true },
  });
  expect(await run.decided()).toBe('decided');
  await rm(folder, { recursive: true });
  return { run, imaging: pool };
}

test('an imaging process that dies once under a photo it converts is replaced; twice, and the photo is told', async () => {
  const dyingOnce = await mendWhileDying(1);
  expect(await dyingOnce.run.problems()).toEqual([]);
  expect(dyingOnce.run.there().length).toBe(few.shas.length + 1);
  const twice = await mendWhileDying(2);
  expect(await twice.run.problems()).toEqual(['mending_failed']);
  expect(twice.run.there().length).toBe(few.shas.length);
  await dyingOnce.imaging.close();
  await twice.imaging.close();
});

const runs: FaultRun[] = [];
afterEach(async () => {
  for (const run of runs.splice(0)) await run.close();
});
async function begin(template: Template, options: Parameters<typeof beginRun>[1] = {}): Promise<FaultRun> {
  const run = await beginRun(template, options);
  runs.push(run);
  return run;
}

const all = (template: Template): string[] => [...template.shas].sort();
const once = { photos: 0, idsCommittedTwice: 0, contentsTwiceInAlbum: 0 };

async function attempts(run: FaultRun): Promise<number[]> {
  const page = await run.engine.calls['photos.page']({
    shown: null,
    search: '',
    folderId: null,
    after: null,
    limit: 100,
  });
  if (!page.ok) throw new Error(page.error.code);
  const told: number[] = [];
  for (const { fileId } of page.value.rows) {
    const detail = await run.engine.calls['photos.get']({ fileId });
    told.push(detail.ok ? detail.value.attempts : -1);
  }
  return told;
}

/** A clock whose hands can be moved; durations go on as they were. */
function movableClock(): Clock & { move(ms: number): void } {
  let movedMs = 0;
  return {
    ...systemClock,
    now: () => Date.now() + movedMs,
    move(ms) {
      movedMs += ms;
    },
  };
}

test('a token that dies in the middle is one question, and everything goes on where it stopped', async () => {
  const run = await begin(many, { emulator: { switches: { latencyMs: 5 } } });
  await expect.poll(() => run.calls('photosV2.commit')).toBeGreaterThan(0);
  run.emulator.tokens({ action: 'kill', code: 102 });
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'sign_in' } });
  await sleep(100);
  const calls = run.calls();
  const uploads = run.calls('upload');
  await sleep(400);
  expect(run.calls()).toBe(calls);
  expect(await run.decided()).toBe('account');
  expect(await run.problems()).toEqual([]);
  run.emulator.tokens({ action: 'revive' });
  run.engine.use(run.credentials);
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(all(many));
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
  expect(Math.max(...(await attempts(run)))).toBeLessThanOrEqual(1);
  run.emulator = await startEmulator({ state, port });
  expect(await run.decided()).toBe('decided');
  expect(run.emulator.ledger().summary).toMatchObject({ ...once, photos: many.shas.length });
  await run.close();
  runs.length = 0;
  await rm(state, { recursive: true, force: true });
});

test('a captive portal is being offline: nothing is asked of the person, no attempt is used up', async () => {
  const run = await begin(few, {
    faults: [{ method: '*', answer: 'html', times: null }],
    engine: { policy: quickPolicy },
  });
  await expect.poll(run.status).toMatchObject({ kind: 'offline' });
  await sleep(600);
  expect(run.calls()).toBeLessThan(20);
  expect(Math.max(...(await attempts(run)))).toBe(0);
  run.emulator.clearFaults();
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(all(few));
});

test.each([-3_600_000, -400 * 86_400_000, 400 * 86_400_000])(
  'a clock that is set by %i ms while photos wait stops nothing',
  async (ms) => {
    const clock = movableClock();
    const policy = { ...patientPolicy, firstWaitMs: 250, longestWaitMs: 1_000 };
    const run = await begin(few, {
      clock,
      faults: [{ method: 'upload', httpStatus: 502, times: 4 }],
      engine: { policy },
    });
    await expect.poll(() => run.calls('upload')).toBeGreaterThan(0);
    clock.move(ms);
    expect(await run.decided()).toBe('decided');
    expect(await run.problems()).toEqual([]);
    expect(run.there()).toEqual(all(few));
  },
);

test('a clock that was set back while the program was closed makes nobody wait longer than the longest wait', async () => {
  const clock = movableClock();
  const run = await begin(few, { clock, faults: [{ method: 'upload', httpStatus: 502, times: null }] });
  await expect.poll(() => run.calls('upload')).toBeGreaterThan(1);
  run.emulator.clearFaults();
  clock.move(-400 * 86_400_000);
  await run.restart();
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(all(few));
});

test('after «too many calls» the account rests, says until when, over a restart too, and asks once', async () => {
  const policy = { ...patientPolicy, restFirstMs: 1_500 };
  const run = await begin(few, { faults: [{ method: 'photosV2.commit', code: 8 }], engine: { policy } });
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'resting', code: 8 } });
  const before = await run.status();
  await sleep(50);
  const calls = run.calls();
  await run.restart();
  await sleep(200);
  const after = await run.status();
  if (before.kind !== 'account' || before.trouble.kind !== 'resting') throw new Error('no rest before');
  if (after.kind !== 'account' || after.trouble.kind !== 'resting') throw new Error('no rest after');
  expect(Math.abs(after.trouble.untilMs - before.trouble.untilMs)).toBeLessThan(50);
  expect(run.calls()).toBe(calls);
  expect(await run.decided()).toBe('decided');
  // The first call after the rest is the probe, alone.
  expect(run.emulator.ledger().calls[calls]).toMatchObject({ method: 'users.getCurrentUser' });
  expect(run.there()).toEqual(all(few));
});

test('a probe that meets another «too many» makes another rest, and nothing is asked beside it', async () => {
  const run = await begin(many, {
    faults: [
      { method: 'photosV2.commit', code: 11 },
      { method: 'users.getCurrentUser', code: 11, skip: 1, times: 2 },
    ],
    engine: { policy: { ...patientPolicy, restFirstMs: 150 } },
  });
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(all(many));
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

test('a photo that fails again and again is given up, told, and sent when the person says so', async () => {
  const run = await begin(few, {
    faults: [{ method: 'upload', httpStatus: 500, times: null }],
    engine: { policy: { ...quickPolicy, attempts: 3 } },
  });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual(['gave_up', 'gave_up', 'gave_up']);
  expect(run.calls('upload')).toBe(9);
  run.emulator.clearFaults();
  await run.engine.calls['problems.act']({ reason: 'gave_up', albumId: null, action: 'try_again', target: null });
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(all(few));
});

test.each([
  ['a reservation that is refused at every upload', { method: 'upload', code: 121, times: null }],
  ['a reservation that is refused at every commit', { method: 'photosV2.commit', photoStatus: 'EXPIRED', times: null }],
] as const)('%s ends with a question, not with sending for ever', async (_what, fault) => {
  const run = await begin(few, { faults: [fault], engine: { policy: { ...quickPolicy, attempts: 4 } } });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual(['gave_up', 'gave_up', 'gave_up']);
  expect(run.calls('upload')).toBeLessThanOrEqual(12);
});

test('a service in trouble is not asked about each photo in turn', async () => {
  const run = await begin(many, {
    faults: [{ method: 'upload', httpStatus: 503, times: null }],
    engine: { policy: { ...patientPolicy, firstWaitMs: 400, restFirstMs: 800 }, lanes: 2 },
  });
  await expect.poll(() => run.calls('upload')).toBeGreaterThan(2);
  await expect.poll(run.status).toMatchObject({ kind: 'waiting', why: 'retry' });
  expect(run.calls('upload')).toBeLessThan(8);
  run.emulator.clearFaults();
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(all(many));
});

test.each(['refuse-all', 'keep-good'] as const)(
  'one refused photo of a POST of several is held, and only that («%s»)',
  async (partialUpload) => {
    const run = await begin(few, {
      emulator: { switches: { partialUpload, limits: { minSide: 50 } } },
      engine: { photosPerPost: 3, policy: quickPolicy },
    });
    expect(await run.decided()).toBe('decided');
    // 64 × 48 and 48 × 64 are too small for this service; 80 × 50 is not.
    expect(await run.problems()).toEqual(['too_small', 'too_small']);
    expect(run.there().length).toBe(1);
  },
);

test('a size that is refused when reserving is held alone', async () => {
  const sizes = await Promise.all(few.paths.map(async (path) => (await stat(path)).size));
  const largest = Math.max(...sizes);
  const run = await begin(few, {
    emulator: { switches: { limits: { maxBytes: largest - 1 } } },
    engine: { limits: { ...defaultLimits, maxBytes: 30_000_000 }, policy: quickPolicy },
  });
  expect(await run.decided()).toBe('decided');
  const guilty = sizes.filter((size) => size === largest);
  expect(await run.problems()).toEqual(guilty.map(() => 'too_many_bytes'));
  expect(run.there().length).toBe(few.shas.length - guilty.length);
});

test('an album that the person deletes is one question; what comes later waits with it, and all go to its successor', async () => {
  const run = await begin(many, { emulator: { switches: { latencyMs: 5 } } });
  await expect.poll(() => run.calls('photosV2.commit')).toBeGreaterThan(1);
  const aid = run.emulator.ledger().albums[0]?.aid ?? '';
  await fetch(`${run.emulator.address}__emulator/albums/delete`, { method: 'POST', body: JSON.stringify({ aid }) });
  expect(await run.decided()).toBe('decided');
  expect(new Set(await run.problems())).toEqual(new Set(['album_gone']));
  const waiting = (await run.problems()).length;

  const later = await mkdtemp(join(tmpdir(), 'ok-later-'));
  const { path } = await makePhoto({ path: join(later, 'later.jpg'), width: 90, height: 40, seed: 900, grain: 0 });
  await run.engine.calls['drop.add']({ paths: [path], target: { kind: 'known', albumId: 1 } });
  expect(await run.decided()).toBe('decided');
  expect((await run.problems()).length).toBe(waiting + 1);

  // Trying again asks the service once, and ends in the same question.
  const asked = run.calls('photosV2.getUploadUrl');
  const page = await run.engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 1,
  });
  const fileId = page.ok ? (page.value.rows[0]?.fileId ?? 0) : 0;
  await run.engine.calls['photos.act']({ fileIds: [fileId], action: 'try_again' });
  expect(await run.decided()).toBe('decided');
  expect(run.calls('photosV2.getUploadUrl')).toBe(asked + 1);
  expect((await run.problems()).length).toBe(waiting + 1);

  const groups = await run.engine.calls['problems.list'](undefined);
  const albumId = groups.ok ? (groups.value[0]?.albumId ?? null) : null;
  await run.engine.calls['problems.act']({ reason: 'album_gone', albumId, action: 'create_album', target: null });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual([]);
  expect(run.there().length).toBe(waiting + 1);
  // With those that went with the old album: each once, ever.
  const ever = run.emulator.ledger().photos.map(({ sha256 }) => sha256);
  expect(new Set(ever).size).toBe(ever.length);
  expect(ever.length).toBe(many.shas.length + 1);
  await rm(later, { recursive: true });
});

test('reservations that live short are used in time', async () => {
  const run = await begin(many, {
    emulator: { switches: { reservationMs: 1_500, latencyMs: 10 } },
    engine: { policy: { ...quickPolicy, reservationMarginMs: 15 * 60_000 } },
  });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual([]);
  expect(run.there()).toEqual(all(many));
});

test('a reservation that has expired before its commit is made anew; nothing was public, so the bytes go again', async () => {
  const clock = movableClock();
  const run = await begin(few, {
    clock,
    faults: [{ method: 'photosV2.commit', code: 102 }],
    emulator: { switches: { reservationMs: 3_600_000 } },
  });
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'sign_in' } });
  clock.move(2 * 3_600_000);
  run.emulator.set({ clockOffsetMs: 2 * 3_600_000 });
  run.emulator.tokens({ action: 'revive' });
  run.engine.use(run.credentials);
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual([]);
  expect(run.there()).toEqual(all(few));
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
