// Runs items of steps: holds their rows, counts their slots, reports what throws, and ends them on close.
import type { Clock, Log } from '../ports.ts';
import { BusyRows } from './busy-rows.ts';
import { FailingRows } from './failing-rows.ts';
import { RowsThrew, type KeySpace, type PipelineStep } from './pipeline-step.ts';

/** What `finishOnClose` items get before they are aborted: closing the program waits for it. */
const finishWithinMs = 2_000;

type Step = PipelineStep<unknown>;

interface Run {
  step: Step;
  keys: readonly number[];
  stop: AbortController;
  ended: Promise<void>;
}

export interface StepRunnerPorts {
  clock: Clock;
  log: Log;
  onFailure: (error: unknown) => void;
  /** These rows have made this step throw several times in a row. They are tried again, more and more seldom. */
  onStuck?: (step: string, space: KeySpace, keys: readonly number[], error: unknown) => void;
}

export class StepRunner {
  readonly #ports: StepRunnerPorts;
  /** A slot or a row of this step has become free. */
  readonly #onFree: (step: Step) => void;
  readonly #running = new Set<Run>();
  /** By step: slots that are taken. */
  readonly #slots = new Map<string, number>();
  readonly #busy = new BusyRows();
  readonly #failing = new FailingRows();

  constructor(ports: StepRunnerPorts, onFree: (step: Step) => void) {
    this.#ports = ports;
    this.#onFree = onFree;
  }

  get isStill(): boolean {
    return this.#running.size === 0;
  }

  /** Begins as many ready items as the step has free slots. */
  fill(step: Step): void {
    const free = step.capacity() - (this.#slots.get(step.name) ?? 0);
    if (free <= 0) return;
    for (const item of step.take(free, (key) => this.#busy.isHeld(step.space, key))) this.#start(step, item);
  }

  /** Only what this step runs for this row; other work of the row is left alone. */
  abort(step: string, key: number): void {
    for (const run of this.#running) if (run.step.name === step && run.keys.includes(key)) run.stop.abort();
  }

  /** Aborts what runs, `finishOnClose` items a little later, and resolves when all have ended. */
  async close(): Promise<void> {
    for (const { step, stop } of this.#running) if (step.finishOnClose !== true) stop.abort();
    await this.#finish();
    for (const { stop } of this.#running) stop.abort();
    await Promise.allSettled([...this.#running].map(({ ended }) => ended));
  }

  #start(step: Step, item: unknown): void {
    const keys = step.keys(item);
    this.#busy.hold(step.space, keys);
    const releaseSlot = this.#takeSlot(step);
    const stop = new AbortController();
    const ended = begun(() => step.run(item, stop.signal, releaseSlot))
      .then(
        () => {
          this.#failing.succeeded(step.name, keys);
          this.#free(step, keys);
        },
        (error: unknown) => {
          if (stop.signal.aborted) this.#free(step, keys);
          else this.#failed(step, keys, error);
        },
      )
      .finally(() => {
        releaseSlot();
        this.#running.delete(run);
      });
    const run: Run = { step, keys, stop, ended };
    this.#running.add(run);
  }

  /** Answers what gives the slot back; more than one call does nothing. */
  #takeSlot(step: Step): () => void {
    const add = (count: 1 | -1): void => void this.#slots.set(step.name, (this.#slots.get(step.name) ?? 0) + count);
    add(1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      add(-1);
      this.#onFree(step);
    };
  }

  #free(step: Step, keys: readonly number[]): void {
    this.#busy.free(step.space, keys);
    this.#onFree(step);
  }

  /** The rows that threw rest, and stay held for so long; of the others of their group the throw said nothing. */
  #failed(step: Step, keys: readonly number[], error: unknown): void {
    const { clock, log, onFailure, onStuck } = this.#ports;
    log.error('step.failed', { step: step.name, message: error instanceof Error ? error.message : 'unknown' });
    const cause = error instanceof RowsThrew ? error.cause : error;
    onFailure(cause);
    const guilty = error instanceof RowsThrew ? error.keys : keys;
    const others = keys.filter((key) => !guilty.includes(key));
    this.#failing.succeeded(step.name, others);
    if (others.length > 0) this.#free(step, others);
    const rest = this.#failing.failed(step.name, guilty);
    if (rest.stuck.length > 0) onStuck?.(step.name, step.space, rest.stuck, cause);
    clock.after(rest.ms, () => this.#free(step, guilty));
  }

  async #finish(): Promise<void> {
    const finishing = [...this.#running].filter(({ step }) => step.finishOnClose === true);
    if (finishing.length === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#ports.clock.after(finishWithinMs, resolve);
      void Promise.allSettled(finishing.map(({ ended }) => ended)).then(() => {
        cancel();
        resolve();
      });
    });
  }
}

/** Runs at once; what it throws is a rejection, too. */
async function begun(run: () => Promise<void>): Promise<void> {
  await run();
}
