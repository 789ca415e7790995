import { expect, test } from 'vitest';
import { FailingRows } from './failing-rows.ts';

test('a row rests five seconds after each of its first failures, then twice as long, up to ten minutes', () => {
  const rows = new FailingRows();
  const rests = Array.from({ length: 12 }, () => rows.failed('upload', [1]).ms / 1_000);
  expect(rests).toEqual([5, 5, 5, 10, 20, 40, 80, 160, 320, 600, 600, 600]);
});

test('a row is stuck from its third failure in a row on; the others of its group are not', () => {
  const rows = new FailingRows();
  expect(rows.failed('upload', [1]).stuck).toEqual([]);
  expect(rows.failed('upload', [1, 2]).stuck).toEqual([]);
  expect(rows.failed('upload', [1, 2]).stuck).toEqual([1]);
});

test('a success, or another step, begins the count anew', () => {
  const rows = new FailingRows();
  for (let times = 0; times < 3; times += 1) rows.failed('upload', [1]);
  expect(rows.failed('commit', [1]).stuck).toEqual([]);
  rows.succeeded('upload', [1]);
  expect(rows.failed('upload', [1])).toEqual({ ms: 5_000, stuck: [] });
});
