// Clocks that are set and reservations that run out: nobody waits for ever, and nothing is sent twice for it.
import { expect, test } from 'vitest';
import type { Clock } from '../../main/engine/ports.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { allOf, fortyShapes, patientPolicy } from '../../main/engine/testing/fault-run.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const imaging = imagingOfFile();
const few = templateOfFile(imaging);
const many = templateOfFile(imaging, fortyShapes);
const begin = runsOfTests();

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
    expect(run.there()).toEqual(allOf(few));
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
  expect(run.there()).toEqual(allOf(few));
});

test('reservations that live short are used in time', async () => {
  const run = await begin(many, {
    emulator: { switches: { reservationMs: 1_500, latencyMs: 10 } },
    engine: { policy: { ...quickPolicy, reservationMarginMs: 15 * 60_000 } },
  });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual([]);
  expect(run.there()).toEqual(allOf(many));
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
  expect(run.there()).toEqual(allOf(few));
});
