// What a person can do about a photo or about a group of problems. Pure.
import type { PhotoAction } from '../../../shared/library/photo.ts';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import type { PlacementState } from '../../../shared/placement-state.ts';
import { isAboutAlbum, type ProblemReason } from '../../../shared/reasons.ts';
import type { FileState } from '../db/file-row.ts';

/** The best action first. `state`: of the photo's placement; null where it has none. */
export function actionsFor(
  state: PlacementState | null,
  fileState: FileState,
  reason: string | null,
  isWaitingForRetry: boolean,
): PhotoAction[] {
  // A copy is not sent anyway. The photo it is a copy of has its own row, with the reason to decide about.
  if (fileState === 'duplicate') return [];
  if (fileState === 'held') return ['check_again', 'leave_out'];
  if (state === null) return [];
  switch (state) {
    case 'review':
      return ['approve', 'leave_out'];
    case 'queued':
    case 'reserved':
    case 'uploaded':
      return isWaitingForRetry ? ['try_again', 'leave_out'] : ['leave_out'];
    case 'unclear':
      return ['it_is_there', 'it_is_not_there'];
    case 'skipped':
      return reason === 'source_gone' || reason === 'folder_removed' ? [] : ['send_anyway'];
    case 'held':
      return actionsForHeld(reason);
    case 'committing':
    case 'done':
      return [];
  }
}

function actionsForHeld(reason: string | null): PhotoAction[] {
  switch (reason) {
    case 'maybe_there':
    case 'probably_there':
      return ['it_is_there', 'it_is_not_there', 'leave_out'];
    case 'too_many_bytes':
    case 'too_big':
      return ['shrink', 'leave_out', 'send_anyway'];
    case 'invalid_format':
      return ['convert', 'leave_out', 'send_anyway'];
    case 'unnamed_picture':
      return ['send_anyway', 'leave_out'];
    case 'place_stays':
      return ['leave_out', 'check_again', 'send_anyway'];
    case 'caption_refused':
      return ['send_without_caption', 'try_again', 'leave_out'];
    case 'in_other_album':
      return ['leave_out', 'send_anyway'];
    // The photo is evaluated from the start: its folder may have another album or other rules by now.
    case 'sending_crashed':
      return ['check_again', 'leave_out'];
    // No conversion makes a small picture larger.
    case 'too_small':
      return ['leave_out', 'check_again', 'send_anyway'];
    case 'unknown_format':
    case 'jpeg_not_sent':
    case 'corrupted':
    case 'no_image':
      return ['check_again', 'leave_out', 'send_anyway'];
    default:
      return ['try_again', 'leave_out'];
  }
}

/** Reasons that concern the file before it became a photo. */
const reasonsOfFiles: readonly ProblemReason[] = ['unreadable', 'inspection_crashed', 'inspection_timed_out'];

/** What a person can do about all photos that are held for this reason. */
export function actionsOfGroup(reason: ProblemReason): ProblemGroup['actions'] {
  if (reason === 'album_full') return ['next_album', 'choose_album', 'try_again', 'leave_out'];
  if (reason === 'album_privacy')
    return ['correct_privacy', 'choose_album', 'publish_anyway', 'try_again', 'leave_out'];
  if (reason === 'album_refused' || reason === 'group_gone' || reason === 'group_no_right')
    return ['choose_album', 'try_again', 'leave_out'];
  if (isAboutAlbum(reason)) return ['choose_album', 'create_album', 'leave_out'];
  if (reason === 'commit_unclear') return actionsFor('unclear', 'placed', reason, false);
  return reasonsOfFiles.includes(reason)
    ? actionsFor(null, 'held', reason, false)
    : actionsFor('held', 'placed', reason, false);
}
