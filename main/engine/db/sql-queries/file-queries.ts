// Finds files: by path, by identity, by content, and those that a step may take. Read-only.
import type { Database } from 'better-sqlite3';
import { isByteName } from '../../../../shared/byte-names.ts';
import { readable } from '../../../../shared/readable-names.ts';
import type { FileStat } from '../../disk/file-stat.ts';
import { openFileBatches } from '../sql-queries/file-batches.ts';
import { toFile, type FileRow } from '../file-row.ts';
import { searchKey } from './search-key.ts';

/**
 * Hard links are one file under many names, and each name is compared with the others: without a bound the work grows
 * with their square.
 */
const linksAtMost = 16;

export function openFileQueries(db: Database, now: () => number) {
  const finders = openFinders(db);
  return { ...finders, ...openDueFiles(db, now), ...openFileBatches(db, finders.at) };
}

function openFinders(db: Database) {
  const at = db.prepare<[number, string]>('SELECT * FROM files WHERE folder_id = ? AND path = ?').safeIntegers();
  const one = db.prepare<[number]>('SELECT * FROM files WHERE id = ?').safeIntegers();
  const sameSearchKey = db
    .prepare<[number, string]>('SELECT * FROM files WHERE folder_id = ? AND search_key = ? LIMIT 10')
    .safeIntegers();
  const sameInode = db
    .prepare<[bigint, number, bigint]>(
      `SELECT * FROM files WHERE inode = ? AND size_bytes = ? AND mtime_ns = ? LIMIT ${linksAtMost}`,
    )
    .safeIntegers();
  const holding = db
    .prepare<[string, number]>(
      /* sql */ `SELECT f.* FROM photos h JOIN placements p ON p.photo_id = h.id JOIN files f ON f.placement_id = p.id
      WHERE h.sha256 = ? AND f.photo_id = h.id AND f.id <> ? AND f.state IN ('placed', 'duplicate', 'missing')
        LIMIT ${linksAtMost}`,
    )
    .safeIntegers();
  // Run for every file of every scan. Two files written within one tick of the disk's clock share a ctime, so the inode
  // counts, too.
  const sameCtime = db
    .prepare<[number, string, number, bigint, bigint, bigint, bigint], number>(
      /* sql */ `SELECT id FROM files WHERE folder_id = ? AND path = ? AND size_bytes = ? AND mtime_ns = ?
        AND ctime_ns = ? AND (inode IN (?, 0) OR ? = 0)
        AND state <> 'missing'`,
    )
    .pluck();
  const sameWithoutCtime = db
    .prepare<[number, string, number, bigint, bigint, bigint], number>(
      /* sql */ `SELECT id FROM files WHERE folder_id = ? AND path = ? AND size_bytes = ? AND mtime_ns = ?
        AND (inode IN (?, 0) OR ? = 0)
        AND state <> 'missing'`,
    )
    .pluck();
  const copies = db
    .prepare<[number]>(`SELECT * FROM files WHERE placement_id = ? AND state IN ('placed', 'duplicate') ORDER BY id`)
    .safeIntegers();

  return {
    at(folderId: number, path: string): FileRow | null {
      const raw = at.get(folderId, path);
      return raw === undefined ? null : toFile(raw);
    },
    /**
     * The only file whose path is not UTF-8 and is shown like this; null also when there are several. Reads all rows of
     * the folder.
     */
    shownAs(folderId: number, shown: string): FileRow | null {
      const found = sameSearchKey
        .all(folderId, searchKey(shown))
        .map(toFile)
        .filter(({ path }) => isByteName(path) && readable(path) === shown);
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    get(id: number): FileRow | null {
      const raw = one.get(id);
      return raw === undefined ? null : toFile(raw);
    },
    /** Id of the file at this path if it is exactly as last seen. An inode of 0 says nothing. */
    unchanged(folderId: number, path: string, { sizeBytes, mtimeNs, inode, ctimeNs }: FileStat): number | null {
      const found =
        ctimeNs === 0n
          ? sameWithoutCtime.get(folderId, path, sizeBytes, mtimeNs, inode, inode)
          : sameCtime.get(folderId, path, sizeBytes, mtimeNs, ctimeNs, inode, inode);
      return found ?? null;
    },
    /**
     * Files that may be this one under its former path, a limited number. The caller checks that the former path is
     * gone and the file is the same.
     */
    withInode: (fileStat: FileStat): FileRow[] =>
      sameInode.all(fileStat.inode, fileStat.sizeBytes, fileStat.mtimeNs).map(toFile),
    /** Other files that hold these bytes, or held them until they went missing; a limited number. */
    holding: (sha256: string, exceptFileId: number): FileRow[] => holding.all(sha256, exceptFileId).map(toFile),
    /** Files that hold the photo of this placement now. */
    copiesOf: (placementId: number): FileRow[] => copies.all(placementId).map(toFile),
  };
}

function openDueFiles(db: Database, now: () => number) {
  const waiting = db
    .prepare<{ state: string; folder: number; now: number; limit: number }[]>(
      /* sql */ `SELECT * FROM (SELECT * FROM files INDEXED BY files_work WHERE state = @state
        AND state IN ('seen', 'settled')
          AND folder_id = @folder AND retry_at_ms IS NULL ORDER BY id LIMIT @limit)
        UNION ALL SELECT * FROM (SELECT * FROM files INDEXED BY files_work WHERE state = @state
        AND state IN ('seen', 'settled')
          AND folder_id = @folder AND retry_at_ms <= @now ORDER BY retry_at_ms, id LIMIT @limit)
        LIMIT @limit`,
    )
    .safeIntegers();
  const isWaiting = db.prepare<[string], { n: number }>(/* sql */ `SELECT EXISTS (SELECT 1 FROM folders d
    WHERE d.paused = 0 AND d.removed_at_ms IS NULL AND d.health NOT IN ('absent', 'unreadable')
      AND EXISTS (SELECT 1 FROM files f WHERE f.folder_id = d.id AND f.state IN ('seen', 'settled')
        AND f.id NOT IN (SELECT value FROM json_each(?)))) AS n`);
  const soonest = db.prepare<[number], { at: number | null }>(
    `SELECT min(retry_at_ms) AS at FROM files INDEXED BY files_retry WHERE retry_at_ms IS NOT NULL AND retry_at_ms > ?
      AND state IN ('seen', 'settled')`,
  );
  const isAny = db.prepare<[number]>(`SELECT 1 FROM files WHERE folder_id = ? AND state <> 'missing' LIMIT 1`);

  return {
    /** Files of one folder that a step may take now, up to `limit`. */
    due(state: 'seen' | 'settled', folderId: number, limit: number): FileRow[] {
      return waiting.all({ state, folder: folderId, now: now(), limit }).map(toFile);
    },
    /**
     * Whether files of readable, running folders still wait to be settled or inspected. `stuck`: file ids that do not
     * count.
     */
    isChecking: (stuck: readonly number[] = []): boolean => isWaiting.get(JSON.stringify(stuck))?.n === 1,
    /** The earliest retry later than `afterMs`. */
    soonestRetry: (afterMs: number): number | null => soonest.get(afterMs)?.at ?? null,
    isAnyKnown: (folderId: number): boolean => isAny.get(folderId) !== undefined,
  };
}
