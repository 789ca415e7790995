// Folders whose watching failed, and when they are opened again: later after each failure in a row.
export class FailedFolders {
  readonly #failed = new Set<number>();
  /** Failures in a row, by folder; remembered until a scan succeeds. */
  readonly #inARow = new Map<number, number>();

  add(folderId: number): void {
    this.#failed.add(folderId);
    this.#inARow.set(folderId, (this.#inARow.get(folderId) ?? 0) + 1);
  }

  has(folderId: number): boolean {
    return this.#failed.has(folderId);
  }

  list(): number[] {
    return [...this.#failed];
  }

  /** It is opened, or not wanted any more. */
  remove(folderId: number): void {
    this.#failed.delete(folderId);
  }

  /** Its next failure is the first one in a row. */
  scanned(folderId: number): void {
    this.#inARow.delete(folderId);
  }

  /** Until the first of them is to be opened again, milliseconds. */
  waitMs(): number {
    const fewest = Math.min(...this.list().map((folderId) => this.#inARow.get(folderId) ?? 1));
    return Math.min(firstWaitMs * 2 ** (fewest - 1), mostWaitMs);
  }
}

/** After a first failure; twice as long after each further one in a row. */
const firstWaitMs = 30_000;
const mostWaitMs = 900_000;
