// The only loop: takes what is ready, runs its step, sees that nothing is taken twice. Knows no step, no table, no service.
import type { Clock, Log } from '../ports.ts';

/** One kind of work. A station answers what is ready and does it; it never loops or waits for more. */
export interface PipelineStep<Item> {
  name: string;
  /** What the keys are rows of. Stations of one space never hold the same row at once. */
  space: 'file' | 'placement' | 'album';
  /** Items that may run at once; asked anew each time. 0 closes the station. */
  capacity(): number;
  /** At most `limit` items that are ready now, in order. May contain ones that are running: `isBusy` tells. */
  take(limit: number, isBusy: (key: number) => boolean): Item[];
  /** What the item occupies: rows that no station of the same space may take meanwhile. */
  keys(item: Item): readonly number[];
  /** What it runs is better finished than broken off: a close waits for it, for a moment. */
  finishOnClose?: boolean;
  /**
   * Runs the step and applies its outcome. A rejection is a bug or a full disk: it is reported and the item rests.
   * `leave`: what is left to be done needs no place at the station, the next item may have it; the rows stay taken until the end.
   */
  run(item: Item, signal: AbortSignal, releaseSlot: () => void): Promise<void>;
}

export interface Scheduler {
  /** Something may have become ready. Cheap; any number of calls make one round. */
  wake(): void;
  /** Whether no station runs anything. */
  isStill(): boolean;
  /** Aborts what this station runs for this row, if anything; other work of the row is left alone. */
  abort(step: string, key: number): void;
  /** Takes nothing new and waits until everything has ended; what is `finishing` gets that chance before it is aborted, all else is aborted at once. */
  close(): Promise<void>;
}

/** After a failure that nobody expected, the same row is left alone for this long, so that a bug does not become a storm. */
const restAfterFailureMs = 5_000;
/** So many failures in a row are no accident: whoever knows the row says so, and it rests twice as long after each further one, up to this. */
const stuckAfter = 3;
const restAtMostMs = 600_000;
/** What is better finished gets this long at a close; whoever closes a program waits for it. */
const finishWithinMs = 2_000;
/**
 * [Note: small rounds] A station that has just finished something is asked for its next item at once, alone; all of them are asked together
 * this often at most while something runs, and at once when nothing does. Sending hundreds of photos a second would else mostly be asking.
 */
const wholeRoundEveryMs = 15;

interface Run {
  step: PipelineStep<unknown>;
  keys: readonly number[];
  stop: AbortController;
  ended: Promise<void>;
}

export function openScheduler(
  // oxlint-disable-next-line typescript/no-explicit-any -- stations of different items stand in one list; each is closed over its own type.
  steps: readonly PipelineStep<any>[],
  ports: {
    clock: Clock;
    log: Log;
    /** When something that waits for a time becomes ready, after this moment; null: nothing does. */
    soonest: (afterMs: number) => number | null;
    onRound: () => void;
    onFailure: (error: unknown) => void;
    /** These rows have made this station throw several times in a row. They are tried again, more and more seldom. */
    onStuck?: (step: string, space: PipelineStep<unknown>['space'], keys: readonly number[], error: unknown) => void;
  },
): Scheduler {
  const { clock, log } = ports;
  const busy = { file: new Set<number>(), placement: new Set<number>(), album: new Set<number>() };
  const running = new Set<Run>();
  const counts = new Map<string, number>();
  const thrown = new Map<string, number>();
  let isClosing = false;
  let scheduled = false;
  /** The next round is for all stations; else for those that have just finished something. */
  let isWhole = false;
  const finished = new Set<PipelineStep<unknown>>();
  let lastWholeAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  let cancelWhole: (() => void) | null = null;

  function wake(): void {
    isWhole = true;
    schedule();
  }

  function schedule(): void {
    if (scheduled || isClosing) return;
    scheduled = true;
    setImmediate(round);
  }

  function round(): void {
    scheduled = false;
    if (isClosing) return;
    const dueInMs = running.size === 0 ? 0 : lastWholeAt + wholeRoundEveryMs - clock.steady();
    if (isWhole || dueInMs <= 0) wholeRound();
    else smallRound(dueInMs);
  }

  /** See [Note: small rounds]. */
  function smallRound(wholeInMs: number): void {
    cancelWhole ??= clock.after(wholeInMs, wake);
    const asked = [...finished];
    finished.clear();
    try {
      for (const step of asked) fill(step);
    } catch {
      // The whole round meets the same failure and says so.
      wake();
    }
  }

  function wholeRound(): void {
    isWhole = false;
    finished.clear();
    lastWholeAt = clock.steady();
    cancelWhole?.();
    cancelWhole = null;
    cancelTimer?.();
    cancelTimer = null;
    // One that cannot be asked stops no other, and neither the telling.
    const failures: unknown[] = [];
    const attempt = (run: () => void): void => {
      try {
        run();
      } catch (error) {
        failures.push(error);
      }
    };
    // What has become ready by now is taken, or is looked at again when its station has room: no timer is needed for it.
    const nowMs = clock.now();
    for (const step of steps) attempt(() => fill(step));
    let nextMs = Number.POSITIVE_INFINITY;
    attempt(() => {
      nextMs = ports.soonest(nowMs) ?? nextMs;
    });
    attempt(ports.onRound);
    if (failures.length > 0) {
      // The database failed under a question: nothing was begun, nothing is lost.
      nextMs = Math.min(nextMs, clock.now() + restAfterFailureMs);
      ports.onFailure(failures[0]);
    }
    if (nextMs < Number.POSITIVE_INFINITY) cancelTimer = clock.after(Math.max(nextMs - clock.now(), 1), wake);
  }

  function askAgain(step: PipelineStep<unknown>): void {
    finished.add(step);
    schedule();
  }

  function fill(step: PipelineStep<unknown>): void {
    const taken = busy[step.space];
    const room = step.capacity() - (counts.get(step.name) ?? 0);
    if (room <= 0) return;
    for (const item of step.take(room, (key) => taken.has(key))) start(step, item, taken);
  }

  /** Counts a run that threw for each of its rows. `times`: of the row that has thrown most in a row. */
  function threwAgain(step: PipelineStep<unknown>, keys: readonly number[]): { times: number; stuck: number[] } {
    let most = 1;
    const stuck: number[] = [];
    for (const key of keys) {
      const times = (thrown.get(`${step.name} ${key}`) ?? 0) + 1;
      thrown.set(`${step.name} ${key}`, times);
      most = Math.max(most, times);
      if (times >= stuckAfter) stuck.push(key);
    }
    return { times: most, stuck };
  }

  /** A throw was about these rows; about the others of their group it said nothing. */
  function rest(step: PipelineStep<unknown>, keys: readonly number[], error: unknown, free: () => void): void {
    const { times, stuck } = threwAgain(step, keys);
    if (stuck.length > 0) ports.onStuck?.(step.name, step.space, stuck, error);
    clock.after(Math.min(restAfterFailureMs * 2 ** Math.max(0, times - stuckAfter), restAtMostMs), free);
  }

  function start(step: PipelineStep<unknown>, item: unknown, taken: Set<number>): void {
    const keys = step.keys(item);
    for (const key of keys) taken.add(key);
    counts.set(step.name, (counts.get(step.name) ?? 0) + 1);
    let hasLeft = false;
    const releaseSlot = (): void => {
      if (hasLeft) return;
      hasLeft = true;
      counts.set(step.name, (counts.get(step.name) ?? 1) - 1);
      askAgain(step);
    };
    const freeThese = (these: readonly number[]): void => {
      for (const key of these) taken.delete(key);
      askAgain(step);
    };
    const free = (): void => freeThese(keys);
    const stop = new AbortController();
    const ended = begun(() => step.run(item, stop.signal, releaseSlot))
      .then(
        () => {
          for (const key of keys) thrown.delete(`${step.name} ${key}`);
          free();
        },
        (error: unknown) => {
          if (stop.signal.aborted) {
            free();
            return;
          }
          log.error('step.failed', {
            step: step.name,
            message: error instanceof Error ? error.message : 'unknown',
          });
          const cause = error instanceof RowsThrew ? error.cause : error;
          ports.onFailure(cause);
          const guilty = error instanceof RowsThrew ? error.keys : keys;
          const others = keys.filter((key) => !guilty.includes(key));
          for (const key of others) thrown.delete(`${step.name} ${key}`);
          if (others.length > 0) freeThese(others);
          rest(step, guilty, cause, () => freeThese(guilty));
        },
      )
      .finally(() => {
        releaseSlot();
        running.delete(run);
      });
    const run: Run = { step, keys, stop, ended };
    running.add(run);
  }

  async function finish(): Promise<void> {
    const finishing = [...running].filter(({ step }) => step.finishOnClose === true);
    if (finishing.length === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(finishWithinMs, resolve);
      void Promise.allSettled(finishing.map(({ ended }) => ended)).then(() => {
        cancel();
        resolve();
      });
    });
  }

  return {
    wake,
    isStill: () => running.size === 0 && !scheduled,
    abort(step, key) {
      for (const run of running) if (run.step.name === step && run.keys.includes(key)) run.stop.abort();
    },
    async close() {
      isClosing = true;
      cancelTimer?.();
      cancelWhole?.();
      for (const { step, stop } of running) if (step.finishOnClose !== true) stop.abort();
      await finish();
      for (const { stop } of running) stop.abort();
      await Promise.allSettled([...running].map(({ ended }) => ended));
    },
  };
}

/** A station says that only these rows of its group made it throw. */
export class RowsThrew extends Error {
  readonly keys: readonly number[];
  constructor(keys: readonly number[], cause: unknown) {
    super(cause instanceof Error ? cause.message : 'unknown', { cause });
    this.keys = keys;
  }
}

/** Begun in this very moment; what it throws instead of rejecting is a rejection, too. */
async function begun(run: () => Promise<void>): Promise<void> {
  await run();
}
