// Files: a path below a folder, what was last seen there, and where it stands on its way to becoming a photo.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { isByteName } from '../../../shared/byte-names.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { FileStat } from '../disk/file-stat.ts';
import { dayOf } from './day.ts';
import { searchKey } from './search-key.ts';
import { versionColumns } from './versions.ts';

/** Hard links are one file under many names, asked about once for each: without a bound the work would grow with the square of them. */
const linksLookedAt = 16;

export const fileStates = ['seen', 'settled', 'placed', 'duplicate', 'skipped', 'held', 'missing'] as const;
export type FileState = (typeof fileStates)[number];

const row = z.object({
  id: z.bigint(),
  folder_id: z.bigint(),
  path: z.string(),
  size_bytes: z.bigint(),
  mtime_ns: z.bigint(),
  inode: z.bigint(),
  ctime_ns: z.bigint(),
  birth_ns: z.bigint(),
  first_seen_ms: z.bigint(),
  state: z.enum(fileStates),
  photo_id: z.bigint().nullable(),
  placement_id: z.bigint().nullable(),
  attempts: z.bigint(),
  changed_at_ms: z.bigint(),
  reason: z.string().nullable(),
});

export interface FileRow extends FileStat {
  fileId: number;
  folderId: number;
  /** Relative with '/', or absolute in the folder of dropped photos. */
  path: string;
  state: FileState;
  reason: string | null;
  photoId: number | null;
  placementId: number | null;
  attempts: number;
  changedAtMs: number;
  /** Since when these bytes are here. 0: since its folder was looked through for the first time (or it is not known). */
  firstSeenMs: number;
}

/** For SQLite any blob comes after every text, also after U+10FFFF. */
const afterAllPaths = Buffer.alloc(0);
const partRows = 1_000;

export function openFiles(db: Database, now: () => number) {
  const at = db.prepare<[number, string]>('SELECT * FROM files WHERE folder_id = ? AND path = ?').safeIntegers();
  const one = db.prepare<[number]>('SELECT * FROM files WHERE id = ?').safeIntegers();
  const alike = db
    .prepare<[number, string]>('SELECT * FROM files WHERE folder_id = ? AND search_key = ? LIMIT 10')
    .safeIntegers();
  const insert =
    db.prepare(/* sql */ `INSERT INTO files (folder_id, path, search_key, size_bytes, mtime_ns, inode, ctime_ns, birth_ns,
      state, shown, sort_ms, day, changed_at_ms, first_seen_ms, version_key, version)
    VALUES (@folder, @path, @key, @size, @mtime, @inode, @ctime, @birth, @state, 'checking', @sort, @day, @now,
      coalesce((SELECT @seen FROM folders WHERE id = @folder AND last_scan_ms IS NOT NULL), 0), @versionKey, @version)`);
  // What waits for a person's decision keeps waiting for it, and says why, until inspection has spoken again.
  const recordStat = db.prepare(/* sql */ `UPDATE files SET size_bytes = @size, mtime_ns = @mtime, inode = @inode,
    ctime_ns = @ctime, birth_ns = @birth, state = @state,
    reason = CASE WHEN shown = 'needs_you' THEN reason END,
    shown = CASE WHEN placement_id IS NULL AND shown <> 'needs_you' THEN 'checking' ELSE shown END, retry_at_ms = @retry, attempts = @attempts, changed_at_ms = @now WHERE id = @id`);
  const waits = db.prepare('UPDATE files SET retry_at_ms = ? WHERE id = ?');
  const sameInode = db
    .prepare<[bigint, number, bigint]>(
      `SELECT * FROM files WHERE inode = ? AND size_bytes = ? AND mtime_ns = ? LIMIT ${linksLookedAt}`,
    )
    .safeIntegers();
  const holding = db
    .prepare<[string, number]>(
      /* sql */ `SELECT f.* FROM photos h JOIN placements p ON p.photo_id = h.id JOIN files f ON f.placement_id = p.id
      WHERE h.sha256 = ? AND f.photo_id = h.id AND f.id <> ? AND f.state IN ('placed', 'duplicate', 'missing') LIMIT ${linksLookedAt}`,
    )
    .safeIntegers();
  const moved = db.prepare(
    'UPDATE files SET folder_id = ?, path = ?, search_key = ?, changed_at_ms = ?, version_key = ?, version = ? WHERE id = ?',
  );
  // Asked for every file of every scan. Two files that were written within one tick of the disk's clock have one ctime, so the number counts, too.
  const sameCtime = db
    .prepare<[number, string, number, bigint, bigint, bigint, bigint], number>(
      /* sql */ `SELECT id FROM files WHERE folder_id = ? AND path = ? AND size_bytes = ? AND mtime_ns = ? AND ctime_ns = ? AND (inode IN (?, 0) OR ? = 0)
        AND state <> 'missing'`,
    )
    .pluck();
  const sameWithoutCtime = db
    .prepare<[number, string, number, bigint, bigint, bigint], number>(
      /* sql */ `SELECT id FROM files WHERE folder_id = ? AND path = ? AND size_bytes = ? AND mtime_ns = ? AND (inode IN (?, 0) OR ? = 0)
        AND state <> 'missing'`,
    )
    .pluck();
  const stamped = db.prepare(
    'UPDATE files SET inode = @inode, ctime_ns = @ctime, birth_ns = @birth WHERE id = @id AND size_bytes = @size AND mtime_ns = @mtime',
  );
  const part = db.prepare<[number, string, string | Buffer, number], { id: number; path: string; state: FileState }>(
    'SELECT id, path, state FROM files WHERE folder_id = ? AND path > ? AND path < ? ORDER BY path LIMIT ?',
  );
  const sample = db
    .prepare<[number, number, number]>(
      `SELECT * FROM files INDEXED BY files_of_folder WHERE folder_id = ? AND id % ? = 0 AND state <> 'missing' LIMIT ?`,
    )
    .safeIntegers();
  const known = db.prepare<[number], { n: number }>(
    'SELECT coalesce(sum(files), 0) AS n FROM counts WHERE folder_id = ?',
  );
  const times = db.prepare<[number, number], { id: number; sort_ms: number }>(
    'SELECT id, sort_ms FROM files WHERE id > ? ORDER BY id LIMIT ?',
  );
  const dated = db.prepare('UPDATE files SET day = ? WHERE id = ? AND day <> ?');
  const isAny = db.prepare<[number]>(`SELECT 1 FROM files WHERE folder_id = ? AND state <> 'missing' LIMIT 1`);
  const waiting = db
    .prepare<{ state: string; folder: number; now: number; limit: number }[]>(
      /* sql */ `SELECT * FROM (SELECT * FROM files INDEXED BY files_work WHERE state = @state AND state IN ('seen', 'settled')
          AND folder_id = @folder AND retry_at_ms IS NULL ORDER BY id LIMIT @limit)
        UNION ALL SELECT * FROM (SELECT * FROM files INDEXED BY files_work WHERE state = @state AND state IN ('seen', 'settled')
          AND folder_id = @folder AND retry_at_ms <= @now ORDER BY retry_at_ms, id LIMIT @limit)
        LIMIT @limit`,
    )
    .safeIntegers();
  const set = db.prepare(
    /* sql */ `UPDATE files SET state = @state, reason = @reason, shown = @shown, attempts = @attempts, retry_at_ms = @retry, changed_at_ms = @now WHERE id = @id`,
  );
  const place =
    db.prepare(/* sql */ `UPDATE files SET state = @state, reason = @reason, shown = @shown, photo_id = @photo, placement_id = @placement,
    sort_ms = @sort, day = @day, attempts = 0, retry_at_ms = NULL, changed_at_ms = @now WHERE id = @id`);
  const copies = db
    .prepare<[number]>(`SELECT * FROM files WHERE placement_id = ? AND state IN ('placed', 'duplicate') ORDER BY id`)
    .safeIntegers();
  const bytesCame = db.prepare('UPDATE files SET first_seen_ms = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM files WHERE id = ?');
  const open = db.prepare<[string], { n: number }>(/* sql */ `SELECT EXISTS (SELECT 1 FROM folders d
    WHERE d.paused = 0 AND d.removed_at_ms IS NULL AND d.health NOT IN ('absent', 'unreadable')
      AND EXISTS (SELECT 1 FROM files f WHERE f.folder_id = d.id AND f.state IN ('seen', 'settled')
        AND f.id NOT IN (SELECT value FROM json_each(?)))) AS n`);
  const dropWaits = db.prepare(
    `UPDATE files SET retry_at_ms = NULL WHERE retry_at_ms > ? AND state IN ('seen', 'settled')`,
  );
  const soonest = db.prepare<[number], { at: number | null }>(
    `SELECT min(retry_at_ms) AS at FROM files INDEXED BY files_retry WHERE retry_at_ms IS NOT NULL AND retry_at_ms > ? AND state IN ('seen', 'settled')`,
  );

  return {
    at(folderId: number, path: string): FileRow | null {
      const raw = at.get(folderId, path);
      return raw === undefined ? null : toFile(raw);
    },
    /** Only one whose path is no UTF-8 and is shown like this; of several none. Goes through all rows of the folder. */
    shownAs(folderId: number, shown: string): FileRow | null {
      const found = alike
        .all(folderId, searchKey(shown))
        .map(toFile)
        .filter(({ path }) => isByteName(path) && readable(path) === shown);
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    get(id: number): FileRow | null {
      const raw = one.get(id);
      return raw === undefined ? null : toFile(raw);
    },
    /** A path never seen before. `settled`: already still for long enough. `seenMs`: when the look began that found it. */
    add(folderId: number, path: string, fileStat: FileStat, settled: boolean, seenMs = now()): number {
      const sort = Number(fileStat.mtimeNs / 1_000_000n);
      const { lastInsertRowid } = insert.run({
        folder: folderId,
        path,
        key: searchKey(path),
        size: fileStat.sizeBytes,
        mtime: fileStat.mtimeNs,
        inode: fileStat.inode,
        ctime: fileStat.ctimeNs,
        birth: fileStat.birthNs,
        state: settled ? 'settled' : 'seen',
        sort,
        day: dayOf(sort),
        now: now(),
        seen: seenMs,
        ...versionColumns(path),
      });
      return Number(lastInsertRowid);
    },
    /** Seen again, differently, or to be inspected again. A placement it has stays until inspection has spoken. */
    recordStat(
      id: number,
      fileStat: FileStat,
      state: 'seen' | 'settled',
      retryAtMs: number | null = null,
      attempts = 0,
    ): void {
      recordStat.run({
        id,
        size: fileStat.sizeBytes,
        mtime: fileStat.mtimeNs,
        inode: fileStat.inode,
        ctime: fileStat.ctimeNs,
        birth: fileStat.birthNs,
        state,
        retry: retryAtMs,
        attempts,
        now: now(),
      });
    },
    /** Unchanged, and to be looked at again then. */
    waits(id: number, untilMs: number): void {
      waits.run(untilMs, id);
    },
    /** Some other files that hold, or held until they went, just these bytes. */
    holding: (sha256: string, exceptFileId: number): FileRow[] => holding.all(sha256, exceptFileId).map(toFile),
    /** Some files that may be this one under its former path. Whoever asks makes sure that the former path is gone, and that it is the same file. */
    withInode: (fileStat: FileStat): FileRow[] =>
      sameInode.all(fileStat.inode, fileStat.sizeBytes, fileStat.mtimeNs).map(toFile),
    moved(id: number, folderId: number, path: string): void {
      const { versionKey, version } = versionColumns(path);
      moved.run(folderId, path, searchKey(path), now(), versionKey, version, id);
    },
    /** The file that lies at this path and is exactly as it was last seen; null: something is new. 0 as a number of a file says nothing. */
    unchanged(folderId: number, path: string, { sizeBytes, mtimeNs, inode, ctimeNs }: FileStat): number | null {
      const found =
        ctimeNs === 0n
          ? sameWithoutCtime.get(folderId, path, sizeBytes, mtimeNs, inode, inode)
          : sameCtime.get(folderId, path, sizeBytes, mtimeNs, ctimeNs, inode, inode);
      return found ?? null;
    },
    /** The bytes are the known ones, with these stamps. Nobody is told, because nothing has happened to the photo. */
    stamped(id: number, fileStat: FileStat): void {
      stamped.run({
        id,
        size: fileStat.sizeBytes,
        mtime: fileStat.mtimeNs,
        inode: fileStat.inode,
        ctime: fileStat.ctimeNs,
        birth: fileStat.birthNs,
      });
    },
    /** Some files of a folder, from all over it. */
    sample(folderId: number, limit: number): FileRow[] {
      const step = Math.max(1, Math.floor((known.get(folderId)?.n ?? 0) / limit));
      const spread = sample.all(folderId, step, limit);
      return (spread.length > 0 ? spread : sample.all(folderId, 1, limit)).map(toFile);
    },
    /** Files at or below a relative path ('' is all), by path, drawn in parts: rows may go while the caller goes through them. */
    *under(folderId: number, path: string): Generator<{ fileId: number; path: string }> {
      const exact = path === '' ? undefined : at.get(folderId, path);
      if (exact !== undefined) {
        const { fileId, state } = toFile(exact);
        if (state !== 'missing') yield { fileId, path };
      }
      const end = path === '' ? afterAllPaths : `${path}0`; // '0' follows '/'
      for (let from = path === '' ? '' : `${path}/`; ;) {
        const rows = part.all(folderId, from, end, partRows);
        for (const row of rows) if (row.state !== 'missing') yield { fileId: row.id, path: row.path };
        const last = rows.at(-1);
        if (last === undefined || rows.length < partRows) return;
        from = last.path;
      }
    },
    /** Every file of a folder, the missing ones, too; drawn in parts like `under`. */
    *all(folderId: number): Generator<number> {
      for (let from = ''; ;) {
        const rows = part.all(folderId, from, afterAllPaths, partRows);
        for (const row of rows) yield row.id;
        const last = rows.at(-1);
        if (last === undefined || rows.length < partRows) return;
        from = last.path;
      }
    },
    /** The time of every file, for dating it again in another time zone. */
    *dates(): Generator<{ fileId: number; sortMs: number }> {
      for (let from = 0; ;) {
        const rows = times.all(from, partRows);
        for (const row of rows) yield { fileId: row.id, sortMs: row.sort_ms };
        const last = rows.at(-1);
        if (last === undefined) return;
        from = last.id;
      }
    },
    date(id: number, sortMs: number): void {
      const day = dayOf(sortMs);
      dated.run(day, id, day);
    },
    isAnyKnown: (folderId: number): boolean => isAny.get(folderId) !== undefined,
    due(state: 'seen' | 'settled', folderId: number, limit: number): FileRow[] {
      return waiting.all({ state, folder: folderId, now: now(), limit }).map(toFile);
    },
    set(
      id: number,
      state: FileState,
      shown: ShownState,
      reason: Reason | null,
      retry: { atMs: number; attempts: number } | null = null,
    ): void {
      set.run({ id, state, reason, shown, attempts: retry?.attempts ?? 0, retry: retry?.atMs ?? null, now: now() });
    },
    place(
      id: number,
      as: {
        state: 'placed' | 'duplicate';
        shown: ShownState;
        reason: Reason | null;
        photoId: number;
        placementId: number;
        sortMs: number;
      },
    ): void {
      place.run({
        id,
        state: as.state,
        reason: as.reason,
        shown: as.shown,
        photo: as.photoId,
        placement: as.placementId,
        sort: as.sortMs,
        day: dayOf(as.sortMs),
        now: now(),
      });
    },
    /** Other bytes lie at its path since then. */
    bytesCame(id: number, atMs: number): void {
      bytesCame.run(atMs, id);
    },
    /** Files that hold the photo of this placement now. */
    copiesOf: (placementId: number): FileRow[] => copies.all(placementId).map(toFile),
    remove(id: number): void {
      remove.run(id);
    },
    /** Whether files are still on their way to a verdict, in folders that can be read. `stuck`: those that will not get one by themselves. */
    isChecking: (stuck: readonly number[] = []): boolean => open.get(JSON.stringify(stuck))?.n === 1,
    /** Only of those that wait beyond this moment. */
    soonestRetry: (afterMs: number): number | null => soonest.get(afterMs)?.at ?? null,
    /** Times beyond this moment cannot be ours: the clock was set back. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
  };
}
export type Files = ReturnType<typeof openFiles>;

function toFile(raw: unknown): FileRow {
  const r = row.parse(raw);
  return {
    fileId: Number(r.id),
    folderId: Number(r.folder_id),
    path: r.path,
    sizeBytes: Number(r.size_bytes),
    mtimeNs: r.mtime_ns,
    inode: r.inode,
    ctimeNs: r.ctime_ns,
    birthNs: r.birth_ns,
    firstSeenMs: Number(r.first_seen_ms),
    state: r.state,
    reason: r.reason,
    photoId: r.photo_id === null ? null : Number(r.photo_id),
    placementId: r.placement_id === null ? null : Number(r.placement_id),
    attempts: Number(r.attempts),
    changedAtMs: Number(r.changed_at_ms),
  };
}
