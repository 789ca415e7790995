// The table of receipts: what was sent, as told by the receipts file after a restore. Marks photos done by it.
import type { Database } from 'better-sqlite3';
import { atomic } from './storage/atomic.ts';
import type { Uncompared } from './comparison.ts';
import type { MetaTable } from './meta.ts';
import type { PlacementTable } from './placements.ts';
import type { Receipt } from './storage/receipts-file.ts';

const sameAlbum = `(a.remote_id = r.album_remote_id OR (a.kind = 'personal' AND r.album_remote_id = ''))`;

export function openReceipts(
  db: Database,
  { placements, meta }: { placements: PlacementTable; meta: MetaTable },
  now: () => number,
) {
  return { ...openReceiptQueries(db), ...openReceiptImport(db, { placements, meta }, now) };
}

/** Read-only. */
function openReceiptQueries(db: Database) {
  const ofUnknownAlbum = db.prepare<
    [string]
  >(/* sql */ `SELECT 1 FROM receipts r WHERE r.sha256 = ? AND r.album_remote_id <> ''
    AND NOT EXISTS (SELECT 1 FROM albums a WHERE a.remote_id = r.album_remote_id)`);
  const sentInto = db.prepare<
    [number],
    { album_remote_id: string; n: number }
  >(/* sql */ `SELECT r.album_remote_id, count(*) AS n
    FROM placements p JOIN photos h ON h.id = p.photo_id JOIN receipts r ON r.sha256 = h.sha256
    WHERE p.album_id = ? AND r.album_remote_id <> '' GROUP BY r.album_remote_id`);
  const ofAlbum = db.prepare<[string]>('SELECT 1 FROM receipts WHERE album_remote_id = ? LIMIT 1');
  const owned = db.prepare<{ id: string }>(
    'SELECT 1 FROM placements WHERE assigned_id = @id UNION ALL SELECT 1 FROM receipts WHERE assigned_id = @id',
  );

  return {
    /** How many photos of this album were sent into which albums of the service, by remote id. */
    sentInto: (albumId: number): Map<string, number> =>
      new Map(sentInto.all(albumId).map((row) => [row.album_remote_id, row.n])),
    /** Whether any receipt names this album of the service. */
    isAnyOfAlbum: (albumRemoteId: string): boolean => ofAlbum.get(albumRemoteId) !== undefined,
    /**
     * Whether a receipt of these bytes names an album that is not known here: perhaps this one under a row that was
     * lost.
     */
    isOfUnknownAlbum: (sha256: string): boolean => ofUnknownAlbum.get(sha256) !== undefined,
    /** Whether a placement or a receipt owns this photo of the service. */
    isOwned: (remoteId: string): boolean => owned.get({ id: remoteId }) !== undefined,
  };
}

/** Puts receipts into the library. */
function openReceiptImport(
  db: Database,
  { placements, meta }: { placements: PlacementTable; meta: MetaTable },
  now: () => number,
) {
  const markAlbums =
    db.prepare(/* sql */ `UPDATE albums SET compare_since_ms = ?, listed_at_ms = NULL, retry_at_ms = NULL,
    find_by_title = CASE WHEN state IN ('wanted', 'creating') THEN 1 ELSE find_by_title END,
    state = CASE WHEN state = 'creating' AND remote_id IS NULL THEN 'wanted' ELSE state END`);
  const markPlacements = db.prepare(`UPDATE placements SET compared = 0 WHERE state <> 'done'`);
  const halfSent = db.prepare<[], { id: number; state: 'reserved' | 'uploaded' }>(
    `SELECT id, state FROM placements WHERE state IN ('reserved', 'uploaded')`,
  );
  const insert = db.prepare('INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?)');
  const unrecognised = db.prepare<
    [],
    { id: number; assigned_id: string | null; done_at_ms: number }
  >(/* sql */ `SELECT p.id, r.assigned_id, r.done_at_ms
    FROM receipts r JOIN photos h ON h.sha256 = r.sha256 JOIN placements p ON p.photo_id = h.id
    JOIN albums a ON a.id = p.album_id
    WHERE p.state <> 'done' AND ${sameAlbum}`);
  const ofBytes = db.prepare<
    [string, number],
    { assigned_id: string | null; done_at_ms: number }
  >(/* sql */ `SELECT r.assigned_id, r.done_at_ms
    FROM receipts r JOIN albums a ON ${sameAlbum} WHERE r.sha256 = ? AND a.id = ?`);
  const placementOf = db.prepare<
    { sha256: string; album: string },
    { id: number; state: string }
  >(/* sql */ `SELECT p.id, p.state FROM photos h
    JOIN placements p ON p.photo_id = h.id JOIN albums a ON a.id = p.album_id
    WHERE h.sha256 = @sha256 AND (a.remote_id = @album OR (a.kind = 'personal' AND @album = ''))`);
  const isKnown = db.prepare<{ sha256: string }>(
    'SELECT 1 FROM photos WHERE sha256 = @sha256 UNION ALL SELECT 1 FROM receipts WHERE sha256 = @sha256',
  );
  const lastDone = db.prepare<[number], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL AND done_at_ms <= ?',
  );

  function recognise(placementId: number, assignedId: string | null, doneAtMs: number): boolean {
    if (assignedId !== null && placements.isClaimed(assignedId, placementId)) return false;
    return placements.applyIfAllowed(placementId, 'recognised', { assignedId, doneAtMs });
  }

  return {
    /**
     * The library is older than what was sent: imports the receipts and marks what must be compared. `fromMs`: the time
     * of the backup, 0 when the library begins empty. One transaction, safe to repeat.
     */
    beginComparison: atomic(db, (fromMs: number, receipts: Iterable<Receipt>): { recognised: number } => {
      meta.put('restored_from_ms', fromMs);
      markAlbums.run(fromMs);
      for (const { id, state } of halfSent.all())
        placements.apply(id, state === 'reserved' ? 'reservation_lost' : 'token_lost');
      markPlacements.run();
      for (const one of receipts) {
        const account = meta.text('account_user_id');
        if (account === null && one.account !== null) meta.put('account_user_id', one.account);
        else if (one.account !== null && one.account !== account) continue;
        insert.run(one.sha256, one.album, one.photo, one.atMs);
      }
      const recognised = unrecognised
        .all()
        .filter(({ id, assigned_id, done_at_ms }) => recognise(id, assigned_id, done_at_ms)).length;
      meta.put('restore_unfinished', null);
      return { recognised };
    }),
    /**
     * Compares the newest receipts with the library, at every start: a crash may have come between a receipt and its
     * row. Answers the time up to which the library knows what was sent if it is older than its receipts, else null.
     */
    checkNewest: atomic(db, (receipts: Iterable<Receipt>): { olderSinceMs: number | null } => {
      let isOlder = false;
      const account = meta.text('account_user_id');
      for (const one of receipts) {
        if (account !== null && one.account !== null && one.account !== account) continue;
        const placement = placementOf.get({ sha256: one.sha256, album: one.album });
        if (placement !== undefined && placement.state !== 'done') recognise(placement.id, one.photo, one.atMs);
        else if (placement === undefined && isKnown.get({ sha256: one.sha256 }) === undefined) isOlder = true;
      }
      return { olderSinceMs: isOlder ? (lastDone.get(now())?.at ?? 0) : null };
    }),
    /** Marks the photo done if there is a receipt of its bytes in its album; answers whether there is. */
    recognise: atomic(db, (one: Uncompared): boolean => {
      const receipt = ofBytes.get(one.sha256, one.albumId);
      return receipt !== undefined && recognise(one.placementId, receipt.assigned_id, receipt.done_at_ms);
    }),
  };
}
