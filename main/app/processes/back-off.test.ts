// How long the restart of a dead process waits.
import { expect, test } from 'vitest';
import { afterDeath, processBackOff } from './back-off.ts';

test('a process that keeps dying is started again after 1, 2, 4 … and never more than 60 seconds', () => {
  const waits: number[] = [];
  let inARow = 0;
  for (let death = 0; death < 9; death += 1) {
    const next = afterDeath(inARow, 100, processBackOff);
    inARow = next.inARow;
    waits.push(next.waitMs / 1000);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('after a process ran for a minute, the wait begins with one second again', () => {
  expect(afterDeath(7, 60_000, processBackOff)).toEqual({ inARow: 1, waitMs: 1_000 });
  expect(afterDeath(7, 59_999, processBackOff).waitMs).toBe(60_000);
});

test('thousands of deaths do not overflow the wait', () => {
  expect(afterDeath(5_000, 1, processBackOff).waitMs).toBe(60_000);
});
