// Calls to the engine that wait for their answer.
import { refuse } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';

/** More than a window can ask for at once; a flood is refused rather than kept. */
const MOST_CALLS = 1_000;

export class PendingCalls {
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: Result<unknown>) => void>();

  get isFull(): boolean {
    return this.#waiting.size >= MOST_CALLS;
  }

  /** `answer` never rejects. */
  add(): { id: number; answer: Promise<Result<unknown>> } {
    this.#lastId += 1;
    const id = this.#lastId;
    return { id, answer: new Promise((resolve) => this.#waiting.set(id, resolve)) };
  }

  /** An id that does not wait is ignored. */
  answer(id: number, result: Result<unknown>): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(result);
  }

  /** The process is gone: nothing that was asked of it will be answered. */
  refuseAll(): void {
    const unanswered = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const resolve of unanswered) resolve(refuse('engine_not_running'));
  }
}
