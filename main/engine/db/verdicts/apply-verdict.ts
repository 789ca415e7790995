// Brings an existing placement to what the rules say now.
import { conversionPlan, type ConversionPlan } from '../../../../shared/facts.ts';
import { refusedByService, type Reason } from '../../../../shared/reasons.ts';
import type { FileTable } from '../files.ts';
import { isLeftOutByName, type PlacementRow } from './placement-conditions.ts';
import { isSamePlan } from '../placement-copies.ts';
import type { PlacementTable } from '../placements.ts';
import type { SourceFiles } from './source-files.ts';
import type { PhotoVerdict } from './verdicts.ts';

/** Reasons to hold a photo that the rules gave, and may take back. */
const heldByRules: ReadonlySet<Reason | null> = new Set<Reason | null>([
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

/** The caller opens the transaction. */
export function openApplyVerdict({
  files,
  placements,
  sourceFiles,
}: {
  files: FileTable;
  placements: PlacementTable;
  sourceFiles: SourceFiles;
}) {
  /** Keeps what the person decided and what the service refused. */
  function reapplyRules(placementId: number, verdict: PhotoVerdict, priority?: number): void {
    const placement = sourceFiles.get(placementId);
    if (placement === null) return;
    const source = placement.file_id === null ? null : files.get(placement.file_id);
    if (priority !== undefined && source !== null) sourceFiles.setSource(placementId, source, priority);
    switch (placement.state) {
      case 'skipped':
        if (placement.reason !== 'source_gone' && placement.reason !== 'folder_removed' && !isLeftOutByName(placement))
          return;
        if (source?.state !== 'placed') return;
        if (placement.chosen === 1) placements.apply(placementId, 'wanted_again');
        else if (verdict.kind === 'held')
          placements.apply(placementId, 'held', {
            reason: verdict.reason,
            ...(verdict.conversionPlan === undefined ? {} : { conversionPlan: verdict.conversionPlan }),
            ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
          });
        else if (verdict.kind !== 'skipped') send(placementId, verdict);
        return;
      case 'held':
        if (!heldByRules.has(placement.reason) || placement.last_error === refusedByService) return;
        if (verdict.kind === 'queued' || verdict.kind === 'review') send(placementId, verdict);
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
        // Another copy is planned: what is reserved or uploaded is not that one.
        else if (!isSamePlan(verdict.conversionPlan, planOf(placement)))
          placements.planAnew(placementId, verdict.conversionPlan);
        return;
      default:
    }
  }

  /** To the review if the folder asks for one, else into the queue. */
  function send(placementId: number, verdict: PhotoVerdict & { conversionPlan: ConversionPlan | null }): void {
    placements.apply(placementId, verdict.kind === 'review' ? 'review_wanted' : 'wanted_again', {
      conversionPlan: verdict.conversionPlan,
    });
  }

  return reapplyRules;
}

function planOf(placement: PlacementRow): ConversionPlan | null {
  return placement.mend_plan === null ? null : conversionPlan.parse(JSON.parse(placement.mend_plan));
}
