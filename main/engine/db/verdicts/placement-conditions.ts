// What a placement's state and reason mean: how it is shown, and whether it is unsent, may become public, or is left
// out by its name.
import type { PlacementState } from '../../../../shared/placement-state.ts';
import type { Reason } from '../../../../shared/reasons.ts';
import type { ShownState } from '../../../../shared/library/shown-state.ts';

/** The columns that decide what happens to a placement. */
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
/** How its file is shown. Same rule as the trigger `placements_shown`, for the moment a file gets its placement. */
export function shownOf(state: PlacementState): ShownState {
  if (state === 'review' || state === 'done' || state === 'skipped') return state;
  return state === 'held' || state === 'unclear' ? 'needs_you' : 'waiting';
}

/** Not sent yet, and nothing of it can be public: it may be dropped without a trace on the service. */
export const unsent: readonly PlacementState[] = ['review', 'queued', 'reserved', 'uploaded', 'held'];

/** It is on the service, or nothing keeps it from getting there. */
export const mayBecomePublic = (state: PlacementState): boolean =>
  state !== 'held' && state !== 'skipped' && state !== 'unclear';

const nameReasons: readonly Reason[] = ['unnamed_left_out', 'edited_version', 'jpeg_beside'];
/** Skipped because of its name or its other versions; taken back when these change. */
export const isLeftOutByName = ({ state, reason }: Pick<PlacementRow, 'state' | 'reason'>): boolean =>
  state === 'skipped' && reason !== null && nameReasons.includes(reason);

/** Skipped or held because of its name or its other versions, whatever its bytes are. */
export const isKeptByName = (placement: Pick<PlacementRow, 'state' | 'reason'>): boolean =>
  isLeftOutByName(placement) || placement.reason === 'unnamed_picture' || placement.reason === 'jpeg_not_sent';
