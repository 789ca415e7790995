// The pace of calls on a clock that the test moves.
import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { openCallSpacer, SERVICE_CALL_SPACING } from './call-spacing.ts';

const signal = new AbortController().signal;

test('calls of all lanes keep their distance, in the order of asking', async () => {
  const clock = fakeClock();
  const callSpacer = openCallSpacer(clock, { spacingMs: 300 });
  const turns: [string, number][] = [];
  for (const name of ['a', 'b', 'c']) void callSpacer.turn(signal).then(() => turns.push([name, clock.steady()]));
  await clock.advance(1000);
  expect(turns).toEqual([
    ['a', 0],
    ['b', 300],
    ['c', 600],
  ]);
});

test('a call after a pause does not wait, and pauses are not saved up', async () => {
  const clock = fakeClock();
  const callSpacer = openCallSpacer(clock, { spacingMs: 300 });
  await callSpacer.turn(signal);
  await clock.advance(10_000);
  const turns: number[] = [];
  for (let n = 0; n < 2; n += 1) void callSpacer.turn(signal).then(() => turns.push(clock.steady()));
  await clock.advance(1000);
  expect(turns).toEqual([10_000, 10_300]);
});

test('without a pace nobody waits', async () => {
  const callSpacer = openCallSpacer(fakeClock(), { spacingMs: 0 });
  expect(await Promise.all([callSpacer.turn(signal), callSpacer.turn(signal), callSpacer.turn(signal)])).toEqual([
    true,
    true,
    true,
  ]);
});

test('each throttle answer doubles the distance, also for those who wait already', async () => {
  const clock = fakeClock();
  const callSpacer = openCallSpacer(clock, { spacingMs: 300 });
  await callSpacer.turn(signal);
  const turns: number[] = [];
  void callSpacer.turn(signal).then(() => turns.push(clock.steady()));
  callSpacer.slower();
  expect(callSpacer.distanceMs()).toBe(600);
  await clock.advance(599);
  expect(turns).toEqual([]);
  await clock.advance(1);
  expect(turns).toEqual([600]);
  for (let n = 0; n < 20; n += 1) callSpacer.slower();
  expect(callSpacer.distanceMs()).toBe(30_000);
});

test('good calls bring the pace back slowly, and all the way', () => {
  const callSpacer = openCallSpacer(fakeClock(), SERVICE_CALL_SPACING);
  callSpacer.slower();
  callSpacer.slower();
  const slowed = callSpacer.distanceMs();
  callSpacer.wentWell();
  expect(callSpacer.distanceMs()).toBeGreaterThan(slowed * 0.9);
  for (let n = 0; n < 300; n += 1) callSpacer.wentWell();
  expect(callSpacer.distanceMs()).toBe(SERVICE_CALL_SPACING.spacingMs);
});

test('an account without a pace gets one when it is throttled, and loses it again', () => {
  const callSpacer = openCallSpacer(fakeClock(), { spacingMs: 0 });
  callSpacer.slower();
  expect(callSpacer.distanceMs()).toBe(500);
  for (let n = 0; n < 300; n += 1) callSpacer.wentWell();
  expect(callSpacer.distanceMs()).toBe(0);
});

test('who stops waiting uses up no turn', async () => {
  const clock = fakeClock();
  const callSpacer = openCallSpacer(clock, { spacingMs: 300 });
  await callSpacer.turn(signal);
  const stop = new AbortController();
  const stopped = callSpacer.turn(stop.signal);
  const turns: number[] = [];
  void callSpacer.turn(signal).then(() => turns.push(clock.steady()));
  stop.abort();
  expect(await stopped).toBe(false);
  await clock.advance(300);
  expect(turns).toEqual([300]);
  expect(await callSpacer.turn(AbortSignal.abort())).toBe(false);
});
