import { afterEach, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import type { PhotoRow } from '../../../../shared/library/photo.ts';
import { factsOf, openTestLibrary, queued, startMs, type TestLibrary } from '../../testing/open-test-library.ts';
import { dayOf, dayText } from '../sql-queries/day.ts';
import { openLibraryQueries } from './library-queries.ts';
import type { PhotoCursor } from '../../../../shared/library/photo.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

const everything = { shown: null, folderId: null };
const names = (rows: readonly PhotoRow[]): string[] => rows.map((row) => row.name);
const found = async (search: string): Promise<string[]> =>
  names((await library.queries.photoList.search({ ...everything, search }, null, 100)).rows).sort();

function photoTaken(folderId: number, albumId: number, path: string, capturedAtMs: number): number {
  const file = library.file(folderId, path);
  library.tables.verdicts.inspected(library.row(file), factsOf(path, { capturedAtMs }), albumId, 10, () => queued);
  return file;
}

test('pages contain every photo once, newest first, while states change between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      fc.array(fc.nat(40), { maxLength: 10 }),
      (hours, limit, changes) => {
        const own = openTestLibrary();
        try {
          const { folderId, albumId } = own.folder('/p');
          const files = hours.map((hour, index) => {
            const file = own.file(folderId, `${index}.jpg`);
            const facts = factsOf(`${index}`, { capturedAtMs: startMs - hour * 3_600_000 });
            own.tables.verdicts.inspected(own.row(file), facts, albumId, 10, () => queued);
            return file;
          });
          const seen: PhotoRow[] = [];
          for (let after: PhotoCursor | null = null, page = 0; ; page++) {
            const { rows, next } = own.queries.photoList.page(everything, after, limit);
            seen.push(...rows);
            const changed = files[(changes[page] ?? 0) % files.length];
            if (changed !== undefined) own.tables.verdicts.leaveOut(changed, 'left_out');
            if (next === null) break;
            after = next;
          }
          expect(seen.map((row) => row.fileId).sort((a, b) => a - b)).toEqual(files);
          expect(seen.map((row) => row.sortMs)).toEqual(seen.map((row) => row.sortMs).sort((a, b) => b - a));
        } finally {
          own.close();
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a search ignores case and Unicode composition, and finds words of paths, folders and dates in any order', async () => {
  const { folderId, albumId } = library.folder('/Отпуск Й');
  const other = library.folder('/other');
  photoTaken(folderId, albumId, 'ЛЕТО/Ёлка.jpg', new Date(2026, 6, 12, 23, 30).getTime());
  photoTaken(other.folderId, other.albumId, `зима/йод.jpg`.normalize('NFD'), new Date(2025, 0, 1, 0, 30).getTime());
  photoTaken(other.folderId, other.albumId, 'IMG_2026.JPG', new Date(2019, 3, 5).getTime());
  expect(await found('ёлка')).toEqual(['Ёлка.jpg']);
  expect(await found('лето ЁЛ')).toEqual(['Ёлка.jpg']);
  expect(await found('йОд'.normalize('NFD'))).toEqual(['йод.jpg'.normalize('NFD')]);
  expect(await found('отпуск й')).toEqual(['Ёлка.jpg']);
  expect(await found('2026')).toEqual(['IMG_2026.JPG', 'Ёлка.jpg']);
  expect(await found('2026-07')).toEqual(['Ёлка.jpg']);
  expect(await found('2026-07-12 отпуск')).toEqual(['Ёлка.jpg']);
  expect(await found('2025-01-01')).toEqual(['йод.jpg'.normalize('NFD')]);
  // Wildcards of SQL are ordinary characters here.
  for (const word of ['%', '_%_', `'`, '"', '2026-%', '@word0', '\u0000'])
    expect(await found(`ёлка ${word}`)).toEqual([]);
});

test('a search over several slices finds every photo exactly once on all its pages', async () => {
  const { folderId } = library.folder('/p');
  const wanted: string[] = [];
  library.tables.together(() => {
    for (let number = 0; number < 2_500; number++) {
      const name = number % 100 === 3 ? `нужное ${number}.jpg` : `${number}.jpg`;
      if (name.startsWith('нужное')) wanted.push(name);
      // Many share their time: the key must tell them apart.
      library.file(folderId, name, { mtimeNs: BigInt(startMs - Math.floor(number / 700) * 1000) * 1_000_000n });
    }
  });
  const seen: string[] = [];
  for (let after: PhotoCursor | null = null; ;) {
    const page = await library.queries.photoList.search({ shown: null, folderId, search: 'НУЖНОЕ' }, after, 7);
    seen.push(...names(page.rows));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen.sort()).toEqual(wanted.sort());
  const days = await library.queries.photoList.searchDays({ ...everything, search: 'нужное' });
  expect(days.reduce((sum, day) => sum + day.photos, 0)).toBe(wanted.length);
});

test('the days count the photos of the list by local date, for any filter', () => {
  const { folderId, albumId } = library.folder('/p');
  const times = [
    new Date(2026, 6, 12, 0, 5),
    new Date(2026, 6, 12, 23, 55),
    new Date(2026, 6, 11, 23, 59),
    new Date(1969, 5, 1),
  ];
  const [first] = times.map((time, index) => photoTaken(folderId, albumId, `${index}.jpg`, time.getTime()));
  library.send(library.row(first ?? 0).placementId ?? 0, 'done');
  expect(library.queries.photoList.days(everything)).toEqual([
    { day: '2026-07-12', photos: 2, done: 1 },
    { day: '2026-07-11', photos: 1, done: 0 },
    { day: '1969-06-01', photos: 1, done: 0 },
  ]);
  expect(library.queries.photoList.days({ shown: 'done', folderId })).toEqual([
    { day: '2026-07-12', photos: 1, done: 1 },
  ]);
  expect(library.queries.photoList.days({ shown: 'needs_you', folderId: null })).toEqual([]);
  expect([dayOf(Number.NaN), dayOf(8.64e15), dayText(dayOf(new Date(26, 0, 2).setFullYear(26)))]).toEqual([
    0,
    0,
    '0026-01-02',
  ]);
});

test('problems are grouped by reason, album problems also by album, the largest group first', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const hold = (
    name: string,
    home: { folderId: number; albumId: number },
    reason: 'too_big' | 'album_gone',
  ): number => {
    const placement = library.inspect(library.file(home.folderId, name), name, home.albumId);
    library.tables.placements.apply(placement, 'held', { reason });
    return placement;
  };
  for (const name of ['a', 'b', 'c']) hold(name, { folderId, albumId }, 'too_big');
  for (const name of ['d', 'e']) hold(name, { folderId, albumId }, 'album_gone');
  hold('f', other, 'album_gone');
  library.tables.verdicts.setAside(library.file(folderId, 'g'), 'held', 'unreadable');
  const groups = library.queries.problems
    .groups()
    .map(({ reason, albumId: of, photos, rows }) => [reason, of, photos, rows.length]);
  expect(groups.slice(0, 2)).toEqual([
    ['too_big', null, 3, 3],
    ['album_gone', albumId, 2, 2],
  ]);
  expect(groups.slice(2).sort((a, b) => String(a).localeCompare(String(b)))).toEqual([
    ['album_gone', other.albumId, 1, 1],
    ['unreadable', null, 1, 1],
  ]);
  expect(library.queries.problems.fileIds('album_gone', other.albumId).length).toBe(1);
  expect(library.queries.problems.fileIds('album_gone', null).length).toBe(3);
  expect(library.queries.counts.photos().all.needs_you).toBe(7);
});

test('a moment is one album in one hour and counts all its photos', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const sent = (home: { folderId: number; albumId: number }, name: string): void =>
    library.send(library.inspect(library.file(home.folderId, name), name, home.albumId), 'done');
  for (let number = 0; number < 12; number++) sent({ folderId, albumId }, `first ${number}`);
  library.clock.now += 1000;
  sent(other, 'other');
  library.clock.now += 5 * 3_600_000;
  sent({ folderId, albumId }, 'later');
  const moments = library.queries.history
    .moments(10)
    .map((moment) => [moment.albumId, moment.photos, moment.rows.length > 0]);
  expect(moments).toEqual([
    [albumId, 1, true],
    [other.albumId, 1, true],
    [albumId, 12, true],
  ]);
  expect(library.queries.history.moments(1).length).toBe(1);
});

test('a file’s journal contains its own and its placement’s entries in order, and stays with it when it moves', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  library.send(library.inspect(file, 'x', albumId), 'done');
  library.tables.verdicts.moved(file, folderId, 'b.jpg', albumId);
  expect(library.tables.journal.ofFile(file).map((entry) => entry.event)).toEqual([
    'inspected',
    'queued',
    'reserved',
    'uploaded',
    'commit_started',
    'committed',
    'moved',
  ]);
});

test('a problem that is checked again stays in the list with its reason until the check ends', () => {
  const { folderId, albumId } = library.folder('/p');
  const cut = library.file(folderId, 'cut.jpg');
  library.inspect(cut, 'cut', albumId, { kind: 'held', reason: 'corrupted' });
  const locked = library.file(folderId, 'locked.jpg');
  library.tables.verdicts.setAside(locked, 'held', 'unreadable');
  const listed = () =>
    library.queries.problems
      .groups()
      .map(({ reason, photos, rows }) => [reason, photos, rows.map((row) => row.isCheckedAgain)]);
  const counted = () => library.queries.counts.photos().all.needs_you;
  expect(listed()).toEqual([
    ['corrupted', 1, [false]],
    ['unreadable', 1, [false]],
  ]);
  for (const state of ['seen', 'settled'] as const) {
    for (const file of [cut, locked]) library.tables.files.recordStat(file, library.row(file), state);
    expect(listed()).toEqual([
      ['corrupted', 1, [true]],
      ['unreadable', 1, [true]],
    ]);
    expect(counted()).toBe(2);
  }
  // One is unchanged, the other can be read now.
  library.inspect(cut, 'cut', albumId, { kind: 'held', reason: 'corrupted' });
  library.inspect(locked, 'sound', albumId);
  expect(listed()).toEqual([['corrupted', 1, [false]]]);
  expect(counted()).toBe(1);
});

test('a row tells where its time is from; before inspection it is the file’s', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  expect(library.queries.photoList.row(file)?.datedBy).toBe('file');
  const facts = factsOf('a', { capturedAtMs: startMs, capturedFrom: 'exif' });
  library.tables.verdicts.inspected(library.row(file), facts, albumId, 10, () => queued);
  expect(library.queries.photoList.row(file)?.datedBy).toBe('exif');
});

test('the queries only read', async () => {
  const writing: string[] = [];
  const { db, clock } = library;
  const watched = {
    readonly: db.readonly,
    prepare(sql: string) {
      const statement = db.prepare(sql);
      if (!statement.readonly) writing.push(sql);
      return statement;
    },
  } as unknown as typeof db;
  const { photoList } = openLibraryQueries(watched, () => clock.now);
  await photoList.search({ shown: 'done', folderId: 1, search: 'a 2026' }, { sortMs: 1, fileId: 1 }, 10);
  await photoList.searchDays({ shown: null, folderId: null, search: 'a' });
  expect(writing).toEqual([]);
});
