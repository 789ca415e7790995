// What a verdict about a photo writes, each case in one transaction: inspected, rules applied again, not a photo, left
// out.
import type { Database } from 'better-sqlite3';
import type { ConversionPlan } from '../../../../shared/facts.ts';
import type { Reason } from '../../../../shared/reasons.ts';
import { atomic } from '../storage/atomic.ts';
import type { FileTable } from '../files.ts';
import type { JournalTable, JournalDetail } from '../journal.ts';
import { openFileGone } from './file-gone.ts';
import { openFileMoved } from './file-moved.ts';
import type { PhotoTable } from '../photos.ts';
import type { PlacementTable } from '../placements.ts';
import { openInspected } from './inspected-file.ts';
import { isKeptByName } from './placement-conditions.ts';
import { openApplyVerdict } from './apply-verdict.ts';
import { openSourceFiles } from './source-files.ts';

/** What the rules say about a photo in its folder. */
export type PhotoVerdict =
  | { kind: 'queued'; conversionPlan: ConversionPlan | null }
  | { kind: 'review'; conversionPlan: ConversionPlan | null }
  | { kind: 'held'; reason: Reason; conversionPlan?: ConversionPlan | null; detail?: JournalDetail }
  | { kind: 'skipped'; reason: Reason };

export function openVerdicts(
  db: Database,
  tables: { files: FileTable; photos: PhotoTable; placements: PlacementTable; journal: JournalTable },
  now: () => number,
) {
  const { files, placements, journal } = tables;
  const sourceFiles = openSourceFiles(db, tables, now);
  const fileMoved = openFileMoved(db, tables, sourceFiles, now);
  const reapplyRules = openApplyVerdict({ files, placements, sourceFiles });
  const inspected = openInspected(db, tables, { sourceFiles, fileMoved, reapplyRules }, now);

  return {
    /**
     * A file was inspected: writes its photo, its placement, and whether it is the source or a duplicate. Answers its
     * row's id.
     */
    inspected: atomic(db, inspected),
    reapplyRules: atomic(db, reapplyRules),
    /**
     * No photo could be read from the file: it is held or skipped itself. Its former placement takes a copy, or is
     * skipped.
     */
    setAside: atomic(
      db,
      (fileId: number, state: 'held' | 'skipped', reason: Reason, detail: JournalDetail = {}): void => {
        const file = files.get(fileId);
        if (file === null) return;
        if (file.placementId !== null) sourceFiles.detach(file.placementId, fileId, 'source_gone');
        files.set(fileId, state, state === 'held' ? 'needs_you' : 'skipped', reason);
        journal.add(now(), fileId, null, state, { reason, ...detail });
      },
    ),
    /** The person does not want it sent. Answers false when it is too late, or it is not sent anyway. */
    leaveOut: atomic(db, (fileId: number, reason: Reason): boolean => {
      const file = files.get(fileId);
      // A duplicate is not sent anyway; the other file is a decision of its own.
      if (file === null || file.state === 'duplicate') return false;
      if (file.state === 'held' || file.state === 'seen' || file.state === 'settled') {
        const placement = file.placementId === null ? null : sourceFiles.get(file.placementId);
        if (placement?.file_id === fileId) {
          // The photo may be public already, whatever the file holds now.
          if (placement.state === 'committing' || placement.state === 'unclear') return false;
          placements.applyIfAllowed(placement.id, 'skipped', { reason });
        }
        files.set(fileId, 'skipped', 'skipped', reason);
        journal.add(now(), fileId, null, 'skipped', { reason });
        return true;
      }
      return file.placementId !== null && placements.applyIfAllowed(file.placementId, 'skipped', { reason });
    }),
    ...fileMoved,
    ...openFileGone(db, { files, journal, sourceFiles }, now),
    placementOf: (id: number) => sourceFiles.get(id),
    /** Not sent because of its name or its other versions, whatever its bytes are. */
    isByName(id: number): boolean {
      const placement = sourceFiles.get(id);
      return placement !== null && isKeptByName(placement) && placement.reason !== 'jpeg_not_sent';
    },
  };
}
export type VerdictTable = ReturnType<typeof openVerdicts>;
