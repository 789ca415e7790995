// Files of one drop, delivered one by one, become one batch.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batch } from './batch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const times = { quietMs: 100, mostMs: 1_000 };

test('items that arrive close together are delivered together, each once and in order', () => {
  const got: string[][] = [];
  const take = batch<string>((paths) => got.push(paths), times);
  for (const path of ['b', 'a', 'b', 'c']) {
    take([path]);
    vi.advanceTimersByTime(90);
  }
  expect(got).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(got).toEqual([['b', 'a', 'c']]);
});

test('later items are another batch, and an empty batch is not delivered', () => {
  const got: string[][] = [];
  const take = batch<string>((paths) => got.push(paths), times);
  take(['a']);
  vi.advanceTimersByTime(100);
  take([]);
  vi.advanceTimersByTime(2_000);
  take(['b']);
  vi.advanceTimersByTime(100);
  expect(got).toEqual([['a'], ['b']]);
});

test('an endless stream is delivered in parts', () => {
  const got: number[][] = [];
  const take = batch<number>((numbers) => got.push(numbers), times);
  for (let n = 0; n < 40; n++) {
    take([n]);
    vi.advanceTimersByTime(50);
  }
  vi.runAllTimers();
  expect(got.length).toBeGreaterThan(1);
  expect(got.flat()).toEqual(Array.from({ length: 40 }, (_, n) => n));
});
