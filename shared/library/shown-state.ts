// How a photo is shown: the states that the filters of the Photos screen offer, and their counts.
import { z } from 'zod';
import { count } from '../shapes.ts';

/** Derived by the database from the file and its placement. */
export const shownStates = ['checking', 'review', 'waiting', 'done', 'needs_you', 'skipped', 'duplicate'] as const;

export const shownState = z.enum(shownStates);
export type ShownState = z.infer<typeof shownState>;

export const shownCounts = z.strictObject({
  all: count,
  checking: count,
  review: count,
  waiting: count,
  done: count,
  needs_you: count,
  skipped: count,
  duplicate: count,
});
export type ShownCounts = z.infer<typeof shownCounts>;

/** Returns a new object each time, because callers count in it. */
export const noCounts = (): ShownCounts => ({
  all: 0,
  checking: 0,
  review: 0,
  waiting: 0,
  done: 0,
  needs_you: 0,
  skipped: 0,
  duplicate: 0,
});
