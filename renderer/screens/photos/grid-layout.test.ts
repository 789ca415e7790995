// The layout of days into heads and rows, and the neighbours that arrow keys reach.
import { expect, test } from 'vitest';
import { itemOf, layGrid, layList, neighbour } from './grid-layout.ts';
import type { PhotoPages } from './photo-pages.ts';

function pagesOf(perDay: readonly number[]): PhotoPages {
  const days = perDay.map((photos, index) => ({
    day: `2026-07-${String(12 - index).padStart(2, '0')}`,
    photos,
    done: 0,
  }));
  const starts: number[] = [];
  let total = 0;
  for (const day of days) {
    starts.push(total);
    total += day.photos;
  }
  return {
    days,
    total,
    dayStartIndex: (index) => starts[index] ?? total,
    rowAt: () => null,
    shapeAt: () => 1.5,
    load: () => undefined,
    setDays: () => undefined,
    stop: () => undefined,
  };
}

test('each day starts with its head, and its photos follow without a gap', () => {
  const items = layGrid(pagesOf([7, 1, 12]), 892, 132, new Map());
  expect(items.filter((item) => item.kind === 'day').map((item) => item.key)).toEqual([
    '2026-07-12',
    '2026-07-11',
    '2026-07-10',
  ]);
  const photos = items.flatMap((item) =>
    item.kind === 'row' ? Array.from({ length: item.to - item.from }, (_, index) => item.from + index) : [],
  );
  expect(photos).toEqual(Array.from({ length: 20 }, (_, index) => index));
  items.forEach((item, index) =>
    expect(item.top).toBeCloseTo(items.slice(0, index).reduce((sum, one) => sum + one.size, 0)),
  );
});

test('the row of any photo is found', () => {
  const items = layGrid(pagesOf([7, 1, 12]), 892, 132, new Map());
  for (let photo = 0; photo < 20; photo += 1) {
    const item = items[itemOf(items, photo)];
    expect(item?.kind === 'row' && item.from <= photo && photo < item.to).toBe(true);
  }
});

test('down and up cross the heads of days and come back', () => {
  const items = layGrid(pagesOf([7, 1, 12]), 892, 132, new Map());
  const row = items[itemOf(items, 7)];
  expect(row?.kind === 'row' && row.to - row.from).toBe(1);
  expect(neighbour(items, 7, 1)).toBe(8);
  expect(neighbour(items, 8, -1)).toBe(7);
  expect(neighbour(items, 0, -1)).toBe(0);
  expect(neighbour(items, 19, 1)).toBe(19);
});

test('a list has one photo a row', () => {
  const items = layList(pagesOf([2, 3]), 800);
  expect(items.map((item) => item.kind)).toEqual(['day', 'row', 'row', 'day', 'row', 'row', 'row']);
  expect(itemOf(items, 2)).toBe(4);
});
