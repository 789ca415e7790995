// The scans that are wanted of one folder, and who waits for their outcome. A request during a scan wants a later one.
import type { ScanOutcome } from './walk-root.ts';

export class ScanRequests {
  #isWanted = false;
  #waiting: ((outcome: ScanOutcome) => void)[] = [];

  get isWanted(): boolean {
    return this.#isWanted;
  }

  want(): void {
    this.#isWanted = true;
  }

  /** Wants a scan, and resolves to the outcome of one that begins after this call. */
  wait(): Promise<ScanOutcome> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.want();
    });
  }

  /** The wanted scan begins. Call the result with its outcome; after a scan that threw, `abort` answers instead. */
  begin(): (outcome: ScanOutcome) => void {
    this.#isWanted = false;
    const asked = this.#waiting.length;
    return (outcome) => {
      for (const answer of this.#waiting.splice(0, asked)) answer(outcome);
    };
  }

  /** Nothing is wanted any more, and everybody who waits is answered. */
  abort(): void {
    this.#isWanted = false;
    for (const answer of this.#waiting.splice(0)) answer({ kind: 'aborted' });
  }
}
