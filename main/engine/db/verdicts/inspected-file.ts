// What an inspected file does to its photo and placement.
import type { Database } from 'better-sqlite3';
import type { Facts } from '../../../../shared/facts.ts';
import type { openFileMoved } from './file-moved.ts';
import type { FileRow } from '../file-row.ts';
import type { FileTable } from '../files.ts';
import type { JournalTable } from '../journal.ts';
import type { PhotoTable } from '../photos.ts';
import { isLeftOutByName, shownOf, unsent, type PlacementRow } from './placement-conditions.ts';
import { sortOf, type SourceFiles } from './source-files.ts';
import type { openApplyVerdict } from './apply-verdict.ts';
import type { PhotoVerdict } from './verdicts.ts';

/** The caller opens the transaction. */
export function openInspected(
  db: Database,
  { files, photos, journal }: { files: FileTable; photos: PhotoTable; journal: JournalTable },
  {
    sourceFiles,
    fileMoved,
    reapplyRules,
  }: {
    sourceFiles: SourceFiles;
    fileMoved: Pick<ReturnType<typeof openFileMoved>, 'rejoin'>;
    reapplyRules: ReturnType<typeof openApplyVerdict>;
  },
  now: () => number,
) {
  const add = openNewPlacements(db, { files, journal }, now);

  /**
   * Answers the id of the file's row: another one where the file was moved and takes its former row (`formerId`).
   * `evaluate` applies the folder's rules.
   */
  function inspected(
    found: FileRow,
    facts: Facts,
    albumId: number,
    priority: number,
    evaluate: (about: { replacesSent: boolean; placementId: number | null; fileId: number }) => PhotoVerdict,
    formerId: number | null = null,
  ): number {
    const photoId = photos.put(facts);
    const file = formerId === null ? found : (fileMoved.rejoin(found, formerId, photoId, albumId) ?? found);
    journal.add(now(), file.fileId, null, 'inspected', {
      format: facts.format,
      width: facts.width,
      height: facts.height,
      sizeBytes: facts.sizeBytes,
      hasGps: facts.hasGps,
    });
    const former = file.placementId === null ? null : sourceFiles.get(file.placementId);
    // The same bytes as before: the placement stays, whatever album the folder has now, so a move sends nothing.
    if (former?.photo_id === photoId && (former.album_id === albumId || !followsFolder(former))) {
      sourceFiles.attach(file, former.id, photoId, facts);
      reapplyRules(former.id, evaluate({ replacesSent: false, placementId: former.id, fileId: file.fileId }));
      return file.fileId;
    }
    if (former !== null) sourceFiles.detach(former.id, file.fileId, 'source_gone');

    const present = sourceFiles.find(photoId, albumId);
    const isReplaced = former !== null && former.photo_id !== photoId;
    // Other bytes at a known path are new as of now, and stay so when the file is renamed.
    const appearedMs = isReplaced ? now() : file.firstSeenMs;
    if (isReplaced) files.setFirstSeen(file.fileId, appearedMs);
    if (present === null) {
      const verdict = evaluate({
        replacesSent: isReplaced && former.state === 'done',
        placementId: null,
        fileId: file.fileId,
      });
      add(
        file,
        photoId,
        facts,
        albumId,
        priority,
        holdIfInOtherAlbum(verdict, photoId, file.folderId, albumId, appearedMs),
      );
      return file.fileId;
    }
    sourceFiles.attach(file, present.id, photoId, facts);
    const verdict = evaluate({ replacesSent: false, placementId: present.id, fileId: file.fileId });
    const mayBeSentAnew = present.state === 'skipped';
    reapplyRules(
      present.id,
      mayBeSentAnew ? holdIfInOtherAlbum(verdict, photoId, file.folderId, albumId, appearedMs) : verdict,
      priority,
    );
    return file.fileId;
  }

  /**
   * [Note: in another album already] A photo that is in one album of a folder goes into another one only if both files
   * were there before it was sent: then the person has it in both on purpose. A copy that appears later mostly comes
   * from rearranging the folder, so the person is asked.
   */
  function holdIfInOtherAlbum(
    verdict: PhotoVerdict,
    photoId: number,
    folderId: number,
    albumId: number,
    appearedMs: number,
  ): PhotoVerdict {
    if (verdict.kind !== 'queued' && verdict.kind !== 'review') return verdict;
    const other = appearedMs === 0 ? null : sourceFiles.inOtherAlbum(photoId, folderId, albumId);
    if (other === null || appearedMs <= other.since) return verdict;
    return {
      kind: 'held',
      reason: 'in_other_album',
      conversionPlan: verdict.conversionPlan,
      detail: { album: other.title },
    };
  }

  return inspected;
}

/** Unsent and not decided by the person: it follows its folder's album. */
function followsFolder({ state, reason }: PlacementRow): boolean {
  return (
    unsent.includes(state) ||
    (state === 'skipped' && (reason === 'source_gone' || reason === 'folder_removed')) ||
    isLeftOutByName({ state, reason })
  );
}

function openNewPlacements(
  db: Database,
  { files, journal }: { files: FileTable; journal: JournalTable },
  now: () => number,
) {
  const insert =
    db.prepare(/* sql */ `INSERT INTO placements (photo_id, album_id, folder_id, file_id, state, reason, priority,
      changed_at_ms, mend_plan, sort_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  return (
    file: FileRow,
    photoId: number,
    facts: Facts,
    albumId: number,
    priority: number,
    verdict: PhotoVerdict,
  ): void => {
    const reason = 'reason' in verdict ? verdict.reason : null;
    const conversionPlan =
      'conversionPlan' in verdict && verdict.conversionPlan != null ? JSON.stringify(verdict.conversionPlan) : null;
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
      conversionPlan,
      sortOf(file, facts),
    );
    const placementId = Number(lastInsertRowid);
    files.setPlacement(file.fileId, {
      state: 'placed',
      shown: shownOf(verdict.kind),
      reason,
      photoId,
      placementId,
      sortMs: sortOf(file, facts),
    });
    journal.add(now(), file.fileId, placementId, verdict.kind, reason === null ? {} : { reason, ...detail });
  };
}
