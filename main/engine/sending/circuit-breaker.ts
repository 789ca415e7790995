// Circuit breaker of one step: when its calls fail in a row, the step rests, so that a service in trouble is not asked
// about each photo in turn.
import type { Clock } from '../ports.ts';
import { doubling, type RetryPolicy } from './retry-policy.ts';

/** So many failures in a row are the service's, not a photo's. */
const opensAfter = 3;

export interface CircuitBreaker {
  /** How many of `wanted` calls may run now: all; none during a rest; one after it, as a try. */
  capacity(wanted: number): number;
  /** The service gave no proper answer. `afterMs`: how long it asks us to wait. */
  recordFailure(afterMs?: number): void;
  /** The service answered, if only to refuse a photo. */
  recordSuccess(): void;
  /** Wall clock; null while the step does not rest. */
  restsUntilMs(): number | null;
}

/** `onEnd`: a rest is over. */
export function openCircuitBreaker(clock: Clock, policy: RetryPolicy, onEnd: () => void): CircuitBreaker {
  let failures = 0;
  let restEndsAt = Number.NEGATIVE_INFINITY;
  const isResting = (): boolean => clock.steady() < restEndsAt;
  return {
    capacity(wanted) {
      if (isResting()) return 0;
      return failures >= opensAfter ? Math.min(1, wanted) : wanted;
    },
    recordFailure(afterMs = 0) {
      // Calls that were under way when the rest began.
      if (isResting()) return;
      failures += 1;
      if (failures < opensAfter) return;
      const ms = Math.max(
        doubling(policy.breakerRestFirstMs, policy.breakerRestLongestMs, failures - opensAfter),
        afterMs,
      );
      restEndsAt = clock.steady() + ms;
      clock.after(ms + 1, onEnd);
    },
    recordSuccess() {
      failures = 0;
      restEndsAt = Number.NEGATIVE_INFINITY;
    },
    restsUntilMs: () => (isResting() ? Math.ceil(clock.now() + restEndsAt - clock.steady()) : null),
  };
}

export type GuardedStep = 'reserve' | 'upload' | 'commit';

/** One for each step that asks the service. */
export function openCircuitBreakers(
  clock: Clock,
  policy: RetryPolicy,
  onEnd: () => void,
): {
  of: Readonly<Record<GuardedStep, CircuitBreaker>>;
  /** When the first of them tries again, wall clock; null while none rests. */
  restUntilMs(): number | null;
} {
  const of = {
    reserve: openCircuitBreaker(clock, policy, onEnd),
    upload: openCircuitBreaker(clock, policy, onEnd),
    commit: openCircuitBreaker(clock, policy, onEnd),
  };
  return {
    of,
    restUntilMs() {
      const rests = Object.values(of).flatMap((breaker) => breaker.restsUntilMs() ?? []);
      return rests.length === 0 ? null : Math.min(...rests);
    },
  };
}
