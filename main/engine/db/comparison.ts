// Which photos must be compared with their album before they are sent.
// [Note: compared first], [Note: after a restore]
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { atomic } from './storage/atomic.ts';

/**
 * [Note: compared first] Another computer, a reinstall or another data folder may have filled an album that this
 * library did not make. So before its first photo goes into such an album, or into the personal photos, each photo is
 * compared with it; `compare_since_ms` is 0 then. What is surely there is done, what may be there is asked, the rest is
 * sent.
 *
 * [Note: after a restore] A backup does not know what was sent after it was made. So after a restore no photo is sent
 * into an album before it was compared with that album:
 * - A receipt of the same bytes in the same album makes the photo done.
 * - A photo there that nobody here owns is a copy of it, and nothing else looks like either: it is done.
 * - It is held for the person when the album has a photo that nobody here owns, published since the backup, with
 *   fitting dimensions, that is not clearly another picture; or when a receipt names an album that is not known here.
 * - Else it is sent.
 * The same holds for albums that are added later, because folders added after the backup are missing in it, too.
 */
export interface Uncompared {
  placementId: number;
  albumId: number;
  photoId: number;
  sha256: string;
  /** Pixels of what would be sent; null: not known. */
  width: number | null;
  height: number | null;
  /** '': the picture has none. null: not computed yet. */
  fingerprint: string | null;
}

/** An album that photos are compared with. `sinceMs`: the time of the backup, by our clock. */
export interface ComparedAlbum {
  remoteId: string | null;
  groupId: string | null;
  sinceMs: number;
  isListed: boolean;
  /** When its listing was finished; tells one listing from another. */
  listedAtMs: number | null;
  /** How often photos of others were found in it while this library sent. */
  fillings: number;
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

/** '': the picture has no fingerprint. */
export interface OurLook {
  photoId: number;
  fingerprint: string;
  width: number | null;
  height: number | null;
}

const lookRow = z.object({
  photo_id: z.number(),
  fingerprint: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});

export function openComparison(db: Database, now: () => number) {
  const due = (also: string, index = 'placements_compare', state = 'queued') =>
    db.prepare(/* sql */ `SELECT p.id, p.album_id, p.photo_id, h.sha256, h.fingerprint,
      coalesce(p.sent_width, h.width) AS width, coalesce(p.sent_height, h.height) AS height
    FROM albums a CROSS JOIN placements p INDEXED BY ${index} ON p.album_id = a.id
    AND p.state = '${state}' AND p.compared = 0
      CROSS JOIN photos h ON h.id = p.photo_id ${also}
    WHERE a.compare_since_ms IS NOT NULL AND a.state = 'ready' AND (p.retry_at_ms IS NULL OR p.retry_at_ms <= ?)
      ORDER BY a.id, p.id LIMIT ?`);
  const unread = due('AND h.fingerprint IS NULL');
  const read = due('');
  const uploaded = due('', 'placements_compare_uploaded', 'uploaded');
  const looks = db.prepare(/* sql */ `SELECT p.photo_id, h.fingerprint, coalesce(p.sent_width, h.width) AS width,
      coalesce(p.sent_height, h.height) AS height
    FROM placements p CROSS JOIN photos h ON h.id = p.photo_id
    WHERE p.album_id = ? AND p.state NOT IN ('done', 'skipped') AND h.fingerprint IS NOT NULL`);
  const looked = db
    .prepare<[number], number>(
      `SELECT p.photo_id FROM placements p CROSS JOIN photos h ON h.id = p.photo_id
    WHERE p.album_id = ? AND p.state NOT IN ('done', 'skipped') AND h.fingerprint IS NOT NULL`,
    )
    .pluck();
  const unowned = db.prepare<[number], { width: number | null; height: number | null }>(
    `SELECT coalesce(p.sent_width, h.width) AS width, coalesce(p.sent_height, h.height) AS height
      FROM placements p CROSS JOIN photos h ON h.id = p.photo_id WHERE p.album_id = ?
      AND (p.state IN ('committing', 'unclear') OR (p.state = 'done' AND p.assigned_id IS NULL))`,
  );
  const album = db.prepare<
    [number],
    {
      remote_id: string | null;
      group_id: string | null;
      compare_since_ms: number | null;
      listed_at_ms: number | null;
      fillings: number;
    }
  >('SELECT remote_id, group_id, compare_since_ms, listed_at_ms, fillings FROM albums WHERE id = ?');
  const seen = db.prepare('UPDATE placements SET seen_fillings = ? WHERE id = ?');
  const clear = db.prepare('UPDATE placements SET compared = 1, seen_fillings = ? WHERE id = ?');

  return {
    ...openMeanwhile(db),
    /** Photos of one album that are to be compared now. */
    due(limit: number): Uncompared[] {
      // Those that nobody has looked at come first: which photos of ours look alike is known only after them.
      // Before all of them what is uploaded: its token does not live for ever.
      const first = [uploaded, unread, read].map((one) => one.all(now(), limit)).find(({ length }) => length > 0) ?? [];
      const rows = first.map((raw) => uncomparedRow.parse(raw));
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
    /** How the photos of this album look that are not known to be on the service. */
    looksOf(albumId: number): OurLook[] {
      return looks.all(albumId).map((raw) => {
        const row = lookRow.parse(raw);
        return { photoId: row.photo_id, fingerprint: row.fingerprint, width: row.width, height: row.height };
      });
    },
    /** The photos of `looksOf`, without how they look. */
    photosLookedAt: (albumId: number): ReadonlySet<number> => new Set(looked.all(albumId)),
    /**
     * Sides of our photos of which one there may be, nobody knows which: their commit has no answer, or a person said
     * that they are there.
     */
    unownedSides: (albumId: number): Pick<OurLook, 'width' | 'height'>[] => unowned.all(albumId),
    album(albumId: number): ComparedAlbum | null {
      const row = album.get(albumId);
      if (row === undefined || row.compare_since_ms === null) return null;
      return {
        remoteId: row.remote_id,
        groupId: row.group_id,
        sinceMs: row.compare_since_ms,
        isListed: row.listed_at_ms !== null,
        listedAtMs: row.listed_at_ms,
        fillings: row.fillings,
      };
    },
    /** No photo of the service can be it. `fillings`: of the list that it was compared with. */
    clear(placementId: number, fillings: number): void {
      clear.run(fillings, placementId);
    },
    /** A person is asked about it, with the list of so many `fillings`. */
    noteSeen(placementId: number, fillings: number): void {
      seen.run(fillings, placementId);
    },
  };
}

/** What is known of an album into which this library sends, so that it is noticed when others fill it, too. */
function openMeanwhile(db: Database) {
  const known = db
    .prepare<[number], number>(
      `SELECT coalesce(known_photos, (SELECT count(*) FROM placements WHERE album_id = albums.id AND state = 'done'))
        FROM albums WHERE id = ?`,
    )
    .pluck();
  const setKnown = db.prepare('UPDATE albums SET known_photos = ? WHERE id = ?');
  const published = db.prepare('UPDATE albums SET known_photos = known_photos + ? WHERE id = ?');
  const newest = db
    .prepare<[number], number | null>(
      `SELECT max(l.created_at_ms) FROM listed_photos l JOIN albums a ON a.id = l.album_id
        WHERE l.album_id = ? AND a.listed_at_ms IS NOT NULL`,
    )
    .pluck();
  const listed = db.prepare('SELECT 1 FROM listed_photos WHERE album_id = ? AND remote_id = ?');
  const filled = db.prepare(
    'UPDATE albums SET compare_since_ms = coalesce(compare_since_ms, 0), fillings = fillings + 1 WHERE id = ?',
  );
  const stale = db.prepare(
    `SELECT 1 FROM placements p JOIN albums a ON a.id = p.album_id WHERE p.id = ? AND p.seen_fillings < a.fillings`,
  );
  const uncompared = db.prepare(`UPDATE placements SET compared = 0 WHERE id = ? AND state = 'uploaded'`);

  return {
    /** How many photos the album must hold if nobody else has changed it. */
    knownPhotos: (albumId: number): number => known.get(albumId) ?? 0,
    setKnownPhotos(albumId: number, photos: number): void {
      setKnown.run(photos, albumId);
    },
    /** So many of ours were published; where the count was never looked at, nothing is known. */
    notePublished(albumId: number, photos: number): void {
      published.run(photos, albumId);
    },
    /** When the newest of the listed photos was published; null where none is listed. */
    newestListedMs: (albumId: number): number | null => newest.get(albumId) ?? null,
    isListed: (albumId: number, remoteId: string): boolean => listed.get(albumId, remoteId) !== undefined,
    /** Others have filled the album: every photo is compared with what they sent before it is published. */
    noteFilled(albumId: number): void {
      filled.run(albumId);
    },
    /** It was compared with the album as it was before others filled it. */
    isComparedBefore: (placementId: number): boolean => stale.get(placementId) !== undefined,
    compareAgain: atomic(db, (placementIds: readonly number[]): void => {
      for (const id of placementIds) uncompared.run(id);
    }),
  };
}
