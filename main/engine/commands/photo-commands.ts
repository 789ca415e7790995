// CommandCalls about single photos: a decision for many at once, and «stop» for one that is being sent.
import type { PhotoAction } from '../../../shared/library/photo.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import type { Tables } from '../db/tables.ts';
import { inSlices } from '../db/storage/slices.ts';
import { applyPhotoAction, leaveOut, type PhotoActionContext } from './apply-photo-action.ts';

export interface PhotoCommandContext extends PhotoActionContext {
  tables: PhotoActionContext['tables'] & Pick<Tables, 'together'>;
  changed(area: 'photos' | 'problems'): void;
  wake(): void;
}

/** `changed` of the answer: how many photos the action changed. */
export async function actOnPhotos(
  context: PhotoCommandContext,
  fileIds: readonly number[],
  action: PhotoAction,
): Promise<Result<{ changed: number }>> {
  let changed = 0;
  await inSlices(context.tables, fileIds, (fileId) => {
    if (applyPhotoAction(context, fileId, action)) changed += 1;
  });
  context.changed('photos');
  context.changed('problems');
  context.wake();
  return ok({ changed });
}

/** Leaves a photo out while it is being sent. */
export function stopLane(context: PhotoCommandContext, fileId: number): Result<undefined> {
  const { files, placements } = context.tables;
  const file = files.get(fileId);
  if (file === null) return refuse('no_such_item');
  const state = file.placementId === null ? null : placements.state(file.placementId);
  // The photo may be public already; that cannot be undone from here.
  if (state === 'committing' || state === 'unclear' || state === 'done') return refuse('too_late', file.path);
  if (!leaveOut(context, file) && state !== 'skipped') return refuse('no_such_item');
  context.changed('photos');
  context.wake();
  return ok(undefined);
}
