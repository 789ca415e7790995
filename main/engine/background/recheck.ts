// Files whose stamps no longer prove their bytes wait here to be read again (recheck-file.ts), one at a time, in the
// background, without being shown as unchecked.
import { restAfter, type ProcessorShare } from './processor-share.ts';
import { FileRecheck, type RecheckContext } from './recheck-file.ts';

export interface Recheck {
  /** `soon`: an event named this file, so somebody has just changed it. May be called inside a transaction. */
  add(fileId: number, soon: boolean): void;
  isBusy(): boolean;
  close(): Promise<void>;
}

export interface RecheckOptions extends RecheckContext {
  /** false: somebody waits for the end of all work (the terminal's `sync`); nothing rests. */
  live: boolean;
  processorShare(): ProcessorShare;
  onFailure(error: unknown): void;
}

/**
 * So many files are read without a rest: what a person has just edited. A backup program or `chmod -R` touches more.
 */
const promptly = 50;
const leastRestMs = 10;
/** On battery, or stopped by the person. */
const notNowMs = 30_000;

export function openRecheck(options: RecheckOptions): Recheck {
  const queue = new RecheckQueue(options);
  return {
    add: (fileId, soon) => queue.add(fileId, soon),
    isBusy: () => queue.isBusy(),
    close: () => queue.close(),
  };
}

class RecheckQueue {
  readonly #options: RecheckOptions;
  readonly #file: FileRecheck;
  readonly #stop = new AbortController();
  readonly #soon = new Set<number>();
  /** In memory only: the next scan finds again what is not read before the program ends. */
  readonly #later = new Set<number>();
  #running: Promise<void> | null = null;
  #endRest: () => void = () => undefined;
  #readSinceIdle = 0;

  constructor(options: RecheckOptions) {
    this.#options = options;
    this.#file = new FileRecheck(options, this.#stop.signal);
  }

  add(fileId: number, soon: boolean): void {
    if (this.#stop.signal.aborted) return;
    if (soon) {
      this.#later.delete(fileId);
      this.#soon.add(fileId);
      if (this.#isPersonWaiting()) this.#endRest();
    } else if (!this.#soon.has(fileId)) this.#later.add(fileId);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#options.wake();
    });
  }

  isBusy(): boolean {
    return this.#running !== null;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#endRest();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, onFailure } = this.#options;
    // `add` may run inside a transaction.
    await new Promise((resolve) => setImmediate(resolve));
    for (let fileId = this.#next(); fileId !== null && !this.#stop.signal.aborted; fileId = this.#next()) {
      const startedAt = clock.steady();
      try {
        await this.#file.run(fileId);
      } catch (error) {
        // The next scan finds this file again.
        if (!this.#stop.signal.aborted) onFailure(error);
      }
      this.#readSinceIdle += 1;
      const restMs = this.#restMs(clock.steady() - startedAt);
      if (restMs > 0 && !this.#isPersonWaiting()) await this.#rest(restMs);
    }
    this.#readSinceIdle = 0;
  }

  #next(): number | null {
    for (const queue of [this.#soon, this.#later])
      for (const fileId of queue) {
        queue.delete(fileId);
        return fileId;
      }
    return null;
  }

  /** Events of very many files come from a program that goes through all of them. */
  #isPersonWaiting(): boolean {
    return this.#soon.size > 0 && this.#soon.size <= promptly;
  }

  #restMs(tookMs: number): number {
    if (!this.#options.live || this.#readSinceIdle <= promptly) return 0;
    const share = this.#options.processorShare();
    return share === 'none' ? notNowMs : restAfter(tookMs, share, leastRestMs);
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#endRest = () => {
        cancel();
        resolve();
      };
    });
  }
}
