// What happens to content, placement and path together, each in one transaction: a file was inspected, edited, lost, moved, left out.
import type { Database } from 'better-sqlite3';
import type { Facts, MendPlan } from '../../../shared/facts.ts';
import type { ShownState } from '../../../shared/library.ts';
import type { PlacementState } from '../../../shared/placement-state.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { FileRow, Files } from './files.ts';
import { atomic } from './atomic.ts';
import type { Journal } from './journal.ts';
import type { Photos } from './photos.ts';
import type { Placements } from './placements.ts';

/** What precheck decided for a photo in its folder. */
export type Verdict =
  | { kind: 'queued'; mend: MendPlan | null }
  | { kind: 'review'; mend: MendPlan | null }
  | { kind: 'held'; reason: Reason }
  | { kind: 'skipped'; reason: Reason };

/** Same rule as the trigger placements_shown, for the moment a file is tied to its placement. */
export function shownOf(state: PlacementState): ShownState {
  if (state === 'review' || state === 'done' || state === 'skipped') return state;
  return state === 'held' || state === 'unclear' ? 'needs_you' : 'waiting';
}

/** Not sent yet, and nothing of it can be public: may be dropped without a trace on the service. */
const unsent: readonly PlacementState[] = ['review', 'queued', 'reserved', 'uploaded', 'held'];

export function openPlacing(
  db: Database,
  tables: { files: Files; photos: Photos; placements: Placements; journal: Journal },
  now: () => number,
) {
  const { files, photos, placements, journal } = tables;
  const find = db.prepare<
    [number, number],
    { id: number; state: PlacementState; reason: Reason | null; file_id: number | null }
  >('SELECT id, state, reason, file_id FROM placements WHERE photo_id = ? AND album_id = ?');
  const get = db.prepare<
    [number],
    {
      id: number;
      state: PlacementState;
      reason: Reason | null;
      file_id: number | null;
      photo_id: number;
      album_id: number;
      last_error: string | null;
    }
  >('SELECT id, state, reason, file_id, photo_id, album_id, last_error FROM placements WHERE id = ?');
  const insert =
    db.prepare(/* sql */ `INSERT INTO placements (photo_id, album_id, folder_id, file_id, state, reason, priority, changed_at_ms, mend_plan)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const source = db.prepare(
    'UPDATE placements SET file_id = ?, folder_id = coalesce(?, folder_id), priority = min(priority, ?) WHERE id = ?',
  );
  const noSource = db.prepare('UPDATE placements SET file_id = NULL WHERE id = ?');
  const retarget = db.prepare('UPDATE placements SET album_id = ? WHERE id = ?');

  /** The placement loses this file as the place its bytes come from: another copy takes over, else there is nothing left to send. */
  function loseSource(placementId: number, fileId: number, reason: Reason): void {
    const placement = get.get(placementId);
    if (placement === undefined || placement.file_id !== fileId) return;
    const copy = files.copiesOf(placementId).find((file) => file.fileId !== fileId);
    if (copy !== undefined) {
      source.run(copy.fileId, copy.folderId, 1000, placementId);
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

  function inspected(
    file: FileRow,
    facts: Facts,
    albumId: number,
    priority: number,
    judge: (isNew: { replacesSent: boolean }) => Verdict,
  ): void {
    const photoId = photos.put(facts);
    journal.add(now(), file.fileId, null, 'inspected', {
      format: facts.format,
      width: facts.width,
      height: facts.height,
      sizeBytes: facts.sizeBytes,
      hasGps: facts.hasGps,
    });
    const former = file.placementId === null ? undefined : get.get(file.placementId);
    // The same bytes as before: nothing changes, whatever album the folder has now (a move costs no bytes).
    if (
      former !== undefined &&
      former.photo_id === photoId &&
      (former.album_id === albumId || !unsent.includes(former.state))
    ) {
      settleInto(file, former.id, photoId, facts);
      rejudge(former.id, judge({ replacesSent: false }));
      return;
    }
    if (former !== undefined) loseSource(former.id, file.fileId, 'source_gone');

    const present = find.get(photoId, albumId);
    if (present === undefined) {
      const verdict = judge({
        replacesSent: former !== undefined && former.photo_id !== photoId && former.state === 'done',
      });
      const reason = 'reason' in verdict ? verdict.reason : null;
      const mend = 'mend' in verdict && verdict.mend !== null ? JSON.stringify(verdict.mend) : null;
      const id = Number(
        insert.run(photoId, albumId, file.folderId, file.fileId, verdict.kind, reason, priority, now(), mend)
          .lastInsertRowid,
      );
      files.place(file.fileId, {
        state: 'placed',
        shown: shownOf(verdict.kind),
        reason,
        photoId,
        placementId: id,
        sortMs: sortOf(file, facts),
      });
      journal.add(now(), file.fileId, id, verdict.kind, reason === null ? {} : { reason });
      return;
    }
    settleInto(file, present.id, photoId, facts);
    rejudge(present.id, judge({ replacesSent: false }), priority);
  }

  /** Ties a file to a placement that exists: as its source when it has none, else as a duplicate. */
  function settleInto(file: FileRow, placementId: number, photoId: number, facts: Facts): void {
    const placement = get.get(placementId);
    if (placement === undefined) throw new Error(`placement ${placementId} does not exist`);
    const holder = placement.file_id === null ? null : files.get(placement.file_id);
    const isSource =
      holder === null ||
      holder.fileId === file.fileId ||
      holder.state === 'missing' ||
      holder.placementId !== placementId;
    if (isSource && placement.file_id !== file.fileId) source.run(file.fileId, file.folderId, 1000, placementId);
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

  /** Brings a placement that precheck may decide about to what precheck says now. What a person decided stays. */
  function rejudge(placementId: number, verdict: Verdict, priority?: number): void {
    const placement = get.get(placementId);
    if (placement === undefined) return;
    if (priority !== undefined) source.run(placement.file_id, null, priority, placementId);
    const mendPlan = 'mend' in verdict ? verdict.mend : null;
    if (
      placement.state === 'skipped' &&
      (placement.reason === 'source_gone' || placement.reason === 'folder_removed')
    ) {
      if (verdict.kind === 'held') placements.apply(placementId, 'held', { reason: verdict.reason });
      else if (verdict.kind !== 'skipped') placements.apply(placementId, 'wanted_again', { mendPlan });
    } else if (
      placement.state === 'held' &&
      prechecked.has(placement.reason) &&
      placement.last_error !== refusedByService
    ) {
      // What the service itself refused stays refused, whatever our table of limits says.
      if (verdict.kind === 'queued' || verdict.kind === 'review')
        placements.apply(placementId, 'wanted_again', { mendPlan });
      else if (verdict.reason !== placement.reason && verdict.kind === 'held')
        placements.apply(placementId, 'held', { reason: verdict.reason });
    } else if (placement.state === 'queued' && verdict.kind === 'held') {
      placements.apply(placementId, 'held', { reason: verdict.reason });
    }
  }

  return {
    /** A file was read to its end: its photo, its placement, its place as source or duplicate. */
    inspected: atomic(db, inspected),
    rejudge: atomic(db, rejudge),
    /** The file is not on the disk any more. What is on the service stays there. */
    gone: atomic(db, (fileId: number): void => {
      const file = files.get(fileId);
      if (file === null || file.state === 'missing') return;
      if (file.placementId === null) {
        files.remove(fileId);
        return;
      }
      const placement = get.get(file.placementId);
      const wasSource = placement?.file_id === fileId;
      loseSource(file.placementId, fileId, 'source_gone');
      const isSourceStill = wasSource && get.get(file.placementId)?.file_id === fileId;
      if (!isSourceStill) {
        // A duplicate, or a source whose copy took over: its history is the copy's.
        files.remove(fileId);
        return;
      }
      const after = get.get(file.placementId);
      files.set(fileId, 'missing', after === undefined ? 'skipped' : shownOf(after.state), after?.reason ?? null);
      journal.add(now(), fileId, null, 'gone', {});
    }),
    /** The same file under another path, perhaps in another folder: keeps journal, photo, and what is on the service. */
    moved: atomic(db, (fileId: number, folderId: number, path: string, albumId: number): void => {
      const before = files.get(fileId);
      files.moved(fileId, folderId, path);
      journal.add(now(), fileId, null, 'moved', { from: before?.path ?? '' });
      const placement = before?.placementId == null ? undefined : get.get(before.placementId);
      if (
        placement === undefined ||
        placement.album_id === albumId ||
        placement.file_id !== fileId ||
        !unsent.includes(placement.state)
      )
        return;
      if (find.get(placement.photo_id, albumId) !== undefined) {
        // The photo is in the new album's queue already: inspection will make this file its duplicate.
        const sight = files.get(fileId);
        if (sight !== null) files.sighted(fileId, sight, 'settled');
        return;
      }
      // A reservation is for one album: it is given back before the photo goes to another.
      if (placement.state === 'reserved') placements.apply(placement.id, 'reservation_lost');
      if (placement.state === 'uploaded') placements.apply(placement.id, 'token_lost');
      retarget.run(albumId, placement.id);
      source.run(fileId, folderId, 1000, placement.id);
    }),
    /** Its folder is not watched any more. What is on the service stays known, so that nothing is ever sent twice. */
    forget: atomic(db, (fileId: number): void => {
      const file = files.get(fileId);
      if (file === null) return;
      if (file.placementId !== null) {
        loseSource(file.placementId, fileId, 'folder_removed');
        const placement = get.get(file.placementId);
        if (placement?.file_id === fileId) {
          if (!['skipped', 'held'].includes(placement.state)) return;
          noSource.run(file.placementId);
        }
      }
      files.remove(fileId);
    }),
    /** The photos go to another album than the one that is gone. Answers false for what cannot change any more. */
    retarget: atomic(db, (placementId: number, albumId: number): boolean => {
      const placement = get.get(placementId);
      if (placement === undefined || placement.state !== 'held') return false;
      const present = find.get(placement.photo_id, albumId);
      if (present === undefined) {
        retarget.run(albumId, placementId);
        placements.apply(placementId, 'wanted_again');
        return true;
      }
      const file = placement.file_id === null ? null : files.get(placement.file_id);
      noSource.run(placementId);
      placements.apply(placementId, 'skipped', { reason: 'source_gone' });
      const facts = photos.get(placement.photo_id);
      if (file !== null && facts !== null) settleInto(file, present.id, placement.photo_id, facts);
      return true;
    }),
    /** The person does not want it sent. Answers false where it is too late or senseless. */
    leaveOut: atomic(db, (fileId: number, reason: Reason): boolean => {
      const file = files.get(fileId);
      if (file === null) return false;
      if (file.placementId === null) {
        if (file.state !== 'held' && file.state !== 'seen' && file.state !== 'settled') return false;
        files.set(fileId, 'skipped', 'skipped', reason);
        journal.add(now(), fileId, null, 'skipped', { reason });
        return true;
      }
      return placements.applyIfAllowed(file.placementId, 'skipped', { reason });
    }),
    placementOf: (id: number) => get.get(id) ?? null,
  };
}
export type Placing = ReturnType<typeof openPlacing>;

/** `last_error` of a placement that the service held. */
export const refusedByService = 'refused by the service';

/** Held reasons that precheck gave and precheck may take back. */
const prechecked: ReadonlySet<Reason | null> = new Set<Reason | null>([
  'too_many_bytes',
  'too_small',
  'too_big',
  'invalid_format',
  'corrupted',
  'no_image',
]);

function sortOf(file: FileRow, facts: Facts | null): number {
  return facts?.capturedAtMs ?? Number(file.mtimeNs / 1_000_000n);
}
