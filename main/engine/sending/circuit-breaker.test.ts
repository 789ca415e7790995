import { expect, test } from 'vitest';
import { openCircuitBreaker } from './circuit-breaker.ts';
import { defaultPolicy } from './retry-policy.ts';
import { fakeClock } from '../testing/fake-clock.ts';

function opened() {
  const clock = fakeClock();
  let ends = 0;
  const breaker = openCircuitBreaker(clock, defaultPolicy, () => (ends += 1));
  return { clock, breaker, ends: () => ends };
}

test('two failures close no step; the third in a row does, and nothing is asked for a while', () => {
  const { breaker } = opened();
  breaker.recordFailure();
  breaker.recordFailure();
  expect(breaker.capacity(4)).toBe(4);
  expect(breaker.restsUntilMs()).toBeNull();
  breaker.recordFailure();
  expect(breaker.capacity(4)).toBe(0);
  expect(breaker.restsUntilMs()).not.toBeNull();
});

test('after the rest one call is tried: its failure makes a longer rest, its success lets all go on', async () => {
  const { clock, breaker, ends } = opened();
  for (let failure = 0; failure < 3; failure += 1) breaker.recordFailure();
  await clock.advance(defaultPolicy.breakerRestFirstMs + 10);
  expect(ends()).toBe(1);
  expect(breaker.capacity(4)).toBe(1);
  breaker.recordFailure();
  await clock.advance(defaultPolicy.breakerRestFirstMs + 10);
  expect(breaker.capacity(4)).toBe(0);
  await clock.advance(defaultPolicy.breakerRestFirstMs + 10);
  expect(breaker.capacity(4)).toBe(1);
  breaker.recordSuccess();
  expect(breaker.capacity(4)).toBe(4);
});

test('calls that were under way when the rest began do not make it longer', async () => {
  const { clock, breaker } = opened();
  for (let failure = 0; failure < 12; failure += 1) breaker.recordFailure();
  await clock.advance(defaultPolicy.breakerRestFirstMs + 10);
  expect(breaker.capacity(4)).toBe(1);
});

test('a rest lasts as long as the service asks for, and otherwise never longer than the longest', async () => {
  const { clock, breaker } = opened();
  breaker.recordFailure();
  breaker.recordFailure();
  breaker.recordFailure(3_600_000);
  await clock.advance(3_500_000);
  expect(breaker.capacity(4)).toBe(0);
  await clock.advance(200_000);
  for (let failure = 0; failure < 30; failure += 1) {
    breaker.recordFailure();
    await clock.advance(defaultPolicy.breakerRestLongestMs + 10);
    expect(breaker.capacity(4)).toBe(1);
  }
});

test('one good answer between failures keeps all calls running', () => {
  const { breaker } = opened();
  for (let round = 0; round < 10; round += 1) {
    breaker.recordFailure();
    breaker.recordFailure();
    breaker.recordSuccess();
  }
  expect(breaker.capacity(3)).toBe(3);
});
