// The paged library loads only what is on screen, by keys, and drops what is far away.
import { expect, test } from 'vitest';
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import { dayKey } from '../../../shared/locales/format.ts';
import { pageSize, type DayCount } from './photo-blocks.ts';
import { createPhotoPages } from './photo-pages.ts';

function library(perDay: readonly number[]) {
  const rows: PhotoRow[] = [];
  perDay.forEach((photos, daysAgo) => {
    const noon = new Date(2026, 6, 12 - daysAgo, 12).getTime();
    for (let index = 0; index < photos; index += 1) {
      rows.push({
        fileId: rows.length + 1,
        name: `${rows.length}.jpg`,
        folderId: 1,
        folderTitle: 'a',
        shown: 'done',
        reason: null,
        thumbnail: null,
        width: 300,
        height: index % 2 === 0 ? 200 : 400,
        sizeBytes: 1,
        sortMs: noon - index,
        datedBy: 'exif',
        isCheckedAgain: false,
        waitsFor: null,
        retryAtMs: null,
      });
    }
  });
  const days = (): DayCount[] => {
    const found = new Map<string, DayCount>();
    for (const row of rows) {
      const day = dayKey(row.sortMs);
      const count = found.get(day) ?? { day, photos: 0, done: 0 };
      count.photos += 1;
      found.set(day, count);
    }
    return [...found.values()];
  };
  const asked: { after: PhotoCursor | null; limit: number }[] = [];
  const fetchPage = async (after: PhotoCursor | null, limit: number): Promise<PhotoRow[]> => {
    asked.push({ after, limit });
    const from =
      after === null
        ? 0
        : rows.findIndex(
            (row) => row.sortMs < after.sortMs || (row.sortMs === after.sortMs && row.fileId < after.fileId),
          );
    return from < 0 ? [] : rows.slice(from, from + limit);
  };
  return { rows, days, asked, fetchPage };
}

/** Waits until all answers have arrived. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 2000; turn += 1) await Promise.resolve();
};

test('small days are loaded together, and only those on screen', async () => {
  const { rows, days, asked, fetchPage } = library(Array.from({ length: 400 }, () => 10));
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  pages.load(0, 30);
  await settled();
  expect(pages.total).toBe(4000);
  expect(asked.length).toBe(1);
  expect(asked[0]?.limit).toBeLessThanOrEqual(pageSize);
  expect(pages.rowAt(29)?.fileId).toBe(rows[29]?.fileId);
  expect(pages.rowAt(3999)).toBeNull();
});

test('a jump to the middle loads that part only', async () => {
  const { rows, days, asked, fetchPage } = library(Array.from({ length: 400 }, () => 10));
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  pages.load(2005, 2040);
  await settled();
  expect(asked.length).toBeLessThanOrEqual(2);
  for (let index = 2005; index < 2040; index += 1) expect(pages.rowAt(index)?.fileId).toBe(rows[index]?.fileId);
  expect(pages.rowAt(0)).toBeNull();
});

test('a day of thousands is loaded page by page without duplicates or gaps', async () => {
  const { rows, days, fetchPage } = library([3, 1000, 4]);
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  pages.load(900, 960);
  await settled();
  for (let index = 900; index < 960; index += 1) expect(pages.rowAt(index)?.fileId).toBe(rows[index]?.fileId);
});

test('rows far away are dropped, but their shapes stay, so that nothing jumps', async () => {
  const { days, fetchPage } = library(Array.from({ length: 300 }, () => 100));
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  for (let at = 0; at < 30_000; at += 500) {
    pages.load(at, at + 500);
    await settled();
  }
  let loaded = 0;
  for (let index = 0; index < pages.total; index += 1) if (pages.rowAt(index) !== null) loaded += 1;
  expect(loaded).toBeLessThanOrEqual(40 * pageSize);
  expect(pages.rowAt(0)).toBeNull();
  expect(pages.shapeAt(1)).toBeCloseTo(0.75);
});

test('after a change the old rows are shown until the new ones arrive', async () => {
  const { rows, days, fetchPage } = library([20, 20]);
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  pages.load(0, 40);
  await settled();
  const first = rows[25];
  if (first !== undefined) rows[25] = { ...first, shown: 'waiting' };
  pages.setDays(days());
  expect(pages.rowAt(25)?.shown).toBe('done');
  await settled();
  expect(pages.rowAt(25)?.shown).toBe('waiting');
});

test('days that count too many photos do not cause endless loading', async () => {
  const { days, asked, fetchPage } = library([5]);
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays([{ day: days()[0]?.day ?? '', photos: 900, done: 0 }]);
  pages.load(0, 900);
  await settled();
  expect(asked.length).toBeLessThan(10);
});

test('a list that becomes shorter than the screen is loaded up to its new end', async () => {
  const { rows, days, fetchPage } = library([30, 20]);
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  pages.load(0, 50);
  await settled();
  rows.splice(0, 3);
  pages.setDays(days());
  await settled();
  expect(pages.total).toBe(47);
  expect(pages.rowAt(0)?.fileId).toBe(4);
  expect(pages.rowAt(46)?.fileId).toBe(50);
  expect(pages.rowAt(47)).toBeNull();
});

test('the end of a huge day is reached though the library changes all the time, and stays on screen', async () => {
  const { rows, days, asked, fetchPage } = library([20_000]);
  let changes = 0;
  const pages = createPhotoPages(
    async (after, limit) => {
      // A change after every ten answers, long before the end is reached.
      if (++changes % 10 === 0 && changes < 500) queueMicrotask(() => pages.setDays(days()));
      return fetchPage(after, limit);
    },
    () => undefined,
  );
  pages.setDays(days());
  pages.load(19_950, 20_000);
  for (let turn = 0; turn < 10; turn += 1) await settled();
  expect(pages.rowAt(19_999)?.fileId).toBe(rows[19_999]?.fileId);
  expect(asked.length).toBeLessThan(150);
  const before = asked.length;
  pages.setDays(days());
  expect(pages.rowAt(19_999)?.fileId).toBe(rows[19_999]?.fileId);
  await settled();
  expect(asked.length - before).toBeLessThanOrEqual(2);
});

test('outdated keys of a huge day are learned again', async () => {
  const { rows, days, fetchPage } = library([1000]);
  const pages = createPhotoPages(fetchPage, () => undefined);
  pages.setDays(days());
  pages.load(950, 1000);
  await settled();
  // A photo's time changes within the same day: the last page is one photo shorter.
  const [moved] = rows.splice(990, 1);
  if (moved !== undefined) rows.splice(100, 0, { ...moved, sortMs: (rows[99]?.sortMs ?? 0) - 0.5 });
  pages.setDays(days());
  await settled();
  expect(pages.rowAt(999)?.fileId).toBe(rows[999]?.fileId);
  expect(pages.rowAt(960)?.fileId).toBe(rows[960]?.fileId);
});
