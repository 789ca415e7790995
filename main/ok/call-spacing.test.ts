// The pace of calls on a clock that the test moves.
import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { openPacer, SERVICE_PACING } from './call-spacing.ts';

const signal = new AbortController().signal;

test('calls of all lanes keep their distance, in the order of asking', async () => {
  const clock = fakeClock();
  const pacer = openPacer(clock, { spacingMs: 300 });
  const turns: [string, number][] = [];
  for (const name of ['a', 'b', 'c']) void pacer.turn(signal).then(() => turns.push([name, clock.steady()]));
  await clock.advance(1000);
  expect(turns).toEqual([
    ['a', 0],
    ['b', 300],
    ['c', 600],
  ]);
});

test('a call after a pause does not wait, and pauses are not saved up', async () => {
  const clock = fakeClock();
  const pacer = openPacer(clock, { spacingMs: 300 });
  await pacer.turn(signal);
  await clock.advance(10_000);
  const turns: number[] = [];
  for (let n = 0; n < 2; n += 1) void pacer.turn(signal).then(() => turns.push(clock.steady()));
  await clock.advance(1000);
  expect(turns).toEqual([10_000, 10_300]);
});

test('without a pace nobody waits', async () => {
  const pacer = openPacer(fakeClock(), { spacingMs: 0 });
  expect(await Promise.all([pacer.turn(signal), pacer.turn(signal), pacer.turn(signal)])).toEqual([true, true, true]);
});

test('each throttle answer doubles the distance, also for those who wait already', async () => {
  const clock = fakeClock();
  const pacer = openPacer(clock, { spacingMs: 300 });
  await pacer.turn(signal);
  const turns: number[] = [];
  void pacer.turn(signal).then(() => turns.push(clock.steady()));
  pacer.slower();
  expect(pacer.distanceMs()).toBe(600);
  await clock.advance(599);
  expect(turns).toEqual([]);
  await clock.advance(1);
  expect(turns).toEqual([600]);
  for (let n = 0; n < 20; n += 1) pacer.slower();
  expect(pacer.distanceMs()).toBe(30_000);
});

test('good calls bring the pace back slowly, and all the way', () => {
  const pacer = openPacer(fakeClock(), SERVICE_PACING);
  pacer.slower();
  pacer.slower();
  const slowed = pacer.distanceMs();
  pacer.wentWell();
  expect(pacer.distanceMs()).toBeGreaterThan(slowed * 0.9);
  for (let n = 0; n < 300; n += 1) pacer.wentWell();
  expect(pacer.distanceMs()).toBe(SERVICE_PACING.spacingMs);
});

test('an account without a pace gets one when it is throttled, and loses it again', () => {
  const pacer = openPacer(fakeClock(), { spacingMs: 0 });
  pacer.slower();
  expect(pacer.distanceMs()).toBe(500);
  for (let n = 0; n < 300; n += 1) pacer.wentWell();
  expect(pacer.distanceMs()).toBe(0);
});

test('who stops waiting uses up no turn', async () => {
  const clock = fakeClock();
  const pacer = openPacer(clock, { spacingMs: 300 });
  await pacer.turn(signal);
  const stop = new AbortController();
  const stopped = pacer.turn(stop.signal);
  const turns: number[] = [];
  void pacer.turn(signal).then(() => turns.push(clock.steady()));
  stop.abort();
  expect(await stopped).toBe(false);
  await clock.advance(300);
  expect(turns).toEqual([300]);
  expect(await pacer.turn(AbortSignal.abort())).toBe(false);
});
