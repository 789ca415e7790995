import { expect, test } from 'vitest';
import { openPacing } from './byte-rate-limiter.ts';
import { fakeClock } from '../testing/fake-clock.ts';

const signal = new AbortController().signal;

test('without a limit nothing waits', async () => {
  const pacing = openPacing(fakeClock());
  await pacing.take(1e9, signal);
  expect(pacing.rate()).toBe(null);
});

test('a limit lets through what it says, over all lanes together', async () => {
  const clock = fakeClock();
  const pacing = openPacing(clock);
  pacing.limit(100_000);
  let through = 0;
  for (let lane = 0; lane < 3; lane++) {
    void (async () => {
      for (let piece = 0; piece < 20; piece++) {
        await pacing.take(10_000, signal);
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
  const pacing = openPacing(clock);
  pacing.limit(1_000);
  const stop = new AbortController();
  const stopped = pacing.take(1_000_000, stop.signal).then(
    () => 'through',
    () => 'stopped',
  );
  await clock.advance(10);
  stop.abort();
  await clock.advance(10);
  expect(await stopped).toBe('stopped');
});

test('polite sending goes down at once when answers get slow, and up again slowly', () => {
  const pacing = openPacing(fakeClock());
  pacing.polite();
  const first = pacing.rate() ?? 0;
  pacing.answered(50);
  const quick = pacing.rate() ?? 0;
  expect(quick).toBeGreaterThan(first);
  pacing.answered(500);
  expect(pacing.rate()).toBeLessThan(quick * 0.7);
});
