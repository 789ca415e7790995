import { afterEach, beforeEach, expect, test } from 'vitest';
import { pause, pausedUntil, resume } from './pause.ts';
import { openTestLibrary, startMs, type TestLibrary } from '../testing/open-test-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

test('a pause is over when its time is, and one without a time when the person says so', () => {
  const { meta } = library.tables;
  pause(meta, startMs + hourMs, startMs);
  expect(pausedUntil(meta, startMs + hourMs - 1)).toBe(startMs + hourMs);
  expect(pausedUntil(meta, startMs + hourMs)).toBe('no');
  pause(meta, null, startMs);
  expect(pausedUntil(meta, startMs + yearMs)).toBeNull();
  resume(meta);
  expect(pausedUntil(meta, startMs)).toBe('no');
});

test('a pause of an hour that was begun while the clock was a year ahead is no pause of a year', () => {
  const { meta } = library.tables;
  pause(meta, startMs + yearMs + hourMs, startMs + yearMs);
  expect(pausedUntil(meta, startMs)).toBe(startMs + hourMs);
  expect(pausedUntil(meta, startMs + hourMs)).toBe('no');
});
