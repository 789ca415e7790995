// Which file a placement's bytes come from: attached, detached, replaced by a copy. The caller opens the transaction.
import type { Database } from 'better-sqlite3';
import { compareNatural } from '../../../../shared/natural-order.ts';
import type { Facts } from '../../../../shared/facts.ts';
import type { Reason } from '../../../../shared/reasons.ts';
import type { FileRow } from '../file-row.ts';
import type { FileTable } from '../files.ts';
import type { JournalTable } from '../journal.ts';
import type { PhotoTable } from '../photos.ts';
import { shownOf, unsent, type PlacementRow } from './placement-conditions.ts';
import type { PlacementTable } from '../placements.ts';

const columns = 'id, state, reason, file_id, photo_id, album_id, mend_plan, chosen, last_error';

const leastUrgent = 1000;

/** When the photo was taken, or else the file's mtime, in milliseconds. */
export function sortOf(file: FileRow, facts: Facts | null): number {
  return facts?.capturedAtMs ?? Number(file.mtimeNs / 1_000_000n);
}

/** Finds the rows that decide which file is the source. Read-only. */
function openLookups(db: Database) {
  const find = db.prepare<[number, number], PlacementRow>(
    `SELECT ${columns} FROM placements WHERE photo_id = ? AND album_id = ?`,
  );
  const inContinued = db.prepare<
    { photo: number; album: number },
    PlacementRow
  >(/* sql */ `WITH RECURSIVE former (id) AS (SELECT continues FROM albums WHERE id = @album AND continues IS NOT NULL
      UNION SELECT a.continues FROM albums a JOIN former f ON a.id = f.id WHERE a.continues IS NOT NULL)
    SELECT ${columns} FROM placements WHERE photo_id = @photo AND album_id IN (SELECT id FROM former)
      AND state IN ('committing', 'unclear', 'done') LIMIT 1`);
  const get = db.prepare<[number], PlacementRow>(`SELECT ${columns} FROM placements WHERE id = ?`);
  const inOtherAlbum = db.prepare<
    [number, number, number],
    { title: string; since: number }
  >(/* sql */ `SELECT a.title, coalesce(p.done_at_ms, p.changed_at_ms) AS since FROM placements p
    JOIN albums a ON a.id = p.album_id
      WHERE p.photo_id = ? AND p.folder_id = ? AND p.album_id <> ? AND p.state IN ('committing', 'unclear', 'done')
        ORDER BY since LIMIT 1`);
  const heldForOtherAlbum = db
    .prepare<[number, number], number>(
      `SELECT file_id FROM placements WHERE photo_id = ? AND folder_id = ? AND state = 'held'
        AND reason = 'in_other_album' AND file_id IS NOT NULL`,
    )
    .pluck();

  return {
    /** The photo's placement in this album, or in a full album that this one continues if it was sent there. */
    find: (photoId: number, albumId: number): PlacementRow | null =>
      find.get(photoId, albumId) ?? inContinued.get({ photo: photoId, album: albumId }) ?? null,
    /** The earliest other album into which this folder sent the photo, or may have; `since` in milliseconds. */
    inOtherAlbum: (photoId: number, folderId: number, albumId: number) =>
      inOtherAlbum.get(photoId, folderId, albumId) ?? null,
    /** Files of this folder held because their photo is in another of its albums. */
    heldForOtherAlbum: (photoId: number, folderId: number): number[] => heldForOtherAlbum.all(photoId, folderId),
    get: (placementId: number): PlacementRow | null => get.get(placementId) ?? null,
  };
}

export function openSourceFiles(
  db: Database,
  tables: { files: FileTable; photos: PhotoTable; placements: PlacementTable; journal: JournalTable },
  now: () => number,
) {
  const { files, photos, placements, journal } = tables;
  const lookups = openLookups(db);
  const setFile = db.prepare(
    'UPDATE placements SET file_id = ?, folder_id = coalesce(?, folder_id), priority = min(priority, ?) WHERE id = ?',
  );
  const resort = db.prepare('UPDATE placements SET sort_ms = ? WHERE id = ?');
  const clearFile = db.prepare('UPDATE placements SET file_id = NULL WHERE id = ?');
  const isRemoved = db.prepare<[number], { removed: number }>(
    'SELECT removed_at_ms IS NOT NULL AS removed FROM folders WHERE id = ?',
  );

  /** The bytes come from this file from now on. `priority` only ever becomes more urgent. */
  function setSource(placementId: number, file: FileRow, priority = leastUrgent): void {
    setFile.run(file.fileId, file.folderId, priority, placementId);
  }

  /** The placement loses this file: a copy becomes its source, else an unsent photo is skipped for this reason. */
  function detach(placementId: number, fileId: number, reason: Reason): void {
    const placement = lookups.get(placementId);
    if (placement === null || placement.file_id !== fileId) return;
    const copy = files.copiesOf(placementId).find((file) => file.fileId !== fileId);
    if (copy !== undefined) {
      setSource(placementId, copy);
      files.setPlacement(copy.fileId, {
        state: 'placed',
        shown: shownOf(placement.state),
        reason: placement.reason,
        photoId: placement.photo_id,
        placementId,
        sortMs: sortOf(copy, photos.get(placement.photo_id)),
      });
      return;
    }
    if (unsent.includes(placement.state)) placements.apply(placementId, 'skipped', { reason });
  }

  /** The file that was the source until now. */
  function becomeCopy(file: FileRow, placement: PlacementRow, facts: Facts | null): void {
    files.setPlacement(file.fileId, {
      state: 'duplicate',
      shown: 'duplicate',
      reason: null,
      photoId: placement.photo_id,
      placementId: placement.id,
      sortMs: sortOf(file, facts),
    });
    journal.add(now(), file.fileId, null, 'duplicate', {});
  }

  /**
   * Attaches a file to an existing placement: as its source when the present one does not count any more, else as a
   * duplicate.
   */
  function attach(file: FileRow, placementId: number, photoId: number, facts: Facts | null): void {
    const placement = lookups.get(placementId);
    if (placement === null) throw new Error(`placement ${placementId} does not exist`);
    const source = placement.file_id === null ? null : files.get(placement.file_id);
    const hasLostSource = source === null || source.placementId !== placementId;
    // Of equal files the first by name is sent, so «a (1).jpg» is shown as the copy. A photo on its way keeps its
    // source.
    const isFirst =
      !hasLostSource &&
      source.state === 'placed' &&
      (placement.state === 'queued' || placement.state === 'review') &&
      source.folderId === file.folderId &&
      compareNatural(file.path, source.path) < 0;
    const isSource =
      hasLostSource ||
      isFirst ||
      source.fileId === file.fileId ||
      source.state === 'missing' ||
      isRemoved.get(source.folderId)?.removed === 1;
    if (isSource && placement.file_id !== file.fileId) {
      setSource(placementId, file);
      resort.run(sortOf(file, facts), placementId);
      if (isFirst) becomeCopy(source, placement, facts);
      // A missing or unwatched file has its history in the placement; its row would be a second line for one photo.
      else if (!hasLostSource) files.remove(source.fileId);
    }
    files.setPlacement(file.fileId, {
      state: isSource ? 'placed' : 'duplicate',
      shown: isSource ? shownOf(placement.state) : 'duplicate',
      reason: isSource ? placement.reason : null,
      photoId,
      placementId,
      sortMs: sortOf(file, facts),
    });
    if (!isSource) journal.add(now(), file.fileId, null, 'duplicate', {});
  }

  return {
    ...lookups,
    setSource,
    detach,
    attach,
    /** The placement has no source any more. */
    clearSource(placementId: number): void {
      clearFile.run(placementId);
    },
  };
}
export type SourceFiles = ReturnType<typeof openSourceFiles>;
