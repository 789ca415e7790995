import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { openSilenceTimer } from './http-exchange.ts';

test('silence counts from the last reported activity, and ends once', async () => {
  const clock = fakeClock();
  const ends: number[] = [];
  const silence = openSilenceTimer(clock, 1_000, () => ends.push(clock.steady()));
  await clock.advance(900);
  silence.reportActivity();
  await clock.advance(900);
  expect(ends).toEqual([]);
  await clock.advance(5_000);
  expect(ends).toEqual([1_900]);
});

test('an activity may allow another silence, shorter or longer', async () => {
  const clock = fakeClock();
  const ends: number[] = [];
  const silence = openSilenceTimer(clock, 1_000, () => ends.push(clock.steady()));
  silence.reportActivity(5_000);
  await clock.advance(4_000);
  silence.reportActivity(100);
  await clock.advance(1_000);
  expect(ends).toEqual([4_100]);
});

test('after it was cancelled no timer runs, whatever is reported', () => {
  const clock = fakeClock();
  const silence = openSilenceTimer(clock, 1_000, () => expect.unreachable());
  silence.cancel();
  silence.reportActivity(10);
  expect(clock.waiting()).toBe(0);
});
