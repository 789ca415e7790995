// Which file a placement's bytes come from: taken over, lost, tied. Runs inside the transactions of placing and moving; begins none.
import type { Database } from 'better-sqlite3';
import { compareNatural } from '../../../shared/natural-order.ts';
import type { Facts } from '../../../shared/facts.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import type { PlacementState } from '../../../shared/placement-state.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { FileRow } from './file-row.ts';
import type { Files } from './files.ts';
import type { JournalTable } from './journal.ts';
import type { PhotoTable } from './photos.ts';
import type { Placements } from './placements.ts';

/** Same rule as the trigger placements_shown, for the moment a file is tied to its placement. */
export function shownOf(state: PlacementState): ShownState {
  if (state === 'review' || state === 'done' || state === 'skipped') return state;
  return state === 'held' || state === 'unclear' ? 'needs_you' : 'waiting';
}

/** Not sent yet, and nothing of it can be public: may be dropped without a trace on the service. */
export const unsent: readonly PlacementState[] = ['review', 'queued', 'reserved', 'uploaded', 'held'];

/** It is on the service, or nothing keeps it from getting there. */
export const mayBecomePublic = (state: PlacementState): boolean =>
  state !== 'held' && state !== 'skipped' && state !== 'unclear';

/** Left out by what its name and its other versions say: taken back when these say something else. */
const byName: readonly Reason[] = ['unnamed_left_out', 'edited_version', 'jpeg_beside'];
export const isLeftOutByName = ({ state, reason }: Pick<PlacementRow, 'state' | 'reason'>): boolean =>
  state === 'skipped' && reason !== null && byName.includes(reason);

/** Not sent because of its name or its other versions, whatever its bytes are. */
export const isKeptByName = (placement: Pick<PlacementRow, 'state' | 'reason'>): boolean =>
  isLeftOutByName(placement) || placement.reason === 'unnamed_picture' || placement.reason === 'jpeg_not_sent';

export interface PlacementRow {
  id: number;
  state: PlacementState;
  reason: Reason | null;
  file_id: number | null;
  photo_id: number;
  album_id: number;
  mend_plan: string | null;
  chosen: number;
  last_error: string | null;
}
const columns = 'id, state, reason, file_id, photo_id, album_id, mend_plan, chosen, last_error';

export function sortOf(file: FileRow, facts: Facts | null): number {
  return facts?.capturedAtMs ?? Number(file.mtimeNs / 1_000_000n);
}

export function openSourceFiles(
  db: Database,
  tables: { files: Files; photos: PhotoTable; placements: Placements; journal: JournalTable },
  now: () => number,
) {
  const { files, photos, placements, journal } = tables;
  const find = db.prepare<[number, number], PlacementRow>(
    `SELECT ${columns} FROM placements WHERE photo_id = ? AND album_id = ?`,
  );
  const inFormer = db.prepare<
    { photo: number; album: number },
    PlacementRow
  >(/* sql */ `WITH RECURSIVE former (id) AS (SELECT continues FROM albums WHERE id = @album AND continues IS NOT NULL
      UNION SELECT a.continues FROM albums a JOIN former f ON a.id = f.id WHERE a.continues IS NOT NULL)
    SELECT ${columns} FROM placements WHERE photo_id = @photo AND album_id IN (SELECT id FROM former) AND state IN ('committing', 'unclear', 'done') LIMIT 1`);
  const get = db.prepare<[number], PlacementRow>(`SELECT ${columns} FROM placements WHERE id = ?`);
  const take = db.prepare(
    'UPDATE placements SET file_id = ?, folder_id = coalesce(?, folder_id), priority = min(priority, ?) WHERE id = ?',
  );
  const elsewhere = db.prepare<
    [number, number, number],
    { title: string; since: number }
  >(/* sql */ `SELECT a.title, coalesce(p.done_at_ms, p.changed_at_ms) AS since FROM placements p JOIN albums a ON a.id = p.album_id
      WHERE p.photo_id = ? AND p.folder_id = ? AND p.album_id <> ? AND p.state IN ('committing', 'unclear', 'done') ORDER BY since LIMIT 1`);
  const askedAbout = db
    .prepare<[number, number], number>(
      `SELECT file_id FROM placements WHERE photo_id = ? AND folder_id = ? AND state = 'held' AND reason = 'in_other_album' AND file_id IS NOT NULL`,
    )
    .pluck();
  const resort = db.prepare('UPDATE placements SET sort_ms = ? WHERE id = ?');
  const none = db.prepare('UPDATE placements SET file_id = NULL WHERE id = ?');
  const isRemoved = db.prepare<[number], { removed: number }>(
    'SELECT removed_at_ms IS NOT NULL AS removed FROM folders WHERE id = ?',
  );

  /** The file becomes the place the bytes come from. `priority`: only ever made more urgent. */
  function takeOver(placementId: number, file: FileRow, priority = leastUrgent): void {
    take.run(file.fileId, file.folderId, priority, placementId);
  }

  /** The placement loses this file: another copy takes over, else there is nothing left to send. */
  function lose(placementId: number, fileId: number, reason: Reason): void {
    const placement = get.get(placementId);
    if (placement === undefined || placement.file_id !== fileId) return;
    const copy = files.copiesOf(placementId).find((file) => file.fileId !== fileId);
    if (copy !== undefined) {
      takeOver(placementId, copy);
      files.place(copy.fileId, {
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

  /** The file that the placement came from until now. */
  function becomeCopy(file: FileRow, placement: PlacementRow, facts: Facts | null): void {
    files.place(file.fileId, {
      state: 'duplicate',
      shown: 'duplicate',
      reason: null,
      photoId: placement.photo_id,
      placementId: placement.id,
      sortMs: sortOf(file, facts),
    });
    journal.add(now(), file.fileId, null, 'duplicate', {});
  }

  /** Ties a file to a placement that exists: as its source when it has none that still counts, else as a duplicate. */
  function tie(file: FileRow, placementId: number, photoId: number, facts: Facts | null): void {
    const placement = get.get(placementId);
    if (placement === undefined) throw new Error(`placement ${placementId} does not exist`);
    const holder = placement.file_id === null ? null : files.get(placement.file_id);
    const isForeign = holder === null || holder.placementId !== placementId;
    // Of equal files the first by name is the one that is sent: a copy «(1)» is shown as the copy. Once it is on its way nothing is exchanged.
    const isFirst =
      !isForeign &&
      holder.state === 'placed' &&
      (placement.state === 'queued' || placement.state === 'review') &&
      holder.folderId === file.folderId &&
      compareNatural(file.path, holder.path) < 0;
    const isSource =
      isForeign ||
      isFirst ||
      holder.fileId === file.fileId ||
      holder.state === 'missing' ||
      isRemoved.get(holder.folderId)?.removed === 1;
    if (isSource && placement.file_id !== file.fileId) {
      takeOver(placementId, file);
      resort.run(sortOf(file, facts), placementId);
      if (isFirst) becomeCopy(holder, placement, facts);
      // What is gone, or no longer watched, has its history in the placement; as a row it would only be a second line for one photo.
      else if (!isForeign) files.remove(holder.fileId);
    }
    files.place(file.fileId, {
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
    /** In this album, or sent into one that this one goes on for: there it is not wanted a second time. */
    find: (photoId: number, albumId: number): PlacementRow | null =>
      find.get(photoId, albumId) ?? inFormer.get({ photo: photoId, album: albumId }) ?? null,
    /** Of this folder's history: another album in which the photo is, or may be, since when; the first of them. */
    elsewhere: (photoId: number, folderId: number, albumId: number) =>
      elsewhere.get(photoId, folderId, albumId) ?? null,
    /** Files of this folder that wait for a person because their photo is in another album of it. */
    askedAbout: (photoId: number, folderId: number): number[] => askedAbout.all(photoId, folderId),
    get: (placementId: number): PlacementRow | null => get.get(placementId) ?? null,
    takeOver,
    lose,
    tie,
    drop(placementId: number): void {
      none.run(placementId);
    },
  };
}
export type SourceFiles = ReturnType<typeof openSourceFiles>;

const leastUrgent = 1000;
