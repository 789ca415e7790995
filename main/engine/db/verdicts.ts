// What a verdict does to content, placement and path together, each in one transaction: inspected, judged again, set aside, left out.
import type { Database } from 'better-sqlite3';
import { conversionPlan, type Facts, type ConversionPlan } from '../../../shared/facts.ts';
import { refusedByService, type Reason } from '../../../shared/reasons.ts';
import { atomic } from './atomic.ts';
import type { FileRow } from './file-row.ts';
import type { Files } from './files.ts';
import type { JournalTable, JournalDetail } from './journal.ts';
import { openFileMoved } from './file-moved.ts';
import type { PhotoTable } from './photos.ts';
import { isSamePlan } from './placement-copies.ts';
import type { Placements } from './placements.ts';
import {
  isKeptByName,
  isLeftOutByName,
  openSourceFiles,
  shownOf,
  sortOf,
  unsent,
  type PlacementRow,
} from './source-files.ts';

/** What precheck decided for a photo in its folder. */
export type PhotoVerdict =
  | { kind: 'queued'; mend: ConversionPlan | null }
  | { kind: 'review'; mend: ConversionPlan | null }
  | { kind: 'held'; reason: Reason; mend?: ConversionPlan | null; detail?: JournalDetail }
  | { kind: 'skipped'; reason: Reason };

export function openVerdicts(
  db: Database,
  tables: { files: Files; photos: PhotoTable; placements: Placements; journal: JournalTable },
  now: () => number,
) {
  const { files, photos, placements, journal } = tables;
  const sources = openSourceFiles(db, tables, now);
  const moving = openFileMoved(db, tables, sources, now);
  const insert =
    db.prepare(/* sql */ `INSERT INTO placements (photo_id, album_id, folder_id, file_id, state, reason, priority, changed_at_ms, mend_plan, sort_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  /** Answers the file's row, which may be the one that it had under another name. */
  function inspected(
    found: FileRow,
    facts: Facts,
    albumId: number,
    priority: number,
    judge: (about: { replacesSent: boolean; placementId: number | null; fileId: number }) => PhotoVerdict,
    formerId: number | null = null,
  ): number {
    const photoId = photos.put(facts);
    const file = formerId === null ? found : (moving.rejoin(found, formerId, photoId, albumId) ?? found);
    journal.add(now(), file.fileId, null, 'inspected', {
      format: facts.format,
      width: facts.width,
      height: facts.height,
      sizeBytes: facts.sizeBytes,
      hasGps: facts.hasGps,
    });
    const former = file.placementId === null ? null : sources.get(file.placementId);
    // The same bytes as before: nothing changes, whatever album the folder has now (a move costs no bytes).
    if (former?.photo_id === photoId && (former.album_id === albumId || !isOpen(former))) {
      sources.tie(file, former.id, photoId, facts);
      reapplyRules(former.id, judge({ replacesSent: false, placementId: former.id, fileId: file.fileId }));
      return file.fileId;
    }
    if (former !== null) sources.lose(former.id, file.fileId, 'source_gone');

    const present = sources.find(photoId, albumId);
    const isOther = former !== null && former.photo_id !== photoId;
    // Bytes that came to a name later than the name itself appeared now. They stay new, whatever name they get next.
    const appearedMs = isOther ? now() : file.firstSeenMs;
    if (isOther) files.setFirstSeen(file.fileId, appearedMs);
    if (present === null) {
      const verdict = judge({
        replacesSent: isOther && former.state === 'done',
        placementId: null,
        fileId: file.fileId,
      });
      add(file, photoId, facts, albumId, priority, askFirst(verdict, photoId, file.folderId, albumId, appearedMs));
      return file.fileId;
    }
    sources.tie(file, present.id, photoId, facts);
    const verdict = judge({ replacesSent: false, placementId: present.id, fileId: file.fileId });
    const isWantedAnew = present.state === 'skipped';
    reapplyRules(
      present.id,
      isWantedAnew ? askFirst(verdict, photoId, file.folderId, albumId, appearedMs) : verdict,
      priority,
    );
    return file.fileId;
  }

  /**
   * [Note: in another album already] A folder's photo that is in one of its albums goes into another one only if both files were there
   * before it was sent: then the person has it in both on purpose. A copy that appears later is mostly a rearranged folder, and asked about.
   */
  function askFirst(
    verdict: PhotoVerdict,
    photoId: number,
    folderId: number,
    albumId: number,
    appearedMs: number,
  ): PhotoVerdict {
    if (verdict.kind !== 'queued' && verdict.kind !== 'review') return verdict;
    const other = appearedMs === 0 ? null : sources.elsewhere(photoId, folderId, albumId);
    if (other === null || appearedMs <= other.since) return verdict;
    return { kind: 'held', reason: 'in_other_album', mend: verdict.mend, detail: { album: other.title } };
  }

  function add(
    file: FileRow,
    photoId: number,
    facts: Facts,
    albumId: number,
    priority: number,
    verdict: PhotoVerdict,
  ): void {
    const reason = 'reason' in verdict ? verdict.reason : null;
    const mend = 'mend' in verdict && verdict.mend != null ? JSON.stringify(verdict.mend) : null;
    const detail = 'detail' in verdict ? verdict.detail : {};
    const { lastInsertRowid } = insert.run(
      photoId,
      albumId,
      file.folderId,
      file.fileId,
      verdict.kind,
      reason,
      priority,
      now(),
      mend,
      sortOf(file, facts),
    );
    const placementId = Number(lastInsertRowid);
    files.place(file.fileId, {
      state: 'placed',
      shown: shownOf(verdict.kind),
      reason,
      photoId,
      placementId,
      sortMs: sortOf(file, facts),
    });
    journal.add(now(), file.fileId, placementId, verdict.kind, reason === null ? {} : { reason, ...detail });
  }

  /** Brings a placement that precheck may decide about to what precheck says now. What a person decided stays, and so does what the service refused. */
  function reapplyRules(placementId: number, verdict: PhotoVerdict, priority?: number): void {
    const placement = sources.get(placementId);
    if (placement === null) return;
    const source = placement.file_id === null ? null : files.get(placement.file_id);
    if (priority !== undefined && source !== null) sources.takeOver(placementId, source, priority);
    switch (placement.state) {
      case 'skipped':
        if (placement.reason !== 'source_gone' && placement.reason !== 'folder_removed' && !isLeftOutByName(placement))
          return;
        if (source?.state !== 'placed') return;
        if (placement.chosen === 1) placements.apply(placementId, 'wanted_again');
        else if (verdict.kind === 'held')
          placements.apply(placementId, 'held', {
            reason: verdict.reason,
            ...(verdict.mend === undefined ? {} : { conversionPlan: verdict.mend }),
            ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
          });
        else if (verdict.kind !== 'skipped') want(placementId, verdict);
        return;
      case 'held':
        if (!prechecked.has(placement.reason) || placement.last_error === refusedByService) return;
        if (verdict.kind === 'queued' || verdict.kind === 'review') want(placementId, verdict);
        else if (verdict.kind === 'held' ? verdict.reason !== placement.reason : placement.chosen === 0)
          placements.apply(placementId, verdict.kind, { reason: verdict.reason });
        return;
      case 'review':
      case 'queued':
      case 'reserved':
      case 'uploaded':
        if (placement.chosen === 1) return;
        if (verdict.kind === 'held' || verdict.kind === 'skipped')
          placements.apply(placementId, verdict.kind, { reason: verdict.reason });
        // Another copy is to be sent than the one that was planned: what is reserved or uploaded is not it.
        else if (!isSamePlan(verdict.mend, planOf(placement))) placements.planAnew(placementId, verdict.mend);
        return;
      default:
    }
  }

  /** A person is shown first what the folder's rule says they are shown first. */
  function want(placementId: number, verdict: PhotoVerdict & { mend: ConversionPlan | null }): void {
    placements.apply(placementId, verdict.kind === 'review' ? 'review_wanted' : 'wanted_again', {
      conversionPlan: verdict.mend,
    });
  }

  return {
    /** A file was read to its end: its photo, its placement, its place as source or duplicate. */
    inspected: atomic(db, inspected),
    reapplyRules: atomic(db, reapplyRules),
    /** No photo could be read from the file: it is held or skipped by itself; what it was the source of takes another copy, or waits for none. */
    setAside: atomic(
      db,
      (fileId: number, state: 'held' | 'skipped', reason: Reason, detail: JournalDetail = {}): void => {
        const file = files.get(fileId);
        if (file === null) return;
        if (file.placementId !== null) sources.lose(file.placementId, fileId, 'source_gone');
        files.set(fileId, state, state === 'held' ? 'needs_you' : 'skipped', reason);
        journal.add(now(), fileId, null, state, { reason, ...detail });
      },
    ),
    /** The person does not want it sent. Answers false where it is too late or senseless. */
    leaveOut: atomic(db, (fileId: number, reason: Reason): boolean => {
      const file = files.get(fileId);
      // A duplicate is not sent anyway; its twin is another decision.
      if (file === null || file.state === 'duplicate') return false;
      if (file.state === 'held' || file.state === 'seen' || file.state === 'settled') {
        const placement = file.placementId === null ? null : sources.get(file.placementId);
        if (placement?.file_id === fileId) {
          // Its bytes may be public already, whatever lies in the file by now.
          if (placement.state === 'committing' || placement.state === 'unclear') return false;
          placements.applyIfAllowed(placement.id, 'skipped', { reason });
        }
        files.set(fileId, 'skipped', 'skipped', reason);
        journal.add(now(), fileId, null, 'skipped', { reason });
        return true;
      }
      return file.placementId !== null && placements.applyIfAllowed(file.placementId, 'skipped', { reason });
    }),
    ...moving,
    placementOf: (id: number) => sources.get(id),
    /** Not sent because of its name or its other versions, whatever its bytes are. */
    isByName(id: number): boolean {
      const placement = sources.get(id);
      return placement !== null && isKeptByName(placement) && placement.reason !== 'jpeg_not_sent';
    },
  };
}
export type Verdicts = ReturnType<typeof openVerdicts>;

function planOf(placement: PlacementRow): ConversionPlan | null {
  return placement.mend_plan === null ? null : conversionPlan.parse(JSON.parse(placement.mend_plan));
}

/** Not sent, and nobody's decision: it goes where its folder goes now. */
function isOpen({ state, reason }: PlacementRow): boolean {
  return (
    unsent.includes(state) ||
    (state === 'skipped' && (reason === 'source_gone' || reason === 'folder_removed')) ||
    isLeftOutByName({ state, reason })
  );
}

/** Held reasons that precheck gave and precheck may take back. */
const prechecked: ReadonlySet<Reason | null> = new Set<Reason | null>([
  'too_many_bytes',
  'too_small',
  'too_big',
  'invalid_format',
  'unknown_format',
  'unnamed_picture',
  'jpeg_not_sent',
  'corrupted',
  'no_image',
  'place_stays',
  'sending_crashed',
]);
