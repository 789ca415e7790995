// The photos a person looks through: a page by key, photos per day, and searching. Reads only. [Note: searching in slices]
import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import { dayText, daysNamed } from './day.ts';
import { searchKey } from './files.ts';
import { rowColumns, rowJoins, toPhotoRow } from './photo-row.ts';

export interface PhotoListFilter {
  shown: ShownState | null;
  /** Words that must all occur: in the path, in the folder's title, or as a date (2026, 2026-07, 2026-07-12). */
  search: string;
  folderId: number | null;
}
type WithoutWords = Omit<PhotoListFilter, 'search'> & { search?: '' };
export interface PhotoPage {
  rows: PhotoRow[];
  next: PhotoCursor | null;
}
export interface PhotoDay {
  /** YYYY-MM-DD, local. */
  day: string;
  photos: number;
  done: number;
}

/**
 * [Note: searching in slices] No index finds a part of a word, so a search reads every row. It reads this many at a stretch, a few
 * milliseconds, and lets everything else run in between. What changes meanwhile may be met or not, as with any list on a screen.
 */
const sliceRows = 1_000;
const wordsAtMost = 8;

const dayRow = z.object({ day: z.number(), photos: z.number(), done: z.number() });
const keyRow = z.object({ sort_ms: z.number(), id: z.number() });

interface Where {
  sql: string;
  values: Record<string, string | number>;
}

export function openPhotoList(db: Database) {
  const titles = db.prepare<[], { id: number; title: string }>('SELECT id, title FROM folders');
  /** Filters make a handful of different statements; each is prepared once. */
  const prepared = new Map<string, Statement>();

  function statement(sql: string): Statement {
    let known = prepared.get(sql);
    if (known === undefined) {
      known = db.prepare(sql);
      prepared.set(sql, known);
    }
    return known;
  }

  /** What an index answers. */
  function narrowed(filter: PhotoListFilter): Where {
    const parts: string[] = [];
    const values: Record<string, string | number> = {};
    if (filter.shown !== null) {
      parts.push('AND f.shown = @shown');
      values['shown'] = filter.shown;
    }
    if (filter.folderId !== null) {
      parts.push('AND f.folder_id = @folder');
      values['folder'] = filter.folderId;
    }
    return { sql: parts.join(' '), values };
  }

  /** What each row must be asked. */
  function worded(search: string): Where {
    const parts: string[] = [];
    const values: Record<string, string | number> = {};
    for (const [index, word] of wordsOf(search).entries()) {
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

  function rowsOf(where: Where, after: PhotoCursor | null, until: PhotoCursor | null, limit: number): PhotoRow[] {
    return statement(
      `SELECT ${rowColumns} ${rowJoins} WHERE 1 = 1 ${where.sql} ${between(after, until)} ORDER BY f.sort_ms DESC, f.id DESC LIMIT @limit`,
    )
      .all({ ...where.values, ...bound(after), ...boundUntil(until), limit })
      .map(toPhotoRow);
  }

  /** The key at which the slice after `after` ends; null: it reaches the end of the list. */
  function sliceEnd(where: Where, after: PhotoCursor | null): PhotoCursor | null {
    const raw = statement(
      `SELECT f.sort_ms, f.id FROM files f WHERE 1 = 1 ${where.sql} ${between(after, null)} ORDER BY f.sort_ms DESC, f.id DESC LIMIT 1 OFFSET ${sliceRows - 1}`,
    ).get({ ...where.values, ...bound(after) });
    if (raw === undefined) return null;
    const key = keyRow.parse(raw);
    return { sortMs: key.sort_ms, fileId: key.id };
  }

  function pageOf(rows: PhotoRow[], limit: number): PhotoPage {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: shown,
      next: rows.length > limit && last !== undefined ? { sortMs: last.sortMs, fileId: last.fileId } : null,
    };
  }

  /** Without words: one look into an index. */
  function page(filter: WithoutWords, after: PhotoCursor | null, limit: number): PhotoPage {
    return pageOf(rowsOf(narrowed({ ...filter, search: '' }), after, null, limit + 1), limit);
  }

  function days(filter: WithoutWords): PhotoDay[] {
    const where = narrowed({ ...filter, search: '' });
    return statement(/* sql */ `SELECT f.day, sum(f.files) AS photos, sum(CASE f.shown WHEN 'done' THEN f.files ELSE 0 END) AS done
        FROM days f WHERE f.files > 0 ${where.sql} GROUP BY f.day ORDER BY f.day DESC`)
      .all(where.values)
      .map(toDay);
  }

  async function* slices(
    where: Where,
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
    page,
    days,
    /** Like `page`, with words. */
    async search(filter: PhotoListFilter, after: PhotoCursor | null, limit: number): Promise<PhotoPage> {
      if (wordsOf(filter.search).length === 0) return page({ ...filter, search: '' }, after, limit);
      const base = narrowed(filter);
      const where = both(base, worded(filter.search));
      const rows: PhotoRow[] = [];
      for await (const [from, to] of slices(base, after)) {
        rows.push(...rowsOf(where, from, to, limit + 1 - rows.length));
        if (rows.length > limit) break;
      }
      return pageOf(rows, limit);
    },
    async searchDays(filter: PhotoListFilter): Promise<PhotoDay[]> {
      if (wordsOf(filter.search).length === 0) return days({ ...filter, search: '' });
      const base = narrowed(filter);
      const where = both(base, worded(filter.search));
      const found = new Map<string, PhotoDay>();
      for await (const [from, to] of slices(base, null)) {
        const rows = statement(/* sql */ `SELECT f.day, count(*) AS photos, sum(f.shown = 'done') AS done FROM files f
          WHERE 1 = 1 ${where.sql} ${between(from, to)} GROUP BY f.day ORDER BY f.day DESC`).all({
          ...where.values,
          ...bound(from),
          ...boundUntil(to),
        });
        for (const one of rows.map(toDay)) {
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

const both = (a: Where, b: Where): Where => ({ sql: `${a.sql} ${b.sql}`, values: { ...a.values, ...b.values } });
/** The bare times are said, too: an index takes one comparison of pairs, and would read to the end of the list for the other. */
function between(after: PhotoCursor | null, until: PhotoCursor | null): string {
  const from = after === null ? '' : 'AND f.sort_ms <= @sort AND (f.sort_ms, f.id) < (@sort, @id)';
  return until === null
    ? from
    : `${from} AND f.sort_ms >= @until_sort AND (f.sort_ms, f.id) >= (@until_sort, @until_id)`;
}
const bound = (key: PhotoCursor | null): Record<string, number> =>
  key === null ? {} : { sort: key.sortMs, id: key.fileId };
const boundUntil = (key: PhotoCursor | null): Record<string, number> =>
  key === null ? {} : { until_sort: key.sortMs, until_id: key.fileId };

function toDay(raw: unknown): PhotoDay {
  const { day, photos, done } = dayRow.parse(raw);
  return { day: dayText(day), photos, done };
}
