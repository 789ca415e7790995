// Hands photos to the imaging processes and replaces the ones that die, hang or swell. Looks at no picture, starts no process itself.
import {
  imagingReply,
  type FingerprintOutcome,
  type ImagingReply,
  type ImagingRequest,
  type InspectOutcome,
  type MendOutcome,
  type MendPlan,
} from '../../shared/facts.ts';
import type { Clock, Imaging } from './ports.ts';

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
  /** Without a word for this long, a process is taken for hanging. Reading a file counts as a word, decoding it does not. */
  perPhotoMs?: number;
  /** For the whole of one photo, however much is being read. */
  mostMs?: number;
  /** A process above this many resident bytes is replaced when it is idle. */
  maxResidentBytes?: number;
};

export type ImagingPool = Imaging;

/** Loading sharp takes half a second; a machine that has just woken up may take longer. */
const startMs = 30_000;
/** A start that fails this often in a row is a broken installation: waiting does not mend it. */
const mostFailedStarts = 5;
const backOffMs = 250;
const answers = { inspect: 'inspected', mend: 'mended', fingerprint: 'fingerprinted' } as const;

type Outcome = InspectOutcome | MendOutcome | FingerprintOutcome;
type Job = {
  request: ImagingRequest;
  settle: (outcome: Outcome) => void;
  /** Steady time of sending. */ sentAt: number | null;
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
  const { spawn, clock, perPhotoMs = 10_000, mostMs = 600_000, maxResidentBytes = 450 * 1024 * 1024 } = options;
  const waiting: Job[] = [];
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
      settle(seat, outcome);
    }
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
    if (reply.kind === 'reading') return watch(seat);
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

  /** Silence is measured anew from here; the limit for the whole photo is not. */
  function watch(seat: Seat): void {
    const { job } = seat;
    if (job === null) return;
    job.sentAt ??= clock.steady();
    const left = Math.max(0, job.sentAt + mostMs - clock.steady());
    seat.stopWatch();
    seat.stopWatch = clock.after(Math.min(perPhotoMs, left), () => lose(seat, { kind: 'timed-out' }));
  }

  /** Gives waiting photos to idle processes, and starts processes for those that still wait. */
  function fill(): void {
    if (isClosed) return;
    for (const seat of seats) {
      if (waiting.length === 0) return;
      if (seat.child === null || !seat.isReady || seat.job !== null) continue;
      seat.job = waiting.shift() ?? null;
      if (seat.job === null) return;
      watch(seat);
      seat.child.send(seat.job.request);
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
      waiting.push({ request, settle: resolve as Job['settle'], sentAt: null });
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
    mend: (path: string, outPath: string, plan: MendPlan) =>
      ask<MendOutcome>({ id: nextId++, kind: 'mend', path, outPath, plan }),
    fingerprint: (path: string) => ask<FingerprintOutcome>({ id: nextId++, kind: 'fingerprint', path }),
    async close() {
      isClosed = true;
      for (const job of waiting.splice(0)) job.settle({ kind: 'unavailable' });
      for (const seat of seats) {
        part(seat);
        settle(seat, { kind: 'unavailable' });
      }
      if (running.size > 0) await new Promise<void>((resolve) => (whenNoneRuns = resolve));
    },
  };
}
