// Long work on many rows, a few milliseconds at a time: everything else runs in between. Each slice is one transaction.
import { isRowError } from './row-errors.ts';

/** Well below what a person notices, well above what a transaction costs. */
const sliceMs = 8;

/**
 * Runs `run` for each item. What is done stays done when a later item throws or the process ends, so whoever asks must be able to
 * begin again. `items` may be drawn lazily: it is asked for the next one inside the transaction of its slice.
 *
 * With `refused`, an item that throws leaves nothing of itself and is handed to it; the others of its slice are run again, each alone, so
 * `run` must bear that. A failure of the library itself rejects all the same.
 */
export async function inSlices<T>(
  tables: { together<R>(run: () => R): R },
  items: Iterable<T>,
  run: (item: T) => void,
  refused?: (item: T, error: unknown) => void,
): Promise<void> {
  const source = items[Symbol.iterator]();
  for (let done = false; !done;) {
    const drawn: T[] = [];
    let isDrawing = false;
    try {
      tables.together(() => {
        const until = performance.now() + sliceMs;
        do {
          isDrawing = true;
          const next = source.next();
          isDrawing = false;
          done = next.done === true;
          if (next.done === true) continue;
          drawn.push(next.value);
          run(next.value);
        } while (!done && performance.now() < until);
      });
    } catch (error) {
      // Without an item nobody can be blamed, and nothing would go on.
      if (refused === undefined || isDrawing || drawn.length === 0 || !isRowError(error)) throw error;
      for (const item of drawn) alone(tables, item, run, refused);
    }
    if (!done) await new Promise((resolve) => setImmediate(resolve));
  }
}

function alone<T>(
  tables: { together<R>(run: () => R): R },
  item: T,
  run: (item: T) => void,
  refused: (item: T, error: unknown) => void,
): void {
  try {
    tables.together(() => run(item));
  } catch (error) {
    if (!isRowError(error)) throw error;
    refused(item, error);
  }
}
