// Picking photos works as in file managers.
import { expect, test } from 'vitest';
import { photosToDecide, nothingPicked, reviewKey, stretched, toggled, without } from './picking.ts';

const idAt = (index: number): number | null => (index === 4 ? null : 100 + index);
const sorted = (ids: ReadonlySet<number>): number[] => [...ids].sort((a, b) => a - b);

test('a photo picked twice is not picked', () => {
  const once = toggled(nothingPicked, 3, 103);
  expect(sorted(once.ids)).toEqual([103]);
  expect(sorted(toggled(once, 3, 103).ids)).toEqual([]);
});

test('a range extends from the last picked photo in both directions, and its start stays', () => {
  const start = toggled(nothingPicked, 2, 102);
  const down = stretched(start, 3, idAt);
  expect(sorted(down.ids)).toEqual([102, 103]);
  expect(sorted(stretched(down, 0, idAt).ids)).toEqual([100, 101, 102, 103]);
});

test('a range over photos that are not loaded picks the loaded ones', () => {
  expect(sorted(stretched(toggled(nothingPicked, 3, 103), 5, idAt).ids)).toEqual([103, 105]);
});

test('a range without a start is the photo itself', () => {
  expect(sorted(stretched(nothingPicked, 5, idAt).ids)).toEqual([105]);
});

test('a key on a picked photo decides about all picked ones, elsewhere about that photo alone', () => {
  const picked = toggled(toggled(nothingPicked, 1, 101), 2, 102);
  expect(photosToDecide(picked, 102)).toEqual([101, 102]);
  expect(photosToDecide(picked, 107)).toEqual([107]);
});

test('decided photos are no longer picked', () => {
  expect(sorted(without(toggled(toggled(nothingPicked, 1, 101), 2, 102), [101]).ids)).toEqual([102]);
});

test('the keys work on a Russian keyboard, and other keys do nothing', () => {
  expect(reviewKey({ key: 'ф', code: 'KeyA' })).toBe('approve');
  expect(reviewKey({ key: 'ч', code: 'KeyX' })).toBe('leave_out');
  expect(reviewKey({ key: 'Enter', code: 'NumpadEnter' })).toBe('approve');
  expect(reviewKey({ key: 'Delete', code: 'Delete' })).toBe('leave_out');
  expect(reviewKey({ key: ' ', code: 'Space' })).toBe('pick');
  expect(reviewKey({ key: 'ArrowDown', code: 'ArrowDown' })).toBeNull();
});
