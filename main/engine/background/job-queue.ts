// Jobs one after another, in the order asked for. One that fails keeps no other from being done, and is tried again
// later.
import type { Clock } from '../ports.ts';

/** Wait after an unexpected failure, so that failures do not follow each other at once. */
const againMs = 30_000;

export class JobQueue {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting = new Set<string>();
  /** By name: ends the wait of a job that failed. */
  readonly #cancels = new Map<string, () => void>();
  #running: string | null = null;
  #isClosed = false;
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Pick<Clock, 'after'>, onFailure: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Resolves when the job has run, or has failed. */
  add(name: string, job: () => Promise<void>): Promise<void> {
    this.#waiting.add(name);
    this.#last = this.#last
      .then(() => {
        this.#waiting.delete(name);
        this.#running = name;
        return this.#isClosed ? undefined : job();
      })
      .catch((error: unknown) => {
        this.#onFailure(error);
        // A full disk, mostly: what is left is found again.
        if (this.#isClosed) return;
        this.#cancels.get(name)?.();
        this.#cancels.set(
          name,
          this.#clock.after(againMs, () => void this.add(name, job)),
        );
      })
      .finally(() => (this.#running = null));
    return this.#last;
  }

  /**
   * Nothing if the same job waits already: it finds everything that is there when it begins. `onEnd`: it has run, or
   * has failed.
   */
  addOnce(name: string, job: () => Promise<void>, onEnd: () => void): void {
    if (!this.#waiting.has(name)) void this.add(name, job).then(onEnd);
  }

  /** Whether the job waits for its turn or runs; not while it rests after a failure. */
  isDue(name: string): boolean {
    return this.#waiting.has(name) || this.#running === name;
  }

  /** Ends early when the queue is closed. */
  *whileOpen<T>(items: Iterable<T>): Generator<T> {
    for (const item of items) {
      if (this.#isClosed) return;
      yield item;
    }
  }

  /** Ends after the slice that runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const cancel of this.#cancels.values()) cancel();
    await this.#last;
  }
}
