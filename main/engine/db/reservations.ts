// The table of reservations: sealed upload addresses, each shared by the photos that were reserved together.
import type { Database } from 'better-sqlite3';

export function openReservations(db: Database) {
  const add = db.prepare<[number, string, number]>(
    'INSERT INTO reservations (album_id, upload_url_sealed, expires_at_ms) VALUES (?, ?, ?)',
  );
  const get = db.prepare<[number], { upload_url_sealed: string; expires_at_ms: number }>(
    'SELECT upload_url_sealed, expires_at_ms FROM reservations WHERE id = ?',
  );
  const sweep = db.prepare(
    `DELETE FROM reservations WHERE expires_at_ms < ? AND id NOT IN (SELECT reservation_id FROM placements
      WHERE reservation_id IS NOT NULL)`,
  );
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM reservations');
  return {
    add(albumId: number, uploadUrlSealed: string, expiresAtMs: number): number {
      return Number(add.run(albumId, uploadUrlSealed, expiresAtMs).lastInsertRowid);
    },
    get(id: number): { uploadUrlSealed: string; expiresAtMs: number } | null {
      const row = get.get(id);
      return row === undefined ? null : { uploadUrlSealed: row.upload_url_sealed, expiresAtMs: row.expires_at_ms };
    },
    /** Of the newest one; ids only grow. */
    lastId: (): number => last.get()?.id ?? 0,
    /** Deletes expired ones that no placement uses. */
    sweep(nowMs: number): void {
      sweep.run(nowMs);
    },
  };
}
