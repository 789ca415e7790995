// The distance between calls, on a clock that the test moves.
import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { z } from 'zod';
import { remoteFailure, type RemoteAnswer } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { callSpacingFor, openCallSpacer, SERVICE_CALL_SPACING, withCallSpacing } from './call-spacing.ts';

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

test('without a distance no call waits', async () => {
  const callSpacer = openCallSpacer(fakeClock(), { spacingMs: 0 });
  expect(await Promise.all([callSpacer.turn(signal), callSpacer.turn(signal), callSpacer.turn(signal)])).toEqual([
    true,
    true,
    true,
  ]);
});

test('each throttle answer doubles the distance, also for calls that wait already', async () => {
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

test('good calls bring the usual distance back slowly, and all the way', () => {
  const callSpacer = openCallSpacer(fakeClock(), SERVICE_CALL_SPACING);
  callSpacer.slower();
  callSpacer.slower();
  const slowed = callSpacer.distanceMs();
  callSpacer.wentWell();
  expect(callSpacer.distanceMs()).toBeGreaterThan(slowed * 0.9);
  for (let n = 0; n < 300; n += 1) callSpacer.wentWell();
  expect(callSpacer.distanceMs()).toBe(SERVICE_CALL_SPACING.spacingMs);
});

test('an account without a distance gets one when it is throttled, and loses it again', () => {
  const callSpacer = openCallSpacer(fakeClock(), { spacingMs: 0 });
  callSpacer.slower();
  expect(callSpacer.distanceMs()).toBe(500);
  for (let n = 0; n < 300; n += 1) callSpacer.wentWell();
  expect(callSpacer.distanceMs()).toBe(0);
});

test('a call that is stopped while it waits uses up no turn', async () => {
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

/** Each call takes the next of these answers; `asked` has when it was made. */
function answering(clock: ReturnType<typeof fakeClock>, answers: RemoteAnswer<unknown>[]) {
  const asked: number[] = [];
  const calls: ApiCalls = {
    call: <T>(): Promise<RemoteAnswer<T>> => {
      asked.push(clock.steady());
      return Promise.resolve((answers.shift() ?? { ok: true, value: null }) as RemoteAnswer<T>);
    },
    clockOffsetMs: () => null,
    close: () => Promise.resolve(),
  };
  return { calls, asked };
}

test('after a throttle answer the next call waits; a call that is stopped before its turn is never made', async () => {
  const clock = fakeClock();
  const throttled = remoteFailure({ who: 'service-throttled', kind: 'throttled', code: 8 }, false);
  const { calls, asked } = answering(clock, [throttled]);
  const spaced = withCallSpacing(calls, openCallSpacer(clock, { spacingMs: 0 }));
  const call = (stop = signal) => spaced.call('users.getLoggedInUser', {}, z.unknown(), { signal: stop });
  expect(await call()).toEqual(throttled);
  const second = call();
  await clock.advance(499);
  expect(asked).toEqual([0]);
  await clock.advance(1);
  expect(await second).toMatchObject({ ok: true });
  expect(asked).toEqual([0, 500]);
  expect(await call(AbortSignal.abort())).toEqual(remoteFailure({ who: 'stopped' }, false));
  expect(asked).toHaveLength(2);
});

test('calls of the service keep a distance, those of an emulator on this computer none', () => {
  expect(callSpacingFor('https://api.ok.ru/')).toEqual(SERVICE_CALL_SPACING);
  expect(callSpacingFor('http://127.0.0.1:7800/').spacingMs).toBe(0);
});
