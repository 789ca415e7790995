// Who may be committed now: a photo waits a moment for its elders, those that stand before it in its folder's order and are still on their way. Pure.
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
  /** It must not wait beyond this moment, whoever is before it: its reservation ends. */
  lastMomentMs: number;
}

export interface CommitTurn<T> {
  /** In their order. */
  now: T[];
  /** Elders that nobody waits for any more, whatever becomes of them. */
  passed: Set<number>;
  /** When the first of those that wait may wait no longer; null when none waits. */
  lookAgainAtMs: number | null;
}

export function comparePositions(a: FolderPosition, b: FolderPosition): number {
  return a.sortMs - b.sortMs || compareNatural(a.path, b.path) || a.placementId - b.placementId;
}

/** @param passed what was answered the last time: whoever was passed once holds up nobody again */
export function mayCommit<T extends Ready>(
  ready: readonly T[],
  onTheirWay: readonly FolderPosition[],
  passed: ReadonlySet<number>,
  nowMs: number,
  patienceMs: number,
): CommitTurn<T> {
  const left = onTheirWay.map((one) => one.placementId).filter((id) => passed.has(id));
  const verdict: CommitTurn<T> = { now: [], passed: new Set(left), lookAgainAtMs: null };
  for (const line of new Set(ready.map((one) => one.line))) {
    const waiting = ready.filter((one) => one.line === line).sort(comparePositions);
    const elders = onTheirWay.filter((one) => one.line === line).sort(comparePositions);
    // A clock that was set back must not make anybody wait.
    const leavesAtMs = (one: T): number =>
      one.readyAtMs > nowMs ? nowMs : Math.min(one.readyAtMs + patienceMs, one.lastMomentMs);
    const lastToGo = waiting.findLast((one) => leavesAtMs(one) <= nowMs);
    for (const elder of elders)
      if (lastToGo !== undefined && comparePositions(elder, lastToGo) < 0) verdict.passed.add(elder.placementId);
    const first = elders.find((elder) => !verdict.passed.has(elder.placementId));
    for (const one of waiting) {
      if (first === undefined || comparePositions(one, first) < 0) verdict.now.push(one);
      else verdict.lookAgainAtMs = Math.min(verdict.lookAgainAtMs ?? Number.POSITIVE_INFINITY, leavesAtMs(one));
    }
  }
  return verdict;
}
