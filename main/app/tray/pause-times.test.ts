// When each pause ends.
import { expect, test } from 'vitest';
import { pauseTimes } from './pause-times.ts';

test('tomorrow is eight in the morning of the next day, also late at night and at the end of a year', () => {
  expect(pauseTimes(new Date(2026, 6, 12, 15, 4).getTime()).tomorrow).toBe(new Date(2026, 6, 13, 8).getTime());
  expect(pauseTimes(new Date(2026, 11, 31, 23, 59).getTime()).tomorrow).toBe(new Date(2027, 0, 1, 8).getTime());
});

test('the short pauses count from now', () => {
  expect(pauseTimes(1_000_000)).toMatchObject({ halfHour: 1_000_000 + 1_800_000, hour: 1_000_000 + 3_600_000 });
});
