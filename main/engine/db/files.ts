// The table of files: a path below a folder, what was last seen there, and where it stands on its way to becoming a
// photo.
import type { Database } from 'better-sqlite3';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { FileStat } from '../disk/file-stat.ts';
import { dayOf } from './sql-queries/day.ts';
import type { FileState } from './file-row.ts';
import type { LibraryQueries } from './sql-queries/library-queries.ts';
import { searchKey } from './sql-queries/search-key.ts';
import { versionColumns } from './verdicts/versions.ts';

export function openFiles(db: Database, queries: LibraryQueries['files'], now: () => number) {
  return { ...queries, ...openFileStats(db, now), ...openFileStates(db, now) };
}
export type FileTable = ReturnType<typeof openFiles>;

/** Writes what the disk says of a file. */
function openFileStats(db: Database, now: () => number) {
  const insert =
    db.prepare(/* sql */ `INSERT INTO files (folder_id, path, search_key, size_bytes, mtime_ns, inode, ctime_ns,
      birth_ns,
      state, shown, sort_ms, day, changed_at_ms, first_seen_ms, version_key, version)
    VALUES (@folder, @path, @key, @size, @mtime, @inode, @ctime, @birth, @state, 'checking', @sort, @day, @now,
      coalesce((SELECT @seen FROM folders WHERE id = @folder AND last_scan_ms IS NOT NULL), 0), @versionKey,
        @version)`);
  // What waits for the person keeps waiting, with its reason, until it is inspected again.
  const recordStat = db.prepare(/* sql */ `UPDATE files SET size_bytes = @size, mtime_ns = @mtime, inode = @inode,
    ctime_ns = @ctime, birth_ns = @birth, state = @state,
    reason = CASE WHEN shown = 'needs_you' THEN reason END,
    shown = CASE WHEN placement_id IS NULL AND shown <> 'needs_you' THEN 'checking' ELSE shown END,
      retry_at_ms = @retry, attempts = @attempts, changed_at_ms = @now WHERE id = @id`);
  const waitUntil = db.prepare('UPDATE files SET retry_at_ms = ? WHERE id = ?');
  const move = db.prepare(
    `UPDATE files SET folder_id = ?, path = ?, search_key = ?, changed_at_ms = ?, version_key = ?, version = ?
      WHERE id = ?`,
  );
  const stamps = db.prepare(
    `UPDATE files SET inode = @inode, ctime_ns = @ctime, birth_ns = @birth WHERE id = @id AND size_bytes = @size
      AND mtime_ns = @mtime`,
  );
  const firstSeen = db.prepare('UPDATE files SET first_seen_ms = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM files WHERE id = ?');

  return {
    /**
     * A new path; answers its id. `settled`: unchanged for long enough. `seenMs`: when the scan that found it began.
     */
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
    /** The file has changed, or is to be inspected again. Its placement stays until it is inspected. */
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
    /** Unchanged; to be checked again at `untilMs`. */
    waitUntil(id: number, untilMs: number): void {
      waitUntil.run(untilMs, id);
    },
    move(id: number, folderId: number, path: string): void {
      const { versionKey, version } = versionColumns(path);
      move.run(folderId, path, searchKey(path), now(), versionKey, version, id);
    },
    /** The bytes are the known ones, with these stamps: nothing has happened to the photo, so nothing is journalled. */
    recordStamps(id: number, fileStat: FileStat): void {
      stamps.run({
        id,
        size: fileStat.sizeBytes,
        mtime: fileStat.mtimeNs,
        inode: fileStat.inode,
        ctime: fileStat.ctimeNs,
        birth: fileStat.birthNs,
      });
    },
    /** Other bytes are at its path since `atMs`. */
    setFirstSeen(id: number, atMs: number): void {
      firstSeen.run(atMs, id);
    },
    remove(id: number): void {
      remove.run(id);
    },
  };
}

/** Writes where a file stands, and how it is dated. */
function openFileStates(db: Database, now: () => number) {
  const set =
    db.prepare(/* sql */ `UPDATE files SET state = @state, reason = @reason, shown = @shown, attempts = @attempts,
      retry_at_ms = @retry, changed_at_ms = @now WHERE id = @id`);
  const setPlacement =
    db.prepare(/* sql */ `UPDATE files SET state = @state, reason = @reason, shown = @shown, photo_id = @photo,
      placement_id = @placement,
    sort_ms = @sort, day = @day, attempts = 0, retry_at_ms = NULL, changed_at_ms = @now WHERE id = @id`);
  const dated = db.prepare('UPDATE files SET day = ? WHERE id = ? AND day <> ?');
  const dropWaits = db.prepare(
    `UPDATE files SET retry_at_ms = NULL WHERE retry_at_ms > ? AND state IN ('seen', 'settled')`,
  );

  return {
    set(
      id: number,
      state: FileState,
      shown: ShownState,
      reason: Reason | null,
      retry: { atMs: number; attempts: number } | null = null,
    ): void {
      set.run({ id, state, reason, shown, attempts: retry?.attempts ?? 0, retry: retry?.atMs ?? null, now: now() });
    },
    /** Ties the file to its photo and placement. */
    setPlacement(
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
      setPlacement.run({
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
    /** Computes its local day anew. */
    setDay(id: number, sortMs: number): void {
      const day = dayOf(sortMs);
      dated.run(day, id, day);
    },
    /** Drops waits that end later than this: they were written before the clock was set back. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
  };
}
