// How long to wait before a process that died is started again. Pure.

export interface BackOffLimits {
  firstMs: number;
  longestMs: number;
  /** A process that ran so long was healthy: its death counts as the first one. */
  steadyAfterMs: number;
}

/** 1 s, 2 s, 4 s … 60 s: one crash is hardly noticed, and endless crashes cost little. */
export const processBackOff: BackOffLimits = { firstMs: 1_000, longestMs: 60_000, steadyAfterMs: 60_000 };

/** `before`: deaths in a row before this one. `ranMs`: how long this process ran. */
export function afterDeath(before: number, ranMs: number, limits: BackOffLimits): { inARow: number; waitMs: number } {
  const inARow = ranMs >= limits.steadyAfterMs ? 1 : before + 1;
  // 2^30 is beyond every limit; a larger exponent could overflow.
  const waitMs = Math.min(limits.longestMs, limits.firstMs * 2 ** Math.min(inARow - 1, 30));
  return { inARow, waitMs };
}
