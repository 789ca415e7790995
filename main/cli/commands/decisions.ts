// The decisions that a person can type about a photo, and which of them a photo has. Pure.
import type { PhotoAction } from '../../../shared/library/photo.ts';
import type { AlbumAction } from '../../../shared/library/problem.ts';
import { isAboutAlbum, type Reason } from '../../../shared/reasons.ts';

/** As they are typed. `new-album` makes the album again that is gone, `next-album` goes on for one that is full. */
export const decisions = [
  'shrink',
  'convert',
  'send-anyway',
  'send-without-caption',
  'leave-out',
  'try-again',
  'check-again',
  'it-is-there',
  'it-is-not-there',
  'send',
  'new-album',
  'next-album',
  'correct-privacy',
  'publish-anyway',
] as const;
export type DecideAction = (typeof decisions)[number];

/** Decisions about an album, and what the engine calls them. */
export const albumActionOf: Readonly<Partial<Record<DecideAction, AlbumAction>>> = {
  'new-album': 'create_album',
  'next-album': 'next_album',
  'correct-privacy': 'correct_privacy',
  'publish-anyway': 'publish_anyway',
};

const typed: Readonly<Record<PhotoAction, DecideAction>> = {
  shrink: 'shrink',
  convert: 'convert',
  send_anyway: 'send-anyway',
  send_without_caption: 'send-without-caption',
  leave_out: 'leave-out',
  try_again: 'try-again',
  check_again: 'check-again',
  it_is_there: 'it-is-there',
  it_is_not_there: 'it-is-not-there',
  approve: 'send',
};

/** null: it is about the album, not about one photo. */
export function actionOf(decision: DecideAction): PhotoAction | null {
  const found = Object.entries(typed).find(([, word]) => word === decision);
  return found === undefined ? null : (found[0] as PhotoAction);
}

/** Of what the engine would do for this photo, best first. */
export function decisionsFor(actions: readonly PhotoAction[], reason: Reason | null): DecideAction[] {
  if (reason === 'album_full') return ['next-album', 'try-again', 'leave-out'];
  if (reason === 'album_privacy') return ['correct-privacy', 'publish-anyway', 'try-again', 'leave-out'];
  if (reason === 'album_refused' || reason === 'group_gone' || reason === 'group_no_right')
    return ['try-again', 'leave-out'];
  if (isAboutAlbum(reason)) return ['new-album', 'leave-out'];
  return actions.map((action) => typed[action]);
}

/** What the next `sync` tries again unasked (sync-folders.ts). */
export const triedAgain = [
  ['gave_up', 'try_again'],
  ['sending_crashed', 'check_again'],
  ['mending_failed', 'try_again'],
  ['unreadable', 'check_again'],
] as const;
