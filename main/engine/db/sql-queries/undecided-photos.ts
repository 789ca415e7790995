// Photos of a folder that are not sent yet, so a changed rule or album still reaches them. Read-only.
import type { Database } from 'better-sqlite3';

/** Rows of the table per part; the ids of one part are read at once. */
const partRows = 1_000;

export function openUndecidedPhotos(db: Database) {
  const placements = db.prepare<
    [number, number, number],
    { id: number; photo_id: number; file_id: number; path: string }
  >(/* sql */ `SELECT p.id, p.photo_id, p.file_id, f.path FROM placements p CROSS JOIN files f ON f.id = p.file_id
    WHERE p.id > ? AND p.id <= ? AND p.folder_id = ?
    AND (p.state IN ('held', 'review', 'queued', 'reserved', 'uploaded')
      OR (p.state = 'skipped' AND p.reason IN ('unnamed_left_out', 'edited_version', 'jpeg_beside'))) ORDER BY p.id`);
  const copies = db.prepare<
    [number, number, number],
    { id: number; photo_id: number; path: string; album_id: number }
  >(/* sql */ `SELECT f.id, f.photo_id, f.path, p.album_id FROM files f CROSS JOIN placements p ON p.id = f.placement_id
    WHERE f.id > ? AND f.id <= ? AND f.folder_id = ? AND f.state = 'duplicate' AND f.photo_id IS NOT NULL
      AND p.state IN ('held', 'review', 'queued', 'reserved', 'uploaded') ORDER BY f.id`);
  const lastFile = db.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) AS id FROM files');
  const lastPlacement = db.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) AS id FROM placements');

  return {
    /**
     * Placements that the rules may still change. Yields null after each part of the table, so that others get a turn.
     */
    *placements(
      folderId: number,
    ): Generator<{ placementId: number; photoId: number; fileId: number; path: string } | null> {
      const end = lastPlacement.get()?.id ?? 0;
      for (let from = 0; from < end; from += partRows) {
        for (const row of placements.all(from, from + partRows, folderId))
          yield { placementId: row.id, photoId: row.photo_id, fileId: row.file_id, path: row.path };
        yield null;
      }
    },
    /** Duplicates of a photo that waits to go into `albumId`. Yields null like `placements`. */
    *copies(folderId: number): Generator<{ fileId: number; photoId: number; path: string; albumId: number } | null> {
      const end = lastFile.get()?.id ?? 0;
      for (let from = 0; from < end; from += partRows) {
        for (const row of copies.all(from, from + partRows, folderId))
          yield { fileId: row.id, photoId: row.photo_id, path: row.path, albumId: row.album_id };
        yield null;
      }
    },
  };
}
