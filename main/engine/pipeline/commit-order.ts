// Which photos may be committed now: a photo waits a moment for earlier photos of its folder that are still on their
// way. Pure.
import { compareNatural } from '../../../shared/natural-order.ts';

/** Where a photo stands in its folder: by date, then by name. */
export interface FolderPosition {
  placementId: number;
  /** Photos of different lines do not wait for each other: one folder's photos in one album. */
  line: string;
  sortMs: number;
  path: string;
}

export interface Ready extends FolderPosition {
  /** Since when its bytes are there. */
  readyAtMs: number;
  /** Its reservation ends: it waits no longer than until this moment. */
  lastMomentMs: number;
}

export interface CommitTurn<T> {
  /** In their order. */
  now: T[];
  /** Earlier photos that no photo waits for any more. */
  passed: Set<number>;
  /** When the first of those that wait may wait no longer; null when none waits. */
  checkAgainAtMs: number | null;
}

export function comparePositions(a: FolderPosition, b: FolderPosition): number {
  return a.sortMs - b.sortMs || compareNatural(a.path, b.path) || a.placementId - b.placementId;
}

/** @param passed the last answer's `passed`: no photo waits again for a photo that was passed once */
export function mayCommit<T extends Ready>(
  ready: readonly T[],
  onTheirWay: readonly FolderPosition[],
  passed: ReadonlySet<number>,
  nowMs: number,
  patienceMs: number,
): CommitTurn<T> {
  const left = onTheirWay.map((one) => one.placementId).filter((id) => passed.has(id));
  const verdict: CommitTurn<T> = { now: [], passed: new Set(left), checkAgainAtMs: null };
  for (const line of new Set(ready.map((one) => one.line))) {
    const waiting = ready.filter((one) => one.line === line).sort(comparePositions);
    const earlier = onTheirWay.filter((one) => one.line === line).sort(comparePositions);
    // A clock that was set back must not make photos wait.
    const leavesAtMs = (one: T): number =>
      one.readyAtMs > nowMs ? nowMs : Math.min(one.readyAtMs + patienceMs, one.lastMomentMs);
    const lastToGo = waiting.findLast((one) => leavesAtMs(one) <= nowMs);
    for (const earlierPhoto of earlier)
      if (lastToGo !== undefined && comparePositions(earlierPhoto, lastToGo) < 0)
        verdict.passed.add(earlierPhoto.placementId);
    const first = earlier.find((earlierPhoto) => !verdict.passed.has(earlierPhoto.placementId));
    for (const one of waiting) {
      if (first === undefined || comparePositions(one, first) < 0) verdict.now.push(one);
      else verdict.checkAgainAtMs = Math.min(verdict.checkAgainAtMs ?? Number.POSITIVE_INFINITY, leavesAtMs(one));
    }
  }
  return verdict;
}
