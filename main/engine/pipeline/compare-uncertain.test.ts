// The time in which the service may still carry out a commit, measured by a clock that counts whole seconds.
import { expect, test } from 'vitest';
import { defaultPolicy } from '../sending/retry-policy.ts';
import { graceLeftMs } from './compare-uncertain.ts';

const { commitGraceMs } = defaultPolicy;

/** How often the album is looked at before the time is over; each look takes 20 ms. */
function looksUntilOver(commitStartedMs: number): number {
  let looks = 0;
  for (let nowMs = commitStartedMs + commitGraceMs - 2_000; looks < 5_000; looks += 1) {
    const answeredMs = nowMs + 20;
    const theirsMs = Math.floor(answeredMs / 1_000) * 1_000 + 500;
    const left = graceLeftMs(commitGraceMs, commitStartedMs, theirsMs - 20);
    if (left === 0) break;
    nowMs = answeredMs + left;
  }
  return looks;
}

test('whenever in a second the commit began, the album is looked at a few times and not without end', () => {
  for (let fraction = 0; fraction < 1_000; fraction += 1)
    expect(looksUntilOver(Date.UTC(2026, 0, 1) + fraction), `${fraction} ms`).toBeLessThan(5);
});

test('a clock that seems to be a little before the commit leaves the service its time; one that was set back does not', () => {
  const startedMs = Date.UTC(2026, 0, 1);
  expect(graceLeftMs(commitGraceMs, startedMs, startedMs)).toBe(commitGraceMs);
  expect(graceLeftMs(commitGraceMs, startedMs, startedMs - 900)).toBe(commitGraceMs);
  expect(graceLeftMs(commitGraceMs, startedMs, startedMs + commitGraceMs)).toBe(0);
  expect(graceLeftMs(commitGraceMs, startedMs, startedMs - 3_600_000)).toBe(0);
});
