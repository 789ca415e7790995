// The service has given a photo its permanent id: the photo is published.
import type { PlacementWork } from '../db/placement-work.ts';
import { bytesToSend } from '../sending/bytes-to-send.ts';
import type { PipelineContext } from './context.ts';

export type FinishContext = Pick<PipelineContext, 'tables' | 'transferProgress' | 'accountLimits' | 'changed'>;

/** `adopted`: it was found in the album, after the answer to its commit was lost. */
export function finishCommit(
  context: FinishContext,
  work: PlacementWork,
  assignedId: string,
  event: 'committed' | 'adopted' = 'committed',
): void {
  context.tables.placements.apply(work.placementId, event, { assignedId });
  context.accountLimits.taken(work);
  context.transferProgress.done(work.placementId, bytesToSend(work));
  context.changed('history');
}
