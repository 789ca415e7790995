// Finds albums: by id, by title, due to be created. Read-only.
import type { Database } from 'better-sqlite3';
import { ofTitle } from '../../../../shared/album-title.ts';
import { toAlbum, type AlbumRow } from '../album-row.ts';

/** Bounds the walk along `continues`: a chain that leads in a circle must end. */
const mostParts = 1_000;

export function openAlbumQueries(db: Database, now: () => number) {
  const all = db.prepare('SELECT * FROM albums ORDER BY id');
  const one = db.prepare<[number]>('SELECT * FROM albums WHERE id = ?');
  // Leaves out albums that were never created and that nothing goes to: they do not occupy their title.
  const inUse = db.prepare(/* sql */ `SELECT a.* FROM albums a WHERE a.kind = 'album' AND a.state <> 'gone'
      AND (a.remote_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM folders d WHERE (d.album_id = a.id OR d.id = a.folder_id) AND d.removed_at_ms IS NULL)
    OR EXISTS (SELECT 1 FROM placements p WHERE p.album_id = a.id)) ORDER BY a.id`);
  const personal = db.prepare(`SELECT * FROM albums WHERE kind = 'personal'`);
  const byRemote = db.prepare<[string], { id: number }>('SELECT id FROM albums WHERE remote_id = ?');
  const uncreated = db.prepare<[string, number, number], { n: number }>(
    `SELECT count(*) AS n FROM albums WHERE title = ? AND id <> ? AND remote_id IS NULL AND kind = 'album'
      AND group_id IS (SELECT group_id FROM albums WHERE id = ?)
      AND (state <> 'gone' OR unclear = 1)`,
  );
  const allTitled = db.prepare(`SELECT * FROM albums WHERE title = ? AND group_id IS ? AND kind = 'album' ORDER BY id`);
  const anyTaken = db.prepare<[number]>(
    `SELECT 1 FROM placements WHERE album_id = ? AND state IN ('reserved', 'uploaded', 'committing', 'unclear', 'done')
      LIMIT 1`,
  );
  const due = db.prepare<[number, number]>(/* sql */ `SELECT a.* FROM albums a WHERE a.state IN ('wanted', 'creating')
    AND (a.retry_at_ms IS NULL OR a.retry_at_ms <= ?)
    AND EXISTS (SELECT 1 FROM placements p WHERE p.album_id = a.id AND p.state = 'queued')
    AND (EXISTS (SELECT 1 FROM folders d WHERE (d.album_id = a.id OR d.id = a.folder_id)
        AND d.planned = 0 AND d.paused = 0 AND d.removed_at_ms IS NULL)
      OR NOT EXISTS (SELECT 1 FROM folders d WHERE d.album_id = a.id OR d.id = a.folder_id)
      -- Photos of another folder that a person sent to this album; of many that wait for it only some are asked.
      OR EXISTS (SELECT 1 FROM (SELECT p.folder_id FROM placements p WHERE p.album_id = a.id AND p.state = 'queued'
      LIMIT 8) q
        JOIN folders d ON d.id = q.folder_id WHERE d.planned = 0 AND d.paused = 0 AND d.removed_at_ms IS NULL
          AND d.album_id IS NOT a.id AND d.id IS NOT a.folder_id))
    ORDER BY a.id LIMIT ?`);
  const toReadBack = db.prepare(
    `SELECT * FROM albums WHERE state = 'creating' AND remote_id IS NOT NULL AND privacy_check = 'read'`,
  );
  const planned = db.prepare<[number, number]>(/* sql */ `SELECT a.* FROM albums a WHERE a.state = 'wanted'
    AND (a.retry_at_ms IS NULL OR a.retry_at_ms <= ?)
    AND EXISTS (SELECT 1 FROM placements p WHERE p.album_id = a.id AND p.state = 'queued')
    AND EXISTS (SELECT 1 FROM folders d WHERE (d.album_id = a.id OR d.id = a.folder_id)
      AND d.planned = 1 AND d.paused = 0 AND d.removed_at_ms IS NULL)
    ORDER BY a.id LIMIT ?`);
  const soonest = db.prepare<[number], { at: number | null }>(
    `SELECT min(retry_at_ms) AS at FROM albums WHERE retry_at_ms > ? AND state IN ('wanted', 'creating')`,
  );

  return {
    all: (): AlbumRow[] => all.all().map(toAlbum),
    get(id: number): AlbumRow | null {
      const raw = one.get(id);
      return raw === undefined ? null : toAlbum(raw);
    },
    /** The personal photos; null: nothing has opened this library for writing yet. */
    personalRow(): AlbumRow | null {
      const raw = personal.get();
      return raw === undefined ? null : toAlbum(raw);
    },
    /**
     * Albums in use whose title is the same in any spelling; only the exact ones, if there are any. `groupId`: those of
     * this group; null: the person's own. A title is never looked for in another place.
     */
    ofTitle: (title: string, groupId: string | null): AlbumRow[] =>
      ofTitle(
        title,
        inUse
          .all()
          .map(toAlbum)
          .filter(({ group }) => (group?.id ?? null) === groupId),
      ),
    /** Albums that exist on the service, or that a folder or a photo goes to. */
    inUse: (): AlbumRow[] => inUse.all().map(toAlbum),
    /**
     * Albums to be created now because photos wait for them, unless every folder that uses them is paused or not
     * started.
     */
    due: (limit: number): AlbumRow[] => due.all(now(), limit).map(toAlbum),
    /** Albums that were made, and were not read back yet. */
    toReadBack: (): AlbumRow[] => toReadBack.all().map(toAlbum),
    /** Albums of folders that are not started: they are looked for, never created. */
    dueForPlan: (limit: number): AlbumRow[] => planned.all(now(), limit).map(toAlbum),
    /** No photo of ours is in it or on its way there. */
    isEmpty: (id: number): boolean => anyTaken.get(id) === undefined,
    /** The first album of the chain that this one continues; the album itself when it continues none. */
    firstOfChain(id: number): AlbumRow {
      let found = toAlbum(one.get(id));
      for (let part = 0; part < mostParts && found.continues !== null; part += 1)
        found = toAlbum(one.get(found.continues));
      return found;
    },
    /** By the exact title, the gone ones too; of this group, or null: the person's own. */
    allTitled: (title: string, groupId: string | null): AlbumRow[] => allTitled.all(title, groupId).map(toAlbum),
    /** How many other rows of this title and place have no album on the service yet. */
    countUncreated: (id: number, title: string): number => uncreated.get(title, id, id)?.n ?? 0,
    /** The row of this album of the service. */
    ownerOf(remoteId: string): number | null {
      return byRemote.get(remoteId)?.id ?? null;
    },
    /** The earliest retry later than `afterMs`. */
    soonestRetry: (afterMs: number): number | null => soonest.get(afterMs)?.at ?? null,
  };
}
