// Searching the photo list by words, dates and folder titles. Read-only. [Note: searching in slices]
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { PhotoCursor, PhotoRow } from '../../../../shared/library/photo.ts';
import { daysNamed } from '../sql-queries/day.ts';
import {
  between,
  cursorValues,
  filterCondition,
  photoPageOf,
  preparedOnce,
  toPhotoDay,
  type Condition,
  type PhotoDay,
  type PhotoList,
  type PhotoPage,
  type ShownFilter,
} from '../sql-queries/photo-list.ts';
import { searchKey } from './search-key.ts';

export interface SearchFilter extends ShownFilter {
  /** Words that must all occur: in the path, in the folder's title, or as a date (2026, 2026-07, 2026-07-12). */
  search: string;
}

/**
 * [Note: searching in slices] No index finds a part of a word, so a search reads every row. It reads `sliceRows` at a
 * time, which takes a few milliseconds, and lets other work run in between. A row that changes meanwhile may be found
 * or missed.
 */
const sliceRows = 1_000;
const wordsAtMost = 8;

const keyRow = z.object({ sort_ms: z.number(), id: z.number() });

export function openPhotoSearch(db: Database, photoList: PhotoList) {
  const titles = db.prepare<[], { id: number; title: string }>('SELECT id, title FROM folders');
  const prepared = preparedOnce(db);

  /** What no index answers: compared with each row. */
  function wordCondition(words: readonly string[]): Condition {
    const parts: string[] = [];
    const values: Record<string, string | number> = {};
    for (const [index, word] of words.entries()) {
      const days = daysNamed(word);
      const dated = days === null ? '' : ` OR f.day BETWEEN @from${index} AND @to${index}`;
      parts.push(
        `AND (instr(f.search_key, @word${index}) > 0 OR instr(@titles${index}, '/' || f.folder_id || '/') > 0${dated})`,
      );
      values[`word${index}`] = word;
      values[`titles${index}`] = foldersNamed(word);
      if (days !== null) Object.assign(values, { [`from${index}`]: days.from, [`to${index}`]: days.to });
    }
    return { sql: parts.join(' '), values };
  }

  /** «/3/7/» of the folders whose title holds the word: SQLite's own lower() knows only ASCII. */
  function foldersNamed(word: string): string {
    const ids = titles.all().filter(({ title }) => searchKey(title).includes(word));
    return `/${ids.map(({ id }) => id).join('/')}/`;
  }

  /** The key at which the slice after `after` ends; null: it reaches the end of the list. */
  function sliceEnd(where: Condition, after: PhotoCursor | null): PhotoCursor | null {
    const raw = prepared(
      `SELECT f.sort_ms, f.id FROM files f WHERE 1 = 1 ${where.sql} ${between(after, null)} ORDER BY f.sort_ms DESC,
        f.id DESC LIMIT 1 OFFSET ${sliceRows - 1}`,
    ).get({ ...where.values, ...cursorValues(after, null) });
    if (raw === undefined) return null;
    const key = keyRow.parse(raw);
    return { sortMs: key.sort_ms, fileId: key.id };
  }

  async function* slices(
    where: Condition,
    after: PhotoCursor | null,
  ): AsyncGenerator<[from: PhotoCursor | null, to: PhotoCursor | null]> {
    for (let from = after; ;) {
      const to = sliceEnd(where, from);
      yield [from, to];
      if (to === null) return;
      from = to;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    /** Like `page` of the photo list, with words. */
    async search(filter: SearchFilter, after: PhotoCursor | null, limit: number): Promise<PhotoPage> {
      const words = wordsOf(filter.search);
      if (words.length === 0) return photoList.page(filter, after, limit);
      const base = filterCondition(filter);
      const where = combine(base, wordCondition(words));
      const rows: PhotoRow[] = [];
      for await (const [from, to] of slices(base, after)) {
        rows.push(...photoList.rowsBetween(where, from, to, limit + 1 - rows.length));
        if (rows.length > limit) break;
      }
      return photoPageOf(rows, limit);
    },
    /** Like `days` of the photo list, with words. */
    async searchDays(filter: SearchFilter): Promise<PhotoDay[]> {
      const words = wordsOf(filter.search);
      if (words.length === 0) return photoList.days(filter);
      const base = filterCondition(filter);
      const where = combine(base, wordCondition(words));
      const found = new Map<string, PhotoDay>();
      for await (const [from, to] of slices(base, null)) {
        const rows = prepared(/* sql */ `SELECT f.day, count(*) AS photos, sum(f.shown = 'done') AS done FROM files f
          WHERE 1 = 1 ${where.sql} ${between(from, to)} GROUP BY f.day ORDER BY f.day DESC`).all({
          ...where.values,
          ...cursorValues(from, to),
        });
        for (const one of rows.map(toPhotoDay)) {
          const sum = found.get(one.day) ?? { day: one.day, photos: 0, done: 0 };
          found.set(one.day, { day: one.day, photos: sum.photos + one.photos, done: sum.done + one.done });
        }
      }
      return [...found.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
    },
  };
}

function wordsOf(search: string): string[] {
  return searchKey(search)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, wordsAtMost);
}

const combine = (a: Condition, b: Condition): Condition => ({
  sql: `${a.sql} ${b.sql}`,
  values: { ...a.values, ...b.values },
});
