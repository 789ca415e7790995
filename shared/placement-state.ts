// The only table of a placement's states and events. No effects, no database: `next` is pure.
import { z } from 'zod';

/**
 * A placement is a photo that belongs into an album (or the personal photos): it is what is sent, once.
 * «Try later» is not a state but columns of the row (attempts, retry_at_ms, last_error).
 */
export const placementStates = [
  /** Waits for the person's review before it is sent. */
  'review',
  'queued',
  /** A photo id and an upload address are stored; nothing is visible on the service. */
  'reserved',
  /** The bytes are uploaded and the token is stored; still nothing is visible. */
  'uploaded',
  /** «About to commit» is synced to the disk: from here on the photo may be public. */
  'committing',
  /** The service gave its permanent id, or the photo was found in the album. */
  'done',
  'held',
  /** The outcome of the commit is unknown. Only the person ends this state; the program never sends again by itself. */
  'unclear',
  'skipped',
] as const;
export const placementState = z.enum(placementStates);
export type PlacementState = z.infer<typeof placementState>;

export const placementEvents = [
  'approved',
  'reserved',
  'reservation_lost',
  'uploaded',
  'token_lost',
  'commit_started',
  /** The service said that this commit did not happen and may be tried again from the start. */
  'commit_undone',
  /** The service said that this commit did not happen, for a reason unrelated to the photo. */
  'commit_postponed',
  'committed',
  /** Found in the album, provably ours. */
  'adopted',
  'lost_track',
  'person_saw_it',
  'person_missed_it',
  'held',
  'skipped',
  'wanted_again',
  /** Like `wanted_again`, where the folder's rule asks for review. */
  'review_wanted',
  /** A receipt says that it is on the service; the restored backup did not know. */
  'recognised',
] as const;
export const placementEvent = z.enum(placementEvents);
export type PlacementEvent = z.infer<typeof placementEvent>;

type Table = Readonly<Record<PlacementState, Readonly<Partial<Record<PlacementEvent, PlacementState>>>>>;

export const placementTable: Table = {
  review: { approved: 'queued', skipped: 'skipped', held: 'held', recognised: 'done' },
  queued: { reserved: 'reserved', held: 'held', skipped: 'skipped', recognised: 'done' },
  reserved: { uploaded: 'uploaded', reservation_lost: 'queued', held: 'held', skipped: 'skipped', recognised: 'done' },
  uploaded: {
    commit_started: 'committing',
    token_lost: 'queued',
    held: 'held',
    skipped: 'skipped',
    recognised: 'done',
  },
  // No `skipped` and no `reservation_lost` here: what may be public is never forgotten and never sent again by itself.
  committing: {
    committed: 'done',
    adopted: 'done',
    commit_undone: 'queued',
    commit_postponed: 'uploaded',
    lost_track: 'unclear',
    held: 'held',
    recognised: 'done',
  },
  done: {},
  held: {
    wanted_again: 'queued',
    review_wanted: 'review',
    skipped: 'skipped',
    held: 'held',
    // Only of what is held as `maybe_there` or `probably_there`.
    person_saw_it: 'done',
    person_missed_it: 'queued',
    recognised: 'done',
  },
  unclear: { person_saw_it: 'done', person_missed_it: 'queued', adopted: 'done', recognised: 'done' },
  skipped: { wanted_again: 'queued', review_wanted: 'review', held: 'held', recognised: 'done' },
};

/** The state after `event`; throws on a pair the table does not list, because that is a bug and must not be written. */
export function next(state: PlacementState, event: PlacementEvent): PlacementState {
  const after = placementTable[state][event];
  if (after === undefined) throw new Error(`placement: event «${event}» does not belong to state «${state}»`);
  return after;
}

/** Whether `event` is listed for `state`: for callers whose knowledge may be a moment old. */
export function allows(state: PlacementState, event: PlacementEvent): boolean {
  return placementTable[state][event] !== undefined;
}
