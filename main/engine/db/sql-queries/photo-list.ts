// The photo list without a search: pages by key, photos per day, and single rows. Read-only.
import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { PhotoCursor, PhotoRow } from '../../../../shared/library/photo.ts';
import type { ShownState } from '../../../../shared/library/shown-state.ts';
import { dayText } from '../sql-queries/day.ts';
import { rowColumns, rowJoins, toPhotoRow } from './photo-row.ts';

/** null: any state, any folder. */
export interface ShownFilter {
  shown: ShownState | null;
  folderId: number | null;
}
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

/** A part of a WHERE clause on `files f`, with the values of its parameters. */
export interface Condition {
  sql: string;
  values: Record<string, string | number>;
}

const dayRow = z.object({ day: z.number(), photos: z.number(), done: z.number() });

export function openPhotoList(db: Database) {
  const prepared = preparedOnce(db);
  const one = db.prepare(`SELECT ${rowColumns} ${rowJoins} WHERE f.id = ?`);
  const newest = db.prepare(/* sql */ `SELECT h.sha256, f.sort_ms FROM files f JOIN photos h ON h.id = f.photo_id
    WHERE f.folder_id = ? AND f.shown = ? AND h.has_thumbnail = 1 ORDER BY f.sort_ms DESC, f.id DESC LIMIT 3`);

  /** Rows after `after` down to `until`, newest first. */
  function rowsBetween(
    where: Condition,
    after: PhotoCursor | null,
    until: PhotoCursor | null,
    limit: number,
  ): PhotoRow[] {
    return prepared(
      `SELECT ${rowColumns} ${rowJoins} WHERE 1 = 1 ${where.sql} ${between(after, until)} ORDER BY f.sort_ms DESC,
        f.id DESC LIMIT @limit`,
    )
      .all({ ...where.values, ...cursorValues(after, until), limit })
      .map(toPhotoRow);
  }

  return {
    rowsBetween,
    page: (filter: ShownFilter, after: PhotoCursor | null, limit: number): PhotoPage =>
      photoPageOf(rowsBetween(filterCondition(filter), after, null, limit + 1), limit),
    /** Newest day first. */
    days(filter: ShownFilter): PhotoDay[] {
      const where = filterCondition(filter);
      return prepared(/* sql */ `SELECT f.day, sum(f.files) AS photos,
        sum(CASE f.shown WHEN 'done' THEN f.files ELSE 0 END) AS done
        FROM days f WHERE f.files > 0 ${where.sql} GROUP BY f.day ORDER BY f.day DESC`)
        .all(where.values)
        .map(toPhotoDay);
    },
    row(fileId: number): PhotoRow | null {
      const raw = one.get(fileId);
      return raw === undefined ? null : toPhotoRow(raw);
    },
    /** sha256 of the three newest photos that are, or will be, on the service. */
    thumbnailsOf: (folderId: number): string[] =>
      (['done', 'waiting', 'review'] as const)
        .flatMap((shown) => newest.all(folderId, shown) as { sha256: string; sort_ms: number }[])
        .sort((a, b) => b.sort_ms - a.sort_ms)
        .slice(0, 3)
        .map(({ sha256 }) => sha256),
  };
}
export type PhotoList = ReturnType<typeof openPhotoList>;

/** Filters make a handful of different statements; each is prepared once. */
export function preparedOnce(db: Database): (sql: string) => Statement {
  const prepared = new Map<string, Statement>();
  return (sql) => {
    let known = prepared.get(sql);
    if (known === undefined) {
      known = db.prepare(sql);
      prepared.set(sql, known);
    }
    return known;
  };
}

/** What an index answers. */
export function filterCondition(filter: ShownFilter): Condition {
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

/** `rows`: one more than `limit` where the list goes on. */
export function photoPageOf(rows: PhotoRow[], limit: number): PhotoPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > limit && last !== undefined ? { sortMs: last.sortMs, fileId: last.fileId } : null,
  };
}

/**
 * The comparison of `sort_ms` alone is redundant for the result, but an index serves only one comparison of pairs:
 * without it SQLite would read to the end of the list.
 */
export function between(after: PhotoCursor | null, until: PhotoCursor | null): string {
  const from = after === null ? '' : 'AND f.sort_ms <= @sort AND (f.sort_ms, f.id) < (@sort, @id)';
  return until === null
    ? from
    : `${from} AND f.sort_ms >= @until_sort AND (f.sort_ms, f.id) >= (@until_sort, @until_id)`;
}

/** The values of the parameters in `between`. */
export function cursorValues(after: PhotoCursor | null, until: PhotoCursor | null): Record<string, number> {
  return {
    ...(after === null ? {} : { sort: after.sortMs, id: after.fileId }),
    ...(until === null ? {} : { until_sort: until.sortMs, until_id: until.fileId }),
  };
}

export function toPhotoDay(raw: unknown): PhotoDay {
  const { day, photos, done } = dayRow.parse(raw);
  return { day: dayText(day), photos, done };
}
