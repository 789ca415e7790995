// The size of a photo as it is sent: of its converted copy, where there is one.
import type { PlacementWork } from '../db/placement-work.ts';

/** Sides as sent, in pixels as stored (before orientation is applied). */
export function sentSides(work: Pick<PlacementWork, 'sent' | 'width' | 'height'>): {
  width: number | null;
  height: number | null;
} {
  return work.sent === null
    ? { width: work.width, height: work.height }
    : { width: work.sent.width, height: work.sent.height };
}
