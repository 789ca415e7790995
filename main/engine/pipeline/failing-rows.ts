// How often a step has thrown for a row, and how long the row rests after it. In memory only.

/** After an unexpected failure the row waits this long, so that a bug does not become a storm. */
export const restAfterFailureMs = 5_000;
/** After so many failures in a row the row is stuck, and rests twice as long after each further one, up to this. */
const stuckAfter = 3;
const restAtMostMs = 600_000;

export interface Rest {
  ms: number;
  /** Rows that have made the step throw several times in a row. */
  stuck: number[];
}

export class FailingRows {
  /** By step and row: failures in a row. */
  readonly #times = new Map<string, number>();

  /** Counts one failure for each row. The rest is that of the row that has failed most. */
  failed(step: string, keys: readonly number[]): Rest {
    let most = 1;
    const stuck: number[] = [];
    for (const key of keys) {
      const times = (this.#times.get(`${step} ${key}`) ?? 0) + 1;
      this.#times.set(`${step} ${key}`, times);
      most = Math.max(most, times);
      if (times >= stuckAfter) stuck.push(key);
    }
    return { ms: Math.min(restAfterFailureMs * 2 ** Math.max(0, most - stuckAfter), restAtMostMs), stuck };
  }

  succeeded(step: string, keys: readonly number[]): void {
    for (const key of keys) this.#times.delete(`${step} ${key}`);
  }
}
