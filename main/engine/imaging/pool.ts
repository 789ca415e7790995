// Hands photos to the imaging processes and replaces the ones that die, hang or swell. Looks at no picture, starts no process itself.
import {
  imagingReply,
  type FingerprintOutcome,
  type ImagingReply,
  type ImagingRequest,
  type InspectOutcome,
  type ConversionOutcome,
  type ConversionPlan,
} from '../../../shared/facts.ts';
import {
  atItsBeginning,
  judgeLifeSign,
  usualPatience,
  type LifeSign,
  type Patience,
  type Progressed,
} from './patience.ts';
import type { Clock, Imaging } from '../ports.ts';

/** One imaging process as the pool sees it. After `kill`, `onExit` still fires; firing it more than once does no harm. */
export type ImagingChild = {
  send(message: ImagingRequest): void;
  onMessage(run: (message: unknown) => void): void;
  onExit(run: () => void): void;
  kill(): void;
};

export type ImagingPoolOptions = {
  spawn: () => ImagingChild;
  /** Photos looked at side by side. */
  processes: number;
  clock: Clock;
  /** A process that says nothing at all for this long is taken for hanging. It says every second that it is alive. */
  mostSilentMs?: number;
  patience?: Patience;
  /** After its first time-out a photo is tried once more, alone, this much later. */
  againMs?: number;
  /** A process above this many resident bytes is replaced when it is idle. */
  maxResidentBytes?: number;
};

export type ImagingPool = Imaging;

/** Loading sharp takes half a second; a machine that is busy, or has just woken up, may take much longer. */
const startMs = 120_000;
/** A start that fails this often in a row is a broken installation: waiting does not mend it. */
const mostFailedStarts = 5;
const backOffMs = 250;
/** Silence is counted in so many parts. */
const silentParts = 20;
const endWithinMs = 10_000;
const answers = { inspect: 'inspected', makeCopy: 'made', fingerprint: 'fingerprinted' } as const;

type Outcome = InspectOutcome | ConversionOutcome | FingerprintOutcome;
type Job = {
  request: ImagingRequest;
  settle: (outcome: Outcome) => void;
  progressed: Progressed;
  /** Timed out before, perhaps because the computer was busy: nothing else is looked at meanwhile. */
  isAlone: boolean;
};
type Seat = {
  child: ImagingChild | null;
  isReady: boolean;
  job: Job | null;
  /** Cancels the timer of the job, or of the start. */
  stopWatch: () => void;
  /** Taken while it waits to start a process again. */
  isResting: boolean;
};

/** Lazily starts up to `processes`; each works on one photo at a time, in the order asked. Never rejects for what a file or a process does. */
export function openImagingPool(options: ImagingPoolOptions): ImagingPool {
  const { spawn, clock, patience = usualPatience, maxResidentBytes = 450 * 1024 * 1024 } = options;
  const { mostSilentMs = 120_000, againMs = 60_000 } = options;
  const waiting: Job[] = [];
  /** Timed out once; they come back to those that wait. */
  const later = new Set<Job>();
  const seats: Seat[] = Array.from({ length: options.processes }, () => ({
    child: null,
    isReady: false,
    job: null,
    stopWatch: () => {},
    isResting: false,
  }));
  let failedStarts = 0;
  let nextId = 1;
  let isClosed = false;
  /** Processes that have not ended yet, also those that were told to. */
  const running = new Set<ImagingChild>();
  let whenNoneRuns: () => void = () => {};

  function settle(seat: Seat, outcome: Outcome): void {
    const { job } = seat;
    seat.job = null;
    seat.stopWatch();
    job?.settle(outcome);
  }

  /** The first time a photo takes too long, the computer may be to blame: it is tried again, later and alone, before anybody is told. */
  function timeOut(seat: Seat, outcome: Outcome): void {
    const { job } = seat;
    if (job === null || job.isAlone) return settle(seat, outcome);
    seat.job = null;
    later.add(job);
    clock.after(againMs, () => {
      if (!later.delete(job)) return;
      waiting.push({ ...job, progressed: atItsBeginning, isAlone: true });
      fill();
    });
  }

  /** Parts with the seat's process at once; what it may still say is not heard. */
  function part(seat: Seat): void {
    const { child } = seat;
    seat.child = null;
    seat.isReady = false;
    seat.stopWatch();
    child?.kill();
  }

  function failStart(seat: Seat): void {
    part(seat);
    failedStarts += 1;
    if (failedStarts >= mostFailedStarts) {
      for (const job of waiting.splice(0)) job.settle({ kind: 'unavailable' });
      return;
    }
    seat.isResting = true;
    clock.after(backOffMs * 2 ** (failedStarts - 1), () => {
      seat.isResting = false;
      fill();
    });
  }

  function lose(seat: Seat, outcome: { kind: 'crashed' } | { kind: 'timed-out' }): void {
    if (!seat.isReady) {
      failStart(seat);
    } else {
      part(seat);
      if (outcome.kind === 'crashed') settle(seat, outcome);
      else timeOut(seat, outcome);
    }
    fill();
  }

  /** A disk or a network that does not answer says nothing about the photo. Whoever asked asks again later. */
  function loseReading(seat: Seat): void {
    const isInspection = seat.job?.request.kind === 'inspect';
    part(seat);
    settle(seat, isInspection ? { kind: 'unreadable', code: 'ETIMEDOUT' } : { kind: 'unavailable' });
    fill();
  }

  function hear(seat: Seat, reply: ImagingReply): void {
    if (reply.kind === 'ready') {
      seat.isReady = true;
      failedStarts = 0;
      seat.stopWatch();
      fill();
      return;
    }
    const request = seat.job?.request;
    if (request === undefined || reply.id !== request.id) return lose(seat, { kind: 'crashed' });
    if (reply.kind === 'working') return hearLifeSign(seat, reply);
    if (reply.kind !== answers[request.kind]) return lose(seat, { kind: 'crashed' });
    // Replaced quietly: the photo that made it swell has its answer.
    if (reply.residentBytes > maxResidentBytes) part(seat);
    settle(seat, reply.outcome);
    fill();
  }

  function start(seat: Seat): void {
    let child: ImagingChild;
    try {
      child = spawn();
    } catch {
      failStart(seat);
      return;
    }
    seat.child = child;
    running.add(child);
    seat.stopWatch = clock.after(startMs, () => lose(seat, { kind: 'timed-out' }));
    child.onMessage((message) => {
      if (seat.child !== child) return;
      const reply = imagingReply.safeParse(message);
      if (reply.success) hear(seat, reply.data);
      else lose(seat, { kind: 'crashed' });
    });
    child.onExit(() => {
      running.delete(child);
      if (running.size === 0) whenNoneRuns();
      if (seat.child === child) lose(seat, { kind: 'crashed' });
    });
  }

  function hearLifeSign(seat: Seat, sign: LifeSign): void {
    const { job } = seat;
    if (job === null) return;
    const judgement = judgeLifeSign(job.progressed, sign, patience);
    if (judgement.kind === 'stalled-reading') return loseReading(seat);
    if (judgement.kind === 'hangs') return lose(seat, { kind: 'timed-out' });
    job.progressed = judgement.progressed;
    watch(seat);
  }

  /**
   * Silence is counted anew from here, in parts: a computer that sleeps lets one of them pass, and one that is too busy for this process
   * brings the word that waits before the next part.
   */
  function watch(seat: Seat, parts = silentParts): void {
    seat.stopWatch();
    seat.stopWatch = clock.after(mostSilentMs / silentParts, () => {
      if (parts > 1) watch(seat, parts - 1);
      else lose(seat, { kind: 'timed-out' });
    });
  }

  /** Gives waiting photos to idle processes, and starts processes for those that still wait. */
  function fill(): void {
    if (isClosed) return;
    if (seats.some(({ job }) => job?.isAlone === true)) return;
    for (const seat of seats) {
      const [first] = waiting;
      if (first === undefined) return;
      // Whoever is to be alone waits for the others to end, and lets nobody begin meanwhile.
      if (first.isAlone && seats.some(({ job }) => job !== null)) return;
      if (seat.child === null || !seat.isReady || seat.job !== null) continue;
      waiting.shift();
      seat.job = first;
      watch(seat);
      seat.child.send(first.request);
      if (first.isAlone) return;
    }
    let starting = seats.filter((seat) => seat.isResting || (seat.child !== null && !seat.isReady)).length;
    for (const seat of seats) {
      if (seat.child !== null || seat.isResting || starting >= waiting.length) continue;
      // After too many failures only one is tried, and only when somebody asks anew.
      if (failedStarts >= mostFailedStarts && starting > 0) return;
      starting += 1;
      start(seat);
    }
  }

  function ask<T extends Outcome>(request: ImagingRequest): Promise<T> {
    if (isClosed) return Promise.resolve({ kind: 'unavailable' } as T);
    return new Promise((resolve) => {
      waiting.push({ request, settle: resolve as Job['settle'], progressed: atItsBeginning, isAlone: false });
      fill();
    });
  }

  return {
    inspect: (path, thumbnailFolder, { thorough } = {}) =>
      ask<InspectOutcome>({
        id: nextId++,
        kind: 'inspect',
        path,
        thumbnailFolder,
        ...(thorough !== undefined && { thorough }),
      }),
    makeCopy: (path: string, outPath: string, plan: ConversionPlan) =>
      ask<ConversionOutcome>({ id: nextId++, kind: 'makeCopy', path, outPath, plan }),
    fingerprint: (path: string) => ask<FingerprintOutcome>({ id: nextId++, kind: 'fingerprint', path }),
    async close() {
      isClosed = true;
      for (const job of [...waiting.splice(0), ...later]) job.settle({ kind: 'unavailable' });
      later.clear();
      for (const seat of seats) {
        part(seat);
        settle(seat, { kind: 'unavailable' });
      }
      if (running.size === 0) return;
      // A process that waits for a dead disk does not end before the disk answers.
      await new Promise<void>((resolve) => {
        const cancel = clock.after(endWithinMs, resolve);
        whenNoneRuns = () => {
          cancel();
          resolve();
        };
      });
    },
  };
}
