// The lists a person looks at: photos by page, days, problems, history, counts. Reads only; pages by key, one query a list.
import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { PhotoCursor, Plan, PhotoRow, ShownCounts, ShownState } from '../../../shared/library.ts';
import { shownState } from '../../../shared/library.ts';
import { problemReason, reason, type ProblemReason } from '../../../shared/reasons.ts';
import { searchKey } from './files.ts';
import { rowColumns, rowJoins, toPhotoRow } from './rows.ts';

export interface PhotoFilter {
  shown: ShownState | null;
  search: string;
  folderId: number | null;
}

const countRow = z.object({ folder_id: z.number(), shown: shownState, files: z.number(), bytes: z.number() });
const dayRow = z.object({ day: z.string(), photos: z.number(), done: z.number() });
const groupRow = z.object({
  reason: problemReason,
  album_id: z.number().nullable(),
  album_title: z.string().nullable(),
  photos: z.number(),
});
const folderProblemRow = z.object({ reason: problemReason.nullable(), photos: z.number() });
const momentRow = z.object({ album_id: z.number(), hour: z.number(), at: z.number(), photos: z.number() });

const plannedRow = z.object({ shown: shownState, files: z.number(), bytes: z.number() });
const heldRow = z.object({ reason, photos: z.number() });

const noCounts = (): ShownCounts => ({
  all: 0,
  checking: 0,
  review: 0,
  waiting: 0,
  done: 0,
  needs_you: 0,
  skipped: 0,
  duplicate: 0,
});

export function openLists(db: Database) {
  const counts = db.prepare('SELECT folder_id, shown, files, bytes FROM counts WHERE files > 0');
  const groups =
    db.prepare(/* sql */ `SELECT f.reason, CASE WHEN f.reason = 'album_gone' THEN p.album_id END AS album_id,
      CASE WHEN f.reason = 'album_gone' THEN a.title END AS album_title, count(*) AS photos
    FROM files f LEFT JOIN placements p ON p.id = f.placement_id LEFT JOIN albums a ON a.id = p.album_id
    WHERE f.shown = 'needs_you' AND f.reason IS NOT NULL GROUP BY 1, 2 ORDER BY photos DESC`);
  const ofGroup = db.prepare(`SELECT ${rowColumns} ${rowJoins}
    WHERE f.shown = 'needs_you' AND f.reason = @reason AND (@album IS NULL OR p.album_id = @album) ORDER BY f.sort_ms DESC, f.id DESC LIMIT @limit`);
  const idsOfGroup = db.prepare(`SELECT f.id FROM files f LEFT JOIN placements p ON p.id = f.placement_id
    WHERE f.shown = 'needs_you' AND f.reason = @reason AND (@album IS NULL OR p.album_id = @album) ORDER BY f.id`);
  // An album and an hour make a moment: what came up together is shown together.
  const moments =
    db.prepare(/* sql */ `SELECT album_id, done_at_ms / 3600000 AS hour, max(done_at_ms) AS at, count(*) AS photos
    FROM (SELECT album_id, done_at_ms FROM placements WHERE done_at_ms IS NOT NULL ORDER BY done_at_ms DESC LIMIT 5000)
    GROUP BY album_id, hour ORDER BY at DESC LIMIT ?`);
  const ofMoment =
    db.prepare(`SELECT ${rowColumns} FROM placements p JOIN files f ON f.id = p.file_id JOIN folders d ON d.id = f.folder_id
    JOIN photos h ON h.id = p.photo_id
    WHERE p.done_at_ms >= @from AND p.done_at_ms < @to AND p.album_id = @album ORDER BY p.done_at_ms DESC LIMIT @limit`);
  const one = db.prepare(`SELECT ${rowColumns} ${rowJoins} WHERE f.id = ?`);
  const newest = db.prepare(/* sql */ `SELECT h.sha256 FROM files f JOIN photos h ON h.id = f.photo_id
    WHERE f.folder_id = ? AND h.has_thumbnail = 1 ORDER BY f.sort_ms DESC, f.id DESC LIMIT 3`);
  const albumsOfFolder = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM albums WHERE folder_id = ?');
  const photosOfAlbum = db.prepare<[number], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE album_id = ? AND state = 'done'`,
  );
  const lastDone = db.prepare<[], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL',
  );
  const held = db.prepare<[], { id: number }>(`SELECT p.id FROM placements p WHERE p.state = 'held'`);
  const plannedCounts = db.prepare(`SELECT shown, sum(files) AS files, sum(bytes) AS bytes FROM counts
    WHERE folder_id IN (SELECT value FROM json_each(?)) GROUP BY shown`);
  const plannedHeld =
    db.prepare(`SELECT reason, count(*) AS photos FROM files WHERE shown = 'needs_you' AND reason IS NOT NULL
    AND folder_id IN (SELECT value FROM json_each(?)) GROUP BY reason ORDER BY photos DESC`);
  const plannedGps = db.prepare<
    [string],
    { n: number }
  >(`SELECT count(*) AS n FROM placements p JOIN photos h ON h.id = p.photo_id
    WHERE p.state IN ('queued', 'review') AND h.has_gps = 1 AND p.folder_id IN (SELECT value FROM json_each(?))
    AND (p.mend_plan IS NULL OR json_extract(p.mend_plan, '$.removeGps') = 0)`);
  const undecidedOf = db.prepare(
    `SELECT id, photo_id FROM placements WHERE folder_id = ? AND state IN ('held', 'queued', 'review')`,
  );
  const heldForAlbum = db.prepare(
    `SELECT id FROM placements WHERE album_id = ? AND state = 'held' AND reason = 'album_gone'`,
  );
  const fileIdsOf = db.prepare('SELECT id FROM files WHERE folder_id = ?');
  const movingIn = db.prepare<[number], { n: number }>(`SELECT count(*) AS n FROM (SELECT 1 FROM placements
    WHERE folder_id = ? AND state IN ('queued', 'reserved', 'uploaded', 'committing') LIMIT 100001)`);
  const problemsOfFolder = db.prepare(
    `SELECT reason, count(*) AS photos FROM files WHERE folder_id = ? AND shown = 'needs_you' GROUP BY reason`,
  );
  const sentOf = db.prepare<
    [number],
    {
      mend_plan: string | null;
      sent_bytes: number | null;
      sent_width: number | null;
      sent_height: number | null;
      sent_format: string | null;
      assigned_id: string | null;
      last_error: string | null;
      attempts: number;
      changed_at_ms: number;
      album_id: number;
      state: string;
    }
  >(
    'SELECT mend_plan, sent_bytes, sent_width, sent_height, sent_format, assigned_id, last_error, attempts, changed_at_ms, album_id, state FROM placements WHERE id = ?',
  );
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

  function where(filter: PhotoFilter): { sql: string; values: Record<string, string | number> } {
    const parts: string[] = ['1 = 1'];
    const values: Record<string, string | number> = {};
    if (filter.shown !== null) {
      parts.push('f.shown = @shown');
      values['shown'] = filter.shown;
    }
    if (filter.folderId !== null) {
      parts.push('f.folder_id = @folder');
      values['folder'] = filter.folderId;
    }
    const words = searchKey(filter.search.trim())
      .split(/\s+/u)
      .filter((word) => word !== '');
    for (const [index, word] of words.slice(0, 8).entries()) {
      // A date as a person types it: 2026, 2026-07, 2026-07-12.
      const isDate = /^\d{4}(-\d{2}(-\d{2})?)?$/u.test(word);
      const date = isDate
        ? ` OR strftime('%Y-%m-%d', f.sort_ms / 1000, 'unixepoch', 'localtime') LIKE @date${index}`
        : '';
      parts.push(
        `(instr(f.search_key, @word${index}) > 0 OR instr(@titles${index}, '/' || f.folder_id || '/') > 0${date})`,
      );
      values[`word${index}`] = word;
      values[`titles${index}`] = foldersNamed(word);
      if (isDate) values[`date${index}`] = `${word}%`;
    }
    return { sql: parts.join(' AND '), values };
  }

  const titles = db.prepare<[], { id: number; title: string }>('SELECT id, title FROM folders');
  /** «/3/7/» of the folders whose title holds the word: SQLite's own lower() knows only ASCII. */
  function foldersNamed(word: string): string {
    const ids = titles.all().filter(({ title }) => searchKey(title).includes(word));
    return `/${ids.map(({ id }) => id).join('/')}/`;
  }

  return {
    page(
      filter: PhotoFilter,
      after: PhotoCursor | null,
      limit: number,
    ): { rows: PhotoRow[]; next: PhotoCursor | null } {
      const { sql, values } = where(filter);
      const key = after === null ? '' : 'AND (f.sort_ms, f.id) < (@sort, @id)';
      const rows = statement(
        `SELECT ${rowColumns} ${rowJoins} WHERE ${sql} ${key} ORDER BY f.sort_ms DESC, f.id DESC LIMIT @limit`,
      )
        .all({ ...values, ...(after === null ? {} : { sort: after.sortMs, id: after.fileId }), limit: limit + 1 })
        .map(toPhotoRow);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        rows: shown,
        next: rows.length > limit && last !== undefined ? { sortMs: last.sortMs, fileId: last.fileId } : null,
      };
    },
    days(filter: PhotoFilter): { day: string; photos: number; done: number }[] {
      const { sql, values } = where(filter);
      return statement(/* sql */ `SELECT strftime('%Y-%m-%d', f.sort_ms / 1000, 'unixepoch', 'localtime') AS day, count(*) AS photos,
          sum(f.shown = 'done') AS done FROM files f WHERE ${sql} GROUP BY day ORDER BY day DESC`)
        .all(values)
        .map((raw) => dayRow.parse(raw));
    },
    row(fileId: number): PhotoRow | null {
      const raw = one.get(fileId);
      return raw === undefined ? null : toPhotoRow(raw);
    },
    /** By folder, and all together under 0. */
    counts(): { byFolder: Map<number, ShownCounts>; all: ShownCounts; waitingBytes: number } {
      const byFolder = new Map<number, ShownCounts>();
      const all = noCounts();
      let waitingBytes = 0;
      for (const raw of counts.all()) {
        const one_ = countRow.parse(raw);
        const folder = byFolder.get(one_.folder_id) ?? noCounts();
        byFolder.set(one_.folder_id, folder);
        for (const sum of [folder, all]) {
          sum[one_.shown] += one_.files;
          sum.all += one_.files;
        }
        if (one_.shown === 'waiting') waitingBytes += one_.bytes;
      }
      return { byFolder, all, waitingBytes };
    },
    problems(): {
      reason: ProblemReason;
      albumId: number | null;
      albumTitle: string | null;
      photos: number;
      rows: PhotoRow[];
    }[] {
      return groups.all().map((raw) => {
        const group = groupRow.parse(raw);
        const rows = ofGroup.all({ reason: group.reason, album: group.album_id, limit: 8 }).map(toPhotoRow);
        return {
          reason: group.reason,
          albumId: group.album_id,
          albumTitle: group.album_title,
          photos: group.photos,
          rows,
        };
      });
    },
    problemsOfFolder: (folderId: number): { reason: ProblemReason | null; photos: number }[] =>
      problemsOfFolder.all(folderId).map((raw) => folderProblemRow.parse(raw)),
    idsOfProblem: (reason: ProblemReason, albumId: number | null): number[] =>
      (idsOfGroup.all({ reason, album: albumId }) as { id: number }[]).map(({ id }) => id),
    moments(limit: number): { albumId: number; atMs: number; photos: number; rows: PhotoRow[] }[] {
      return moments.all(limit).map((raw) => {
        const moment = momentRow.parse(raw);
        const from = moment.hour * 3_600_000;
        const rows = ofMoment.all({ from, to: from + 3_600_000, album: moment.album_id, limit: 8 }).map(toPhotoRow);
        return { albumId: moment.album_id, atMs: moment.at, photos: moment.photos, rows };
      });
    },
    thumbnailsOf: (folderId: number): string[] =>
      (newest.all(folderId) as { sha256: string }[]).map(({ sha256 }) => sha256),
    albumsOfFolder: (folderId: number): number => albumsOfFolder.get(folderId)?.n ?? 0,
    photosOfAlbum: (albumId: number): number => photosOfAlbum.get(albumId)?.n ?? 0,
    lastDoneMs: (): number | null => lastDone.get()?.at ?? null,
    /** What will happen with these folders. `bytesPerSecond`: the speed last measured. */
    plan(folderIds: readonly number[], bytesPerSecond: number | null): Plan {
      const ids = JSON.stringify(folderIds);
      const sum = { checking: 0, review: 0, waiting: 0, done: 0, needs_you: 0, skipped: 0, duplicate: 0 };
      let bytes = 0;
      for (const raw of plannedCounts.all(ids)) {
        const one_ = plannedRow.parse(raw);
        sum[one_.shown] += one_.files;
        if (one_.shown === 'waiting' || one_.shown === 'review') bytes += one_.bytes;
      }
      return {
        checking: sum.checking,
        toSend: { photos: sum.waiting + sum.review, bytes },
        seconds: bytesPerSecond === null || bytesPerSecond <= 0 ? null : Math.ceil(bytes / bytesPerSecond),
        alreadyThere: sum.done,
        duplicates: sum.duplicate,
        skipped: sum.skipped,
        held: plannedHeld.all(ids).map((raw) => heldRow.parse(raw)),
        withGps: plannedGps.get(ids)?.n ?? 0,
      };
    },
    /** Placements that precheck may still decide about. */
    undecidedOf: (folderId: number): { placementId: number; photoId: number }[] =>
      (undecidedOf.all(folderId) as { id: number; photo_id: number }[]).map((row) => ({
        placementId: row.id,
        photoId: row.photo_id,
      })),
    heldForAlbum: (albumId: number): number[] => (heldForAlbum.all(albumId) as { id: number }[]).map(({ id }) => id),
    fileIdsOf: (folderId: number): number[] => (fileIdsOf.all(folderId) as { id: number }[]).map(({ id }) => id),
    /** Placements that still move or could move, in one folder. */
    movingIn: (folderId: number): number => movingIn.get(folderId)?.n ?? 0,
    placement: (placementId: number) => sentOf.get(placementId) ?? null,
    heldPlacements: (): number[] => held.all().map(({ id }) => id),
  };
}
export type Lists = ReturnType<typeof openLists>;
