import { expect, test } from 'vitest';
import { openByteRateLimiter } from './byte-rate-limiter.ts';
import { fakeClock } from '../testing/fake-clock.ts';

const signal = new AbortController().signal;

test('without a limit nothing waits', async () => {
  const rateLimiter = openByteRateLimiter(fakeClock());
  await rateLimiter.take(1e9, signal);
  expect(rateLimiter.rate()).toBe(null);
});

test('a limit lets through what it says, over all lanes together', async () => {
  const clock = fakeClock();
  const rateLimiter = openByteRateLimiter(clock);
  rateLimiter.limit(100_000);
  let through = 0;
  for (let lane = 0; lane < 3; lane++) {
    void (async () => {
      for (let piece = 0; piece < 20; piece++) {
        await rateLimiter.take(10_000, signal);
        through += 10_000;
      }
    })();
  }
  await clock.advance(2_000);
  expect(through).toBeGreaterThan(150_000);
  expect(through).toBeLessThanOrEqual(250_000);
});

test('an abort ends the wait and lets the next one through', async () => {
  const clock = fakeClock();
  const rateLimiter = openByteRateLimiter(clock);
  rateLimiter.limit(1_000);
  const stop = new AbortController();
  const stopped = rateLimiter.take(1_000_000, stop.signal).then(
    () => 'through',
    () => 'stopped',
  );
  await clock.advance(10);
  stop.abort();
  await clock.advance(10);
  expect(await stopped).toBe('stopped');
});

test('polite sending goes down at once when answers get slow, and up again slowly', () => {
  const rateLimiter = openByteRateLimiter(fakeClock());
  rateLimiter.polite();
  const first = rateLimiter.rate() ?? 0;
  rateLimiter.answered(50);
  const quick = rateLimiter.rate() ?? 0;
  expect(quick).toBeGreaterThan(first);
  rateLimiter.answered(500);
  expect(rateLimiter.rate()).toBeLessThan(quick * 0.7);
});
