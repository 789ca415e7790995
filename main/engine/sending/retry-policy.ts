// Every wait before something is tried again, as data, and the two formulas that turn attempts into a time. Which wait
// belongs where: docs/waits.md.

export interface RetryPolicy {
  /** One photo: first wait after a failed attempt; each next one is `factor` times longer, at most `longestWaitMs`. */
  firstWaitMs: number;
  factor: number;
  longestWaitMs: number;
  /** Share of the wait that chance may take away, so that many photos do not come back in one moment. */
  jitter: number;
  /** After so many failed attempts a person is asked. */
  attempts: number;

  /** Network away: how often it is looked for, doubling from the first to the longest. */
  probeFirstMs: number;
  probeLongestMs: number;

  /** Account: how long it rests after «too many calls» without a time from the service, doubling. */
  accountRestFirstMs: number;
  accountRestLongestMs: number;

  /** Circuit breaker of one step: how long the step rests once its calls failed in a row, doubling. */
  breakerRestFirstMs: number;
  breakerRestLongestMs: number;

  /** An address that redirects calls, or does not answer uploads: how long sending rests, doubling. */
  addressRestFirstMs: number;
  addressRestLongestMs: number;
  /** So long after such a rest a redirect counts as a new trouble, and its rests begin with the shortest. */
  addressCalmMs: number;
  /** The service rejects the application itself: a new build or the service must change that. */
  rejectedCheckMs: number;
  /** Another server answers at the service's address. */
  notOkServerCheckMs: number;

  /**
   * So long after «about to commit» the service may still carry out the commit; until then an album without it proves
   * nothing.
   */
  commitGraceMs: number;
  /** A photo that is uploaded waits at most this long for those before it in its folder. */
  orderPatienceMs: number;
  /** A reservation this close to its expiry is not used any more: the bytes must arrive in time, too. */
  reservationMarginMs: number;
}

export const defaultPolicy: RetryPolicy = {
  firstWaitMs: 25_000,
  factor: 5,
  longestWaitMs: 24 * 3_600_000,
  jitter: 0.2,
  attempts: 8,
  probeFirstMs: 5_000,
  probeLongestMs: 60_000,
  accountRestFirstMs: 10 * 60_000,
  accountRestLongestMs: 6 * 3_600_000,
  breakerRestFirstMs: 25_000,
  breakerRestLongestMs: 10 * 60_000,
  addressRestFirstMs: 5_000,
  addressRestLongestMs: 6 * 3_600_000,
  addressCalmMs: 10 * 60_000,
  rejectedCheckMs: 6 * 3_600_000,
  notOkServerCheckMs: 60_000,
  commitGraceMs: 10_000,
  orderPatienceMs: 4_000,
  reservationMarginMs: 15 * 60_000,
};

/** Milliseconds to wait after the `attempt`-th failure (1 is the first). `random` is 0 ≤ x < 1. */
export function waitAfter(policy: RetryPolicy, attempt: number, random: number): number {
  const full = Math.min(policy.firstWaitMs * policy.factor ** Math.max(0, attempt - 1), policy.longestWaitMs);
  return Math.round(full * (1 - policy.jitter * random));
}

/** Doubling waits, for probes and rests. `times`: how often it was tried before. */
export function doubling(firstMs: number, longestMs: number, times: number): number {
  return Math.min(firstMs * 2 ** Math.min(times, 30), longestMs);
}
