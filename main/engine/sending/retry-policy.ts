// Waits and limits as data, and the one formula that turns attempts into a time. No clock, no effects.

export interface RetryPolicy {
  /** First wait after a failed attempt; each next one is `factor` times longer, at most `longestWaitMs`. */
  firstWaitMs: number;
  factor: number;
  longestWaitMs: number;
  /** Share of the wait that chance may take away, so that many photos do not come back in one moment. */
  jitter: number;
  /** After so many failed attempts a person is asked. */
  attempts: number;
  /** How often the network is looked for while it is away: doubling from the first to the longest. */
  probeFirstMs: number;
  probeLongestMs: number;
  /** How long the account rests after «too many calls» without a time from the service: doubling. */
  restFirstMs: number;
  restLongestMs: number;
  /** How long after «about to commit» a commit may still be carried out by the service: before that, «not in the album» proves nothing. */
  commitGraceMs: number;
  /** A photo whose bytes are there waits at most this long for those that stand before it in its folder. */
  elderPatienceMs: number;
  /** A reservation this close to its expiry is not used any more: the bytes must arrive in time, too. */
  reservationMarginMs: number;
}

/** 25 s × 5, with jitter, at most a day. */
export const defaultPolicy: RetryPolicy = {
  firstWaitMs: 25_000,
  factor: 5,
  longestWaitMs: 24 * 3_600_000,
  jitter: 0.2,
  attempts: 8,
  probeFirstMs: 5_000,
  probeLongestMs: 60_000,
  restFirstMs: 10 * 60_000,
  restLongestMs: 6 * 3_600_000,
  commitGraceMs: 10_000,
  elderPatienceMs: 4_000,
  reservationMarginMs: 15 * 60_000,
};

/** Milliseconds to wait after the `attempt`-th failure (1 is the first). `random` is 0 ≤ x < 1. */
export function waitAfter(policy: RetryPolicy, attempt: number, random: number): number {
  const full = Math.min(policy.firstWaitMs * policy.factor ** Math.max(0, attempt - 1), policy.longestWaitMs);
  return Math.round(full * (1 - policy.jitter * random));
}

/** Doubling waits, for probes and rests. `times` is how often it was tried before. */
export function doubling(firstMs: number, longestMs: number, times: number): number {
  return Math.min(firstMs * 2 ** Math.min(times, 30), longestMs);
}
