// The pool of imaging processes: hands photos to them in the order asked, and replaces those that die, hang or swell.
import type {
  AgreementOutcome,
  ConversionOutcome,
  ConversionPlan,
  FingerprintOutcome,
  ImagingRequest,
  InspectOutcome,
} from '../../../shared/facts.ts';
import { usualPatience, type Patience } from './patience.ts';
import type { Clock, Imaging } from '../ports.ts';
import { ImagingSlot, type ImagingChild, type ImagingJob, type ImagingOutcome, type SlotListener } from './slot.ts';

export type { ImagingChild } from './slot.ts';

export type ImagingPoolOptions = {
  spawn: () => ImagingChild;
  /** Photos that are worked on side by side. */
  processes: number;
  clock: Clock;
  /** A process that says nothing at all for this long counts as hanging. It says every second that it is alive. */
  mostSilentMs?: number;
  patience?: Patience;
  /** After its first time-out a photo is tried once more, alone, this much later. */
  againMs?: number;
  /** A process above this many resident bytes is replaced when it is idle. */
  maxResidentBytes?: number;
};

export type ImagingPool = Imaging;

/** A start that fails this often in a row is a broken installation: waiting does not help. */
const mostFailedStarts = 5;
const backOffMs = 250;
const endWithinMs = 10_000;

/**
 * Starts up to `processes` when they are needed, each for one photo at a time.
 * Never rejects for what a file or a process does.
 */
export function openImagingPool(options: ImagingPoolOptions): ImagingPool {
  const queue = new ImagingQueue(options);
  let nextId = 1;
  return {
    inspect: (path, thumbnailFolder, { thorough } = {}) =>
      queue.ask<InspectOutcome>({
        id: nextId++,
        kind: 'inspect',
        path,
        thumbnailFolder,
        ...(thorough !== undefined && { thorough }),
      }),
    makeCopy: (path: string, outPath: string, plan: ConversionPlan) =>
      queue.ask<ConversionOutcome>({ id: nextId++, kind: 'makeCopy', path, outPath, plan }),
    fingerprint: (path: string) => queue.ask<FingerprintOutcome>({ id: nextId++, kind: 'fingerprint', path }),
    agreement: (path: string, previewPath: string) =>
      queue.ask<AgreementOutcome>({ id: nextId++, kind: 'agreement', path, previewPath }),
    close: () => queue.close(),
  };
}

class ImagingQueue implements SlotListener {
  readonly #clock: Clock;
  readonly #againMs: number;
  readonly #slots: readonly ImagingSlot[];
  readonly #waiting: ImagingJob[] = [];
  /** Timed out once; they come back to those that wait. */
  readonly #later = new Set<ImagingJob>();
  /** Processes that have not ended yet, also those that were killed. */
  readonly #running = new Set<ImagingChild>();
  #failedStarts = 0;
  #isClosed = false;
  #whenNoneRuns: () => void = () => undefined;

  constructor(options: ImagingPoolOptions) {
    const { spawn, clock, patience = usualPatience, mostSilentMs = 120_000 } = options;
    const { maxResidentBytes = 450 * 1024 * 1024, againMs = 60_000 } = options;
    this.#clock = clock;
    this.#againMs = againMs;
    const each = { spawn, clock, patience, mostSilentMs, maxResidentBytes };
    this.#slots = Array.from({ length: options.processes }, () => new ImagingSlot(each, this));
  }

  ask<T extends ImagingOutcome>(request: ImagingRequest): Promise<T> {
    if (this.#isClosed) return Promise.resolve({ kind: 'unavailable' } as T);
    return new Promise((resolve) => {
      this.#waiting.push({ request, settle: resolve as ImagingJob['settle'], isAlone: false });
      this.free();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#waiting.splice(0), ...this.#later]) job.settle({ kind: 'unavailable' });
    this.#later.clear();
    for (const slot of this.#slots) slot.close();
    if (this.#running.size === 0) return;
    // A process that waits for a dead disk does not end before the disk answers.
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(endWithinMs, resolve);
      this.#whenNoneRuns = () => {
        cancel();
        resolve();
      };
    });
  }

  started(): void {
    this.#failedStarts = 0;
    this.free();
  }

  startFailed(slot: ImagingSlot): void {
    this.#failedStarts += 1;
    if (this.#failedStarts < mostFailedStarts) slot.backOff(backOffMs * 2 ** (this.#failedStarts - 1));
    else for (const job of this.#waiting.splice(0)) job.settle({ kind: 'unavailable' });
  }

  timedOut(job: ImagingJob): void {
    this.#later.add(job);
    this.#clock.after(this.#againMs, () => {
      if (!this.#later.delete(job)) return;
      this.#waiting.push({ ...job, isAlone: true });
      this.free();
    });
  }

  spawned(child: ImagingChild): void {
    this.#running.add(child);
  }

  exited(child: ImagingChild): void {
    this.#running.delete(child);
    if (this.#running.size === 0) this.#whenNoneRuns();
  }

  /** Gives waiting photos to idle processes, and starts processes for those that still wait. */
  free(): void {
    if (this.#isClosed) return;
    if (this.#slots.some(({ job }) => job?.isAlone === true)) return;
    if (this.#giveOut()) this.#startMissing();
  }

  /** False: a photo that must be alone runs, or waits for the others to end. */
  #giveOut(): boolean {
    for (const slot of this.#slots) {
      const [first] = this.#waiting;
      if (first === undefined) return false;
      if (first.isAlone && this.#slots.some(({ job }) => job !== null)) return false;
      if (!slot.isIdle()) continue;
      this.#waiting.shift();
      slot.run(first);
      if (first.isAlone) return false;
    }
    return true;
  }

  #startMissing(): void {
    let starting = this.#slots.filter((slot) => slot.isStarting()).length;
    for (const slot of this.#slots) {
      if (!slot.isEmpty() || starting >= this.#waiting.length) continue;
      // After too many failures only one is tried, and only when a photo is asked for anew.
      if (this.#failedStarts >= mostFailedStarts && starting > 0) return;
      starting += 1;
      slot.start();
    }
  }
}
