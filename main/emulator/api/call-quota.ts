// How many calls of each method are left (switches `callQuota`, `callQuotaMs`).
import type { Switches } from '../switches.ts';

export class CallQuota {
  #made = new Map<string, { calls: number; sinceMs: number }>();

  /** null: no quota is switched on. */
  left(method: string, { callQuota, callQuotaMs }: Switches, nowMs: number): number | null {
    const made = this.#made.get(method) ?? { calls: 0, sinceMs: nowMs };
    if (callQuotaMs !== null && nowMs - made.sinceMs >= callQuotaMs) Object.assign(made, { calls: 0, sinceMs: nowMs });
    this.#made.set(method, made);
    return callQuota === null ? null : Math.max(0, callQuota - made.calls);
  }

  /** Counts a call that `left` has let through. */
  count(method: string): void {
    const made = this.#made.get(method);
    if (made !== undefined) made.calls += 1;
  }
}
