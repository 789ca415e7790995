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

test('a failure or two are a photo’s; the third in a row is the service’s, and nothing is asked for a while', () => {
  const { breaker } = opened();
  breaker.recordFailure();
  breaker.recordFailure();
  expect(breaker.capacity(4)).toBe(4);
  expect(breaker.restsUntilMs()).toBeNull();
  breaker.recordFailure();
  expect(breaker.capacity(4)).toBe(0);
  expect(breaker.restsUntilMs()).not.toBeNull();
});

test('after the rest one call finds out; if it fails the rest is longer, if it goes well all go on', async () => {
  const { clock, breaker, ends } = opened();
  for (let failure = 0; failure < 3; failure += 1) breaker.recordFailure();
  await clock.advance(defaultPolicy.firstWaitMs + 10);
  expect(ends()).toBe(1);
  expect(breaker.capacity(4)).toBe(1);
  breaker.recordFailure();
  await clock.advance(defaultPolicy.firstWaitMs + 10);
  expect(breaker.capacity(4)).toBe(0);
  await clock.advance(defaultPolicy.firstWaitMs + 10);
  expect(breaker.capacity(4)).toBe(1);
  breaker.recordSuccess();
  expect(breaker.capacity(4)).toBe(4);
});

test('calls that were under way when the rest began make it no longer', async () => {
  const { clock, breaker } = opened();
  for (let failure = 0; failure < 12; failure += 1) breaker.recordFailure();
  await clock.advance(defaultPolicy.firstWaitMs + 10);
  expect(breaker.capacity(4)).toBe(1);
});

test('the service’s own wish counts, and no rest is longer than the longest', async () => {
  const { clock, breaker } = opened();
  breaker.recordFailure();
  breaker.recordFailure();
  breaker.recordFailure(3_600_000);
  await clock.advance(3_500_000);
  expect(breaker.capacity(4)).toBe(0);
  await clock.advance(200_000);
  for (let failure = 0; failure < 30; failure += 1) {
    breaker.recordFailure();
    await clock.advance(defaultPolicy.restFirstMs + 10);
    expect(breaker.capacity(4)).toBe(1);
  }
});

test('one good answer between failures keeps all lanes', () => {
  const { breaker } = opened();
  for (let round = 0; round < 10; round += 1) {
    breaker.recordFailure();
    breaker.recordFailure();
    breaker.recordSuccess();
  }
  expect(breaker.capacity(3)).toBe(3);
});
