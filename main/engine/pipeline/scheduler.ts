// The only loop: asks each step for what is ready and runs it, so that no row is taken twice.
import { restAfterFailureMs } from './failing-rows.ts';
import type { PipelineStep } from './pipeline-step.ts';
import { StepRunner, type StepRunnerPorts } from './step-runner.ts';

export interface Scheduler {
  /** Something may have become ready. Cheap; any number of calls make one round. */
  wake(): void;
  /** Whether no step runs anything. */
  isStill(): boolean;
  /** Aborts what this step runs for this row, if anything; other work of the row is left alone. */
  abort(step: string, key: number): void;
  /**
   * Takes nothing new and waits until everything has ended. `finishOnClose` items get a little time; all else is
   * aborted at once.
   */
  close(): Promise<void>;
}

export interface SchedulerPorts extends StepRunnerPorts {
  /** When something that waits for a time becomes ready, after this moment; null: nothing does. */
  soonest: (afterMs: number) => number | null;
  onRound: () => void;
}

/**
 * [Note: small rounds] A step that has just finished something is asked for its next item at once, alone. All of them
 * are asked together this often at most while something runs, and at once when nothing does. Otherwise, at hundreds of
 * photos a second, most of the time would go into asking.
 */
const wholeRoundEveryMs = 15;

// oxlint-disable-next-line typescript/no-explicit-any -- steps of different items in one list
export function openScheduler(steps: readonly PipelineStep<any>[], ports: SchedulerPorts): Scheduler {
  return new RoundScheduler(steps, ports);
}

class RoundScheduler implements Scheduler {
  readonly #steps: readonly PipelineStep<unknown>[];
  readonly #ports: SchedulerPorts;
  readonly #runner: StepRunner;
  /** Steps that have finished something since the last round. */
  readonly #finished = new Set<PipelineStep<unknown>>();
  #isClosing = false;
  #isScheduled = false;
  /** The next round is for all steps; else for those that have just finished something. */
  #isWhole = false;
  #lastWholeAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #cancelWhole: (() => void) | null = null;

  constructor(steps: readonly PipelineStep<unknown>[], ports: SchedulerPorts) {
    this.#steps = steps;
    this.#ports = ports;
    this.#runner = new StepRunner(ports, (step) => {
      this.#finished.add(step);
      this.#schedule();
    });
  }

  wake(): void {
    this.#isWhole = true;
    this.#schedule();
  }

  isStill(): boolean {
    return this.#runner.isStill && !this.#isScheduled;
  }

  abort(step: string, key: number): void {
    this.#runner.abort(step, key);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#cancelTimer?.();
    this.#cancelWhole?.();
    await this.#runner.close();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isClosing) return;
    this.#isScheduled = true;
    setImmediate(() => this.#round());
  }

  #round(): void {
    this.#isScheduled = false;
    if (this.#isClosing) return;
    const dueInMs = this.#runner.isStill ? 0 : this.#lastWholeAt + wholeRoundEveryMs - this.#ports.clock.steady();
    if (this.#isWhole || dueInMs <= 0) this.#wholeRound();
    else this.#smallRound(dueInMs);
  }

  /** See [Note: small rounds]. */
  #smallRound(wholeInMs: number): void {
    this.#cancelWhole ??= this.#ports.clock.after(wholeInMs, () => this.wake());
    const asked = [...this.#finished];
    this.#finished.clear();
    try {
      for (const step of asked) this.#runner.fill(step);
    } catch {
      // The whole round meets the same failure and says so.
      this.wake();
    }
  }

  #wholeRound(): void {
    const { clock, soonest, onRound, onFailure } = this.#ports;
    this.#beginWholeRound();
    // A step that cannot be asked stops no other, and neither the report.
    const failures: unknown[] = [];
    const attempt = (run: () => void): void => {
      try {
        run();
      } catch (error) {
        failures.push(error);
      }
    };
    // What is ready by now is taken, or is asked for again when its step has a free slot: no timer is needed for it.
    const nowMs = clock.now();
    for (const step of this.#steps) attempt(() => this.#runner.fill(step));
    let nextMs = Number.POSITIVE_INFINITY;
    attempt(() => {
      nextMs = soonest(nowMs) ?? nextMs;
    });
    attempt(onRound);
    if (failures.length > 0) {
      // The database failed under a query: nothing was begun, nothing is lost.
      nextMs = Math.min(nextMs, clock.now() + restAfterFailureMs);
      onFailure(failures[0]);
    }
    if (nextMs < Number.POSITIVE_INFINITY)
      this.#cancelTimer = clock.after(Math.max(nextMs - clock.now(), 1), () => this.wake());
  }

  #beginWholeRound(): void {
    this.#isWhole = false;
    this.#finished.clear();
    this.#lastWholeAt = this.#ports.clock.steady();
    this.#cancelWhole?.();
    this.#cancelWhole = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}
