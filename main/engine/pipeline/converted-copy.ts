// Where the copy of a photo lies that is sent instead of its file, and how it is removed.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlacementWork } from '../db/placement-work.ts';
import type { PipelineContext } from './context.ts';

export function copyPath({ copiesFolder }: Pick<PipelineContext, 'copiesFolder'>, placementId: number): string {
  return join(copiesFolder, `${placementId}.copy`);
}

/** Never fails: a copy that stays behind is removed at the next start. */
export async function removeCopy(context: Pick<PipelineContext, 'copiesFolder'>, placementId: number): Promise<void> {
  await rm(copyPath(context, placementId), { force: true }).catch(() => undefined);
}

/** Copies of photos that are on the service. */
export async function removeCopiesOfDone(
  context: Pick<PipelineContext, 'copiesFolder' | 'tables'>,
  works: readonly PlacementWork[],
): Promise<void> {
  for (const { sent, placementId } of works)
    if (sent !== null && context.tables.placements.state(placementId) === 'done')
      await removeCopy(context, placementId);
}
