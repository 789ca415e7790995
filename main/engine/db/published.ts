// What this library has put on the service: by that its account is known again under another id.
import type { Database } from 'better-sqlite3';

/** Enough to find one that is still there; the newest first, so that a few pages of the service's list show them. */
const personalPhotosKept = 200;

export interface PublishedTraces {
  /** Of the account's own albums: ids on the service. */
  albums: ReadonlySet<string>;
  /** Among the personal photos: ids on the service, the newest. */
  personalPhotos: ReadonlySet<string>;
  /** When the oldest of these photos was done; milliseconds since 1970. */
  personalSinceMs: number;
  /** Whether anything was published, found again or not. */
  isAnything: boolean;
}

export function openPublished(db: Database) {
  // A group's albums stand in the lists of all who manage it: they prove nothing.
  const albums = db.prepare<[], { remote_id: string }>(
    'SELECT remote_id FROM albums WHERE remote_id IS NOT NULL AND group_id IS NULL',
  );
  const personal = db.prepare<
    [number],
    { assigned_id: string; done_at_ms: number | null }
  >(/* sql */ `SELECT p.assigned_id, p.done_at_ms FROM albums a JOIN placements p ON p.album_id = a.id
    WHERE a.kind = 'personal' AND p.state = 'done' AND p.assigned_id IS NOT NULL ORDER BY p.done_at_ms DESC LIMIT ?`);
  const anything = db.prepare(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM albums a CROSS JOIN placements p INDEXED BY placements_of_album
      ON p.album_id = a.id AND p.state IN ('committing', 'done', 'unclear'))
    OR EXISTS (SELECT 1 FROM receipts) OR EXISTS (SELECT 1 FROM albums WHERE remote_id IS NOT NULL)`,
  );
  return {
    traces(): PublishedTraces {
      const photos = personal.all(personalPhotosKept);
      const times = photos.map(({ done_at_ms }) => done_at_ms ?? 0);
      return {
        albums: new Set(albums.all().map(({ remote_id }) => remote_id)),
        personalPhotos: new Set(photos.map(({ assigned_id }) => assigned_id)),
        personalSinceMs: Math.min(...times, Number.MAX_SAFE_INTEGER),
        isAnything: anything.get() !== undefined,
      };
    },
  };
}
