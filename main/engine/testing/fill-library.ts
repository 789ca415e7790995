// For measuring: fills a library with many rows, as an engine would, without the files. Plain SQL, because the engine's
// way takes minutes.
import type { Database } from 'better-sqlite3';
import { dayOf } from '../db/sql-queries/day.ts';

export interface Filling {
  folderId: number;
  albumId: number;
  files: number;
  /** Share of the files that wait; the rest are done, but for a few problems. */
  waiting: number;
  /** Milliseconds since 1970 of the newest photo; each is an hour older than the one before. */
  newestMs: number;
}

export function fillLibrary(db: Database, filling: Filling): void {
  const { folderId, albumId, files, waiting, newestMs } = filling;
  const photo =
    db.prepare(`INSERT INTO photos (sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
    VALUES (?, 3000000, 'jpeg', 4000, 3000, 1, ?, 'whole', 1, 0)`);
  const placement =
    db.prepare(`INSERT INTO placements (photo_id, album_id, folder_id, file_id, state, reason, priority, changed_at_ms, assigned_id, done_at_ms)
    VALUES (@photo, @album, @folder, NULL, @state, @reason, 10, 0, @assigned, @done)`);
  const file =
    db.prepare(`INSERT INTO files (folder_id, path, search_key, size_bytes, mtime_ns, inode, ctime_ns, birth_ns, state, reason, shown, sort_ms, day, photo_id, placement_id, changed_at_ms)
    VALUES (@folder, @path, @key, 3000000, @mtime, @inode, @mtime, @mtime, 'placed', @reason, @shown, @sort, @day, @photo, @placement, 0)`);
  const source = db.prepare('UPDATE placements SET file_id = ? WHERE id = ?');
  db.transaction(() => {
    for (let number = 0; number < files; number++) {
      const sha256 = `${folderId}-${number}`.padStart(64, '0');
      const sort = newestMs - number * 3_600_000;
      const state = number % 1000 === 7 ? 'held' : number < files * waiting ? 'queued' : 'done';
      const reason = state === 'held' ? 'too_big' : null;
      const photoId = Number(photo.run(sha256, number % 2).lastInsertRowid);
      const placementId = Number(
        placement.run({
          photo: photoId,
          album: albumId,
          folder: folderId,
          state,
          reason,
          assigned: state === 'done' ? `assigned ${folderId}-${number}` : null,
          done: state === 'done' ? newestMs - number * 1000 : null,
        }).lastInsertRowid,
      );
      const path = `${2000 + (number % 25)}/Поездка ${number % 400}/IMG_${number}.JPG`;
      const { lastInsertRowid } = file.run({
        folder: folderId,
        path,
        key: path.toLowerCase(),
        mtime: BigInt(sort) * 1_000_000n,
        inode: number + 1,
        reason,
        shown: state === 'held' ? 'needs_you' : state === 'queued' ? 'waiting' : 'done',
        sort,
        day: dayOf(sort),
        photo: photoId,
        placement: placementId,
      });
      source.run(lastInsertRowid, placementId);
    }
  })();
}
