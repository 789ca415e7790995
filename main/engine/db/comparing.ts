// After a restore: what the service has and this library does not know. Marks, imports receipts, and says what must be compared before it is sent.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { atomic } from './atomic.ts';
import type { Meta } from './meta.ts';
import type { Placements } from './placements.ts';
import type { Receipt } from './receipts-file.ts';

/**
 * [Note: after a restore] A backup does not know what was sent after it. So after a restore nothing is sent into an album before its
 * photos were compared: a receipt of the same bytes in the same album makes a photo done; a photo on the service that nobody here owns,
 * published since the backup, with fitting sides, that does not clearly look otherwise, or a receipt for an album that is not known here,
 * makes it a question to the person.
 * Only what is neither goes on. The same holds for albums that are added later: folders added after the backup are gone from it, too.
 */
export interface Uncompared {
  placementId: number;
  albumId: number;
  photoId: number;
  sha256: string;
  /** Pixels of what would be sent; null when not known. */
  width: number | null;
  height: number | null;
  /** How it looks; '': there is nothing to compare by. null: not looked yet. */
  fingerprint: string | null;
}

/** A photo on the service; sides and time as far as it tells them. */
export interface ListedPhoto {
  remoteId: string;
  width: number | null;
  height: number | null;
  createdAtMs: number | null;
}

/** With how it looks, each way round; empty: there is nothing to compare by. null: not looked yet. */
export interface RemoteFingerprint extends ListedPhoto {
  fingerprints: readonly string[] | null;
}

/** Where an album stands: `sinceMs` of our clock, `isListed` when its photos are known. */
export interface ComparedAlbum {
  remoteId: string | null;
  sinceMs: number;
  isListed: boolean;
  /** Which listing it is. */
  listedAtMs: number | null;
}

const uncomparedRow = z.object({
  id: z.number(),
  album_id: z.number(),
  photo_id: z.number(),
  sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  fingerprint: z.string().nullable(),
});
const partRows = 200;
const listedRow = z.object({
  remote_id: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  created_at_ms: z.number().nullable(),
  fingerprint: z.string().nullable(),
});

const sameAlbum = `(a.remote_id = r.album_remote_id OR (a.kind = 'personal' AND r.album_remote_id = ''))`;

export function openComparing(db: Database, tables: { placements: Placements; meta: Meta }, now: () => number) {
  const { placements, meta } = tables;
  const markAlbums =
    db.prepare(/* sql */ `UPDATE albums SET compare_since_ms = ?, listed_at_ms = NULL, retry_at_ms = NULL,
    find_by_title = CASE WHEN state IN ('wanted', 'creating') THEN 1 ELSE find_by_title END,
    state = CASE state WHEN 'creating' THEN 'wanted' ELSE state END`);
  const markPlacements = db.prepare(`UPDATE placements SET compared = 0 WHERE state <> 'done'`);
  const halfSent = db.prepare<[], { id: number; state: 'reserved' | 'uploaded' }>(
    `SELECT id, state FROM placements WHERE state IN ('reserved', 'uploaded')`,
  );
  const keep = db.prepare('INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?)');
  const forgotten = db.prepare<
    [],
    { id: number; assigned_id: string | null; done_at_ms: number }
  >(/* sql */ `SELECT p.id, r.assigned_id, r.done_at_ms
    FROM receipts r JOIN photos h ON h.sha256 = r.sha256 JOIN placements p ON p.photo_id = h.id JOIN albums a ON a.id = p.album_id
    WHERE p.state <> 'done' AND ${sameAlbum}`);
  const ofBytes = db.prepare<
    [string, number],
    { assigned_id: string | null; done_at_ms: number }
  >(/* sql */ `SELECT r.assigned_id, r.done_at_ms
    FROM receipts r JOIN albums a ON ${sameAlbum} WHERE r.sha256 = ? AND a.id = ?`);
  const elsewhere = db.prepare<
    [string]
  >(/* sql */ `SELECT 1 FROM receipts r WHERE r.sha256 = ? AND r.album_remote_id <> ''
    AND NOT EXISTS (SELECT 1 FROM albums a WHERE a.remote_id = r.album_remote_id)`);
  const ofLine = db.prepare<
    { sha256: string; album: string },
    { id: number; state: string }
  >(/* sql */ `SELECT p.id, p.state FROM photos h
    JOIN placements p ON p.photo_id = h.id JOIN albums a ON a.id = p.album_id
    WHERE h.sha256 = @sha256 AND (a.remote_id = @album OR (a.kind = 'personal' AND @album = ''))`);
  const isKnown = db.prepare<{ sha256: string }>(
    'SELECT 1 FROM photos WHERE sha256 = @sha256 UNION ALL SELECT 1 FROM receipts WHERE sha256 = @sha256',
  );
  const sentInto = db.prepare<
    [number],
    { album_remote_id: string; n: number }
  >(/* sql */ `SELECT r.album_remote_id, count(*) AS n
    FROM placements p JOIN photos h ON h.id = p.photo_id JOIN receipts r ON r.sha256 = h.sha256
    WHERE p.album_id = ? AND r.album_remote_id <> '' GROUP BY r.album_remote_id`);
  const isOurs = db.prepare<[string]>('SELECT 1 FROM receipts WHERE album_remote_id = ? LIMIT 1');
  const lastDone = db.prepare<[number], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL AND done_at_ms <= ?',
  );
  const due = db.prepare(/* sql */ `SELECT p.id, p.album_id, p.photo_id, h.sha256, h.fingerprint,
      coalesce(p.sent_width, h.width) AS width, coalesce(p.sent_height, h.height) AS height
    FROM albums a CROSS JOIN placements p INDEXED BY placements_compare ON p.album_id = a.id AND p.state = 'queued' AND p.compared = 0
      CROSS JOIN photos h ON h.id = p.photo_id
    WHERE a.compare_since_ms IS NOT NULL AND a.state = 'ready' AND (p.retry_at_ms IS NULL OR p.retry_at_ms <= ?) ORDER BY a.id, p.id LIMIT ?`);
  const album = db.prepare<
    [number],
    { remote_id: string | null; compare_since_ms: number | null; listed_at_ms: number | null }
  >('SELECT remote_id, compare_since_ms, listed_at_ms FROM albums WHERE id = ?');
  const unlist = db.prepare<{ album: number; limit: number }>(
    'DELETE FROM listed_photos WHERE album_id = @album AND remote_id IN (SELECT remote_id FROM listed_photos WHERE album_id = @album LIMIT @limit)',
  );
  const list = db.prepare(
    'INSERT OR IGNORE INTO listed_photos (album_id, remote_id, width, height, created_at_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const listed = db.prepare('UPDATE albums SET listed_at_ms = ? WHERE id = ?');
  const part = db.prepare<[number, string, number]>(
    `SELECT remote_id, width, height, created_at_ms, fingerprint FROM listed_photos WHERE album_id = ? AND remote_id > ? ORDER BY remote_id LIMIT ?`,
  );
  const owned = db.prepare<{ id: string }>(
    'SELECT 1 FROM placements WHERE assigned_id = @id UNION ALL SELECT 1 FROM receipts WHERE assigned_id = @id',
  );
  const look = db.prepare('UPDATE listed_photos SET fingerprint = ? WHERE album_id = ? AND remote_id = ?');
  const compared = db.prepare('UPDATE placements SET compared = 1 WHERE id = ?');

  function recognise(placementId: number, assignedId: string | null, doneAtMs: number): boolean {
    if (assignedId !== null && placements.isClaimed(assignedId, placementId)) return false;
    return placements.applyIfAllowed(placementId, 'recognised', { assignedId, doneAtMs });
  }

  return {
    /** The library is older than what was sent. `fromMs`: of that time, 0 when it begins empty. All or nothing; safe to repeat. */
    begin: atomic(db, (fromMs: number, receipts: Iterable<Receipt>): { recognised: number } => {
      meta.put('restored_from_ms', fromMs);
      markAlbums.run(fromMs);
      for (const { id, state } of halfSent.all())
        placements.apply(id, state === 'reserved' ? 'reservation_lost' : 'token_lost');
      markPlacements.run();
      for (const one of receipts) {
        const account = meta.text('account_user_id');
        if (account === null && one.account !== null) meta.put('account_user_id', one.account);
        else if (one.account !== null && one.account !== account) continue;
        keep.run(one.sha256, one.album, one.photo, one.atMs);
      }
      const recognised = forgotten
        .all()
        .filter(({ id, assigned_id, done_at_ms }) => recognise(id, assigned_id, done_at_ms)).length;
      meta.put('restore_unfinished', null);
      return { recognised };
    }),
    /**
     * The newest receipts against the library, at every start: a crash may have come between a receipt and its row.
     * Answers the time up to which the library knows what was sent, when it is older than its receipts; null when it is not.
     */
    meet: atomic(db, (receipts: Iterable<Receipt>): { olderSinceMs: number | null } => {
      let isOlder = false;
      const account = meta.text('account_user_id');
      for (const one of receipts) {
        if (account !== null && one.account !== null && one.account !== account) continue;
        const placement = ofLine.get({ sha256: one.sha256, album: one.album });
        if (placement !== undefined && placement.state !== 'done') recognise(placement.id, one.photo, one.atMs);
        else if (placement === undefined && isKnown.get({ sha256: one.sha256 }) === undefined) isOlder = true;
      }
      return { olderSinceMs: isOlder ? (lastDone.get(now())?.at ?? 0) : null };
    }),
    /** Of one album at a time, in the order found. */
    due(limit: number): Uncompared[] {
      const rows = due.all(now(), limit).map((raw) => uncomparedRow.parse(raw));
      return rows
        .filter((row) => row.album_id === rows[0]?.album_id)
        .map((row) => ({
          placementId: row.id,
          albumId: row.album_id,
          photoId: row.photo_id,
          sha256: row.sha256,
          width: row.width,
          height: row.height,
          fingerprint: row.fingerprint,
        }));
    },
    album(albumId: number): ComparedAlbum | null {
      const row = album.get(albumId);
      if (row === undefined || row.compare_since_ms === null) return null;
      return {
        remoteId: row.remote_id,
        sinceMs: row.compare_since_ms,
        isListed: row.listed_at_ms !== null,
        listedAtMs: row.listed_at_ms,
      };
    },
    /** A receipt of these bytes in this album: the photo is done. */
    recognise: atomic(db, (one: Uncompared): boolean => {
      const receipt = ofBytes.get(one.sha256, one.albumId);
      return receipt !== undefined && recognise(one.placementId, receipt.assigned_id, receipt.done_at_ms);
    }),
    /** Into which albums of the service photos of this row were sent, as receipts say: how many, by the album's id. */
    sentInto: (albumId: number): Map<string, number> =>
      new Map(sentInto.all(albumId).map((row) => [row.album_remote_id, row.n])),
    /** Whether any receipt names this album of the service. */
    isOurs: (albumRemoteId: string): boolean => isOurs.get(albumRemoteId) !== undefined,
    /** A receipt of these bytes for an album that is not known here: perhaps this album under its former row. */
    isElsewhere: (sha256: string): boolean => elsewhere.get(sha256) !== undefined,
    /** What was listed of the album formerly goes, a part at each step. */
    *unlist(albumId: number): Generator<null> {
      while (unlist.run({ album: albumId, limit: partRows }).changes > 0) yield null;
    },
    list(albumId: number, photo: ListedPhoto): void {
      list.run(albumId, photo.remoteId, photo.width, photo.height, photo.createdAtMs);
    },
    /** The list is whole. */
    listed(albumId: number): void {
      listed.run(now(), albumId);
    },
    /** Photos of the album as listed, drawn in parts. */
    *listOf(albumId: number): Generator<RemoteFingerprint> {
      for (let from = ''; ;) {
        const rows = part.all(albumId, from, partRows).map((raw) => listedRow.parse(raw));
        for (const row of rows)
          yield {
            remoteId: row.remote_id,
            width: row.width,
            height: row.height,
            createdAtMs: row.created_at_ms,
            fingerprints: row.fingerprint?.split(' ').filter((one) => one !== '') ?? null,
          };
        const last = rows.at(-1);
        if (last === undefined || rows.length < partRows) return;
        from = last.remote_id;
      }
    },
    /** Whether a placement or a receipt owns this photo of the service. */
    isOwned: (remoteId: string): boolean => owned.get({ id: remoteId }) !== undefined,
    /** How one of them looks, each way round; none: there is nothing to compare by. */
    keepFingerprints(albumId: number, remoteId: string, fingerprints: readonly string[]): void {
      look.run(fingerprints.join(' '), albumId, remoteId);
    },
    /** Nothing on the service can be it. */
    cleared(placementId: number): void {
      compared.run(placementId);
    },
  };
}
export type Comparing = ReturnType<typeof openComparing>;
