// Runs attempts to sign in, one after another: a new one cancels the one before and waits until its port is free.

/** Runs one attempt. What it does after `isCurrent` turned false must have no effect. */
export type RunAttempt = (signal: AbortSignal, isCurrent: () => boolean) => Promise<void>;

export class SignInAttempts {
  #current: AbortController | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  /** `onError` is called when `run` rejects. */
  start(run: RunAttempt, onError: (error: unknown, isCurrent: boolean) => void): void {
    this.cancel();
    const attempt = new AbortController();
    this.#current = attempt;
    const isCurrent = (): boolean => this.#current === attempt;
    this.#queue = this.#queue
      .then(() => (isCurrent() ? run(attempt.signal, isCurrent) : undefined))
      .catch((error: unknown) => onError(error, isCurrent()));
  }

  /** The current attempt got its answer: there is nothing left to cancel. */
  finish(): void {
    this.#current = null;
  }

  /** false: no attempt was running. */
  cancel(): boolean {
    const wasRunning = this.#current !== null;
    this.#current?.abort();
    this.#current = null;
    return wasRunning;
  }

  /** Cancels, and resolves when port and window of the last attempt are free. */
  async close(): Promise<void> {
    this.cancel();
    await this.#queue;
  }
}
