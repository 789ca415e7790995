// Which photos were only decoded quickly so far, and what decoding every pixel found.
import type { Database } from 'better-sqlite3';
import { quickDecodePixels, type Soundness } from '../../../shared/facts.ts';
import { atomic } from './storage/atomic.ts';
import type { JournalTable } from './journal.ts';

export interface QuicklyDecoded {
  photoId: number;
  sha256: string;
  /** The file its placement is read from. */
  fileId: number;
  folderId: number;
  path: string;
}

export function openFullDecodes(db: Database, journal: JournalTable, now: () => number) {
  const after = db.prepare<
    [number],
    { id: number; sha256: string; file_id: number; folder_id: number; path: string }
  >(/* sql */ `SELECT h.id, h.sha256, f.id AS file_id, f.folder_id, f.path
    FROM photos h INDEXED BY photos_to_look_through JOIN placements p ON p.photo_id = h.id
    JOIN files f ON f.id = p.file_id
    WHERE h.id > ? AND h.thorough_at_ms IS NULL AND h.format = 'jpeg' AND h.soundness = 'whole'
      AND h.width * h.height > ${quickDecodePixels} AND f.state = 'placed' ORDER BY h.id LIMIT 1`);
  const setDone = db.prepare(
    `UPDATE photos SET thorough_at_ms = ?, soundness = CASE ? WHEN 'flawed' THEN 'flawed' ELSE soundness END
      WHERE sha256 = ?`,
  );
  return {
    /** The next photo after `photoId`, by id; null: none is left. */
    after(photoId: number): QuicklyDecoded | null {
      const row = after.get(photoId);
      if (row === undefined) return null;
      return { photoId: row.id, sha256: row.sha256, fileId: row.file_id, folderId: row.folder_id, path: row.path };
    },
    /** Every pixel of these bytes was decoded, or decoding them would tell nothing. */
    markDone(sha256: string): void {
      setDone.run(now(), null, sha256);
    },
    /** A full decode ended. Damage goes into the photo's history. */
    record: atomic(db, ({ sha256, fileId }: QuicklyDecoded, soundness: Soundness | null): void => {
      setDone.run(now(), soundness, sha256);
      if (soundness === 'flawed') journal.add(now(), fileId, null, 'flaw_found', {});
    }),
  };
}
