// The history: photos that reached the service, in moments (one album, one hour). Read-only.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { PhotoRow } from '../../../../shared/library/photo.ts';
import { rowColumns, toPhotoRow } from './photo-row.ts';

const hourMs = 3_600_000;

/** Rows per moment: enough for the photo wall of an idle overview. */
const momentRows = 24;

const momentRow = z.object({ album_id: z.number(), at: z.number(), photos: z.number() });

export function openHistory(db: Database) {
  const lastDoneBefore = db.prepare<[number], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL AND done_at_ms < ?',
  );
  const momentsOfHour = db.prepare(/* sql */ `SELECT album_id, max(done_at_ms) AS at, count(*) AS photos
      FROM placements INDEXED BY placements_history
    WHERE done_at_ms IS NOT NULL AND done_at_ms >= ? AND done_at_ms < ? GROUP BY album_id ORDER BY at DESC`);
  const ofMoment =
    db.prepare(`SELECT ${rowColumns} FROM placements p INDEXED BY placements_history JOIN files f ON f.id = p.file_id
      JOIN folders d ON d.id = f.folder_id
    JOIN photos h ON h.id = p.photo_id
    WHERE p.done_at_ms IS NOT NULL AND p.done_at_ms >= @from AND p.done_at_ms < @to AND p.album_id = @album
      ORDER BY p.done_at_ms DESC LIMIT @limit`);
  const lastDone = db.prepare<[], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL',
  );

  return {
    /** Newest hour first; within an hour one moment per album, newest first. */
    moments(limit: number): { albumId: number; atMs: number; photos: number; rows: PhotoRow[] }[] {
      const found: { albumId: number; atMs: number; photos: number; rows: PhotoRow[] }[] = [];
      let before = Number.MAX_SAFE_INTEGER;
      while (found.length < limit) {
        const at = lastDoneBefore.get(before)?.at ?? null;
        if (at === null) break;
        const from = Math.floor(at / hourMs) * hourMs;
        for (const raw of momentsOfHour.all(from, from + hourMs)) {
          const { album_id: albumId, at: atMs, photos } = momentRow.parse(raw);
          if (found.length === limit) break;
          const rows = ofMoment.all({ from, to: from + hourMs, album: albumId, limit: momentRows }).map(toPhotoRow);
          found.push({ albumId, atMs, photos, rows });
        }
        before = from;
      }
      return found;
    },
    lastDoneMs: (): number | null => lastDone.get()?.at ?? null,
  };
}
