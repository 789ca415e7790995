// The table of listed photos: what an album of the service holds, as listed after a restore.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** A photo on the service; dimensions and time where the service gives them. */
export interface RemoteAlbumPhoto {
  remoteId: string;
  width: number | null;
  height: number | null;
  createdAtMs: number | null;
}

/** `fingerprints`: one for each way to turn the picture; empty: it has none; null: not computed yet. */
export interface RemoteFingerprint extends RemoteAlbumPhoto {
  fingerprints: readonly string[] | null;
}

const listedRow = z.object({
  remote_id: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  created_at_ms: z.number().nullable(),
  fingerprint: z.string().nullable(),
});

const batchRows = 200;

export function openRemoteAlbumPhotos(db: Database, now: () => number) {
  const clear = db.prepare<{ album: number; limit: number }>(
    `DELETE FROM listed_photos WHERE album_id = @album AND remote_id IN (SELECT remote_id FROM listed_photos
      WHERE album_id = @album LIMIT @limit)`,
  );
  const insert = db.prepare(
    'INSERT OR IGNORE INTO listed_photos (album_id, remote_id, width, height, created_at_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const finish = db.prepare('UPDATE albums SET listed_at_ms = ? WHERE id = ?');
  const batch = db.prepare<[number, string, number]>(
    `SELECT remote_id, width, height, created_at_ms, fingerprint FROM listed_photos WHERE album_id = ? AND remote_id > ?
      ORDER BY remote_id LIMIT ?`,
  );
  const setFingerprint = db.prepare('UPDATE listed_photos SET fingerprint = ? WHERE album_id = ? AND remote_id = ?');

  return {
    /** Deletes the former listing, a batch at each step. */
    *clear(albumId: number): Generator<null> {
      while (clear.run({ album: albumId, limit: batchRows }).changes > 0) yield null;
    },
    add(albumId: number, photo: RemoteAlbumPhoto): void {
      insert.run(albumId, photo.remoteId, photo.width, photo.height, photo.createdAtMs);
    },
    /** The listing is complete. */
    finish(albumId: number): void {
      finish.run(now(), albumId);
    },
    /** Photos of the album, read in batches. */
    *ofAlbum(albumId: number): Generator<RemoteFingerprint> {
      for (let from = ''; ;) {
        const rows = batch.all(albumId, from, batchRows).map((raw) => listedRow.parse(raw));
        for (const row of rows)
          yield {
            remoteId: row.remote_id,
            width: row.width,
            height: row.height,
            createdAtMs: row.created_at_ms,
            fingerprints: row.fingerprint?.split(' ').filter((one) => one !== '') ?? null,
          };
        const last = rows.at(-1);
        if (last === undefined || rows.length < batchRows) return;
        from = last.remote_id;
      }
    },
    /** See `RemoteFingerprint`. */
    keepFingerprints(albumId: number, remoteId: string, fingerprints: readonly string[]): void {
      setFingerprint.run(fingerprints.join(' '), albumId, remoteId);
    },
  };
}
