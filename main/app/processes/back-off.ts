// How long to wait before a process that died is started again. Pure arithmetic: owns no timer.

export interface BackOffLimits {
  firstMs: number;
  longestMs: number;
  /** A process that ran so long was well: its death counts as the first one. */
  steadyAfterMs: number;
}

/** 1 s, 2 s, 4 s … 60 s: quick enough not to be noticed once, slow enough not to heat a computer for ever. */
export const processBackOff: BackOffLimits = { firstMs: 1_000, longestMs: 60_000, steadyAfterMs: 60_000 };

/** What a death means, given how many came in a row before it and how long this process had run. */
export function afterDeath(before: number, ranMs: number, limits: BackOffLimits): { inARow: number; waitMs: number } {
  const inARow = ranMs >= limits.steadyAfterMs ? 1 : before + 1;
  // 2^30 ms is beyond every limit; a larger exponent would leave the integers.
  const waitMs = Math.min(limits.longestMs, limits.firstMs * 2 ** Math.min(inARow - 1, 30));
  return { inARow, waitMs };
}
