// How long the service asks us to wait.
import { expect, test } from 'vitest';
import { retryAfterMs } from './read-answer.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test('Retry-After is seconds or a date, and neither the past nor more than a day', () => {
  expect(retryAfterMs('30', NOW)).toBe(30_000);
  expect(retryAfterMs('Thu, 01 Jan 2026 12:01:00 GMT', NOW)).toBe(60_000);
  expect(retryAfterMs('Thu, 01 Jan 2026 11:00:00 GMT', NOW)).toBe(0);
  expect(retryAfterMs('999999999', NOW)).toBe(86_400_000);
});

test('anything else is no Retry-After', () => {
  for (const value of [undefined, '', 'soon', '-5', ['1', '2']]) expect(retryAfterMs(value, NOW)).toBeNull();
});
