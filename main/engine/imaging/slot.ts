// One slot of the pool: starts an imaging process, gives it one job at a time, and watches its signs of life.
import {
  imagingReply,
  type AgreementOutcome,
  type ConversionOutcome,
  type FingerprintOutcome,
  type ImagingReply,
  type ImagingRequest,
  type InspectOutcome,
} from '../../../shared/facts.ts';
import { atItsBeginning, evaluateLifeSign, type LifeSign, type Patience, type Progressed } from './patience.ts';
import type { Clock } from '../ports.ts';

/** One imaging process as the pool sees it. `onExit` also fires after `kill`, and may fire more than once. */
export type ImagingChild = {
  send(message: ImagingRequest): void;
  onMessage(run: (message: unknown) => void): void;
  onExit(run: () => void): void;
  kill(): void;
};

export type ImagingOutcome = InspectOutcome | ConversionOutcome | FingerprintOutcome | AgreementOutcome;

export type ImagingJob = {
  request: ImagingRequest;
  settle: (outcome: ImagingOutcome) => void;
  /** Timed out before, perhaps because the computer was busy: nothing else runs meanwhile. */
  isAlone: boolean;
};

/** What a slot tells its pool. Each comes after the slot itself has changed. */
export interface SlotListener {
  /** A process has answered for the first time. */
  started(): void;
  startFailed(slot: ImagingSlot): void;
  timedOut(job: ImagingJob): void;
  /** The slot may take the next job, or needs a new process for it. */
  free(): void;
  spawned(child: ImagingChild): void;
  exited(child: ImagingChild): void;
}

export interface SlotOptions {
  spawn: () => ImagingChild;
  clock: Clock;
  mostSilentMs: number;
  patience: Patience;
  maxResidentBytes: number;
}

/** Loading sharp takes half a second; a machine that is busy, or has just woken up, may take much longer. */
const startMs = 120_000;
/** Silence is counted in so many parts. */
const silentParts = 20;
const answers = { inspect: 'inspected', makeCopy: 'made', fingerprint: 'fingerprinted', agreement: 'agreed' } as const;

export class ImagingSlot {
  readonly #options: SlotOptions;
  readonly #pool: SlotListener;
  #child: ImagingChild | null = null;
  #isReady = false;
  #job: ImagingJob | null = null;
  #progressed: Progressed = atItsBeginning;
  /** Cancels the timer of the job, or of the start. */
  #cancelTimer: () => void = () => undefined;
  /** Waits before it starts a process again. */
  #isBackingOff = false;

  constructor(options: SlotOptions, pool: SlotListener) {
    this.#options = options;
    this.#pool = pool;
  }

  get job(): ImagingJob | null {
    return this.#job;
  }

  isIdle(): boolean {
    return this.#child !== null && this.#isReady && this.#job === null;
  }

  isEmpty(): boolean {
    return this.#child === null && !this.#isBackingOff;
  }

  isStarting(): boolean {
    return this.#isBackingOff || (this.#child !== null && !this.#isReady);
  }

  start(): void {
    const { spawn, clock } = this.#options;
    let child: ImagingChild;
    try {
      child = spawn();
    } catch {
      this.#failStart();
      return;
    }
    this.#child = child;
    this.#pool.spawned(child);
    this.#cancelTimer = clock.after(startMs, () => this.#lose('timed-out'));
    child.onMessage((message) => {
      if (this.#child !== child) return;
      const reply = imagingReply.safeParse(message);
      if (reply.success) this.#hear(reply.data);
      else this.#lose('crashed');
    });
    child.onExit(() => {
      this.#pool.exited(child);
      if (this.#child === child) this.#lose('crashed');
    });
  }

  /** After a start that failed: keeps the slot empty for so long. */
  backOff(ms: number): void {
    this.#isBackingOff = true;
    this.#options.clock.after(ms, () => {
      this.#isBackingOff = false;
      this.#pool.free();
    });
  }

  /** Only while idle. */
  run(job: ImagingJob): void {
    this.#job = job;
    this.#progressed = atItsBeginning;
    this.#watchSilence();
    this.#child?.send(job.request);
  }

  close(): void {
    this.#drop();
    this.#settle({ kind: 'unavailable' });
  }

  #settle(outcome: ImagingOutcome): void {
    const job = this.#job;
    this.#job = null;
    this.#cancelTimer();
    job?.settle(outcome);
  }

  /** Ends the process at once, and ignores what it may still say. */
  #drop(): void {
    const child = this.#child;
    this.#child = null;
    this.#isReady = false;
    this.#cancelTimer();
    child?.kill();
  }

  #failStart(): void {
    this.#drop();
    this.#pool.startFailed(this);
  }

  #lose(why: 'crashed' | 'timed-out'): void {
    if (!this.#isReady) this.#failStart();
    else {
      this.#drop();
      if (why === 'crashed') this.#settle({ kind: 'crashed' });
      else this.#timeOut();
    }
    this.#pool.free();
  }

  /** At a photo's first time-out the computer may be to blame: the pool tries it again, later and alone. */
  #timeOut(): void {
    const job = this.#job;
    if (job === null || job.isAlone) return this.#settle({ kind: 'timed-out' });
    this.#job = null;
    this.#pool.timedOut(job);
  }

  /** A disk or a network that does not answer says nothing about the photo. The caller asks again later. */
  #stallReading(): void {
    const isInspection = this.#job?.request.kind === 'inspect';
    this.#drop();
    this.#settle(isInspection ? { kind: 'unreadable', code: 'ETIMEDOUT' } : { kind: 'unavailable' });
    this.#pool.free();
  }

  #hear(reply: ImagingReply): void {
    if (reply.kind === 'ready') {
      this.#isReady = true;
      this.#cancelTimer();
      this.#pool.started();
      return;
    }
    const request = this.#job?.request;
    if (request === undefined || reply.id !== request.id) return this.#lose('crashed');
    if (reply.kind === 'working') return this.#hearLifeSign(reply);
    if (reply.kind !== answers[request.kind]) return this.#lose('crashed');
    // The photo that made the process swell has its answer; the next one gets a new process.
    if (reply.residentBytes > this.#options.maxResidentBytes) this.#drop();
    this.#settle(reply.outcome);
    this.#pool.free();
  }

  #hearLifeSign(sign: LifeSign): void {
    const progress = evaluateLifeSign(this.#progressed, sign, this.#options.patience);
    if (progress.kind === 'stalled-reading') return this.#stallReading();
    if (progress.kind === 'hangs') return this.#lose('timed-out');
    this.#progressed = progress.progressed;
    this.#watchSilence();
  }

  /**
   * Counts silence anew, in parts: a computer that sleeps lets only one part pass, and a process that the computer did
   * not let run is heard before the next part begins.
   */
  #watchSilence(parts = silentParts): void {
    const { clock, mostSilentMs } = this.#options;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(mostSilentMs / silentParts, () => {
      if (parts > 1) this.#watchSilence(parts - 1);
      else this.#lose('timed-out');
    });
  }
}
