// Long work on many rows in slices of a few milliseconds, with other work in between. Each slice is one transaction.
import { isRowError } from './row-errors.ts';

/** Well below what a person notices, and well above the cost of a transaction. */
const sliceMs = 8;

/**
 * Runs `run` for each item. Finished slices stay written when a later item throws or the process ends, so the caller
 * must be able to begin again. `items` may be lazy: the next item is read inside the transaction of its slice.
 *
 * With `refused`, an item that throws writes nothing and is passed to `refused`. The other items of its slice run
 * again, each in its own transaction, so `run` must allow being called twice. A failure of the library as a whole
 * rejects nevertheless.
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
      // Without an item at fault the loop could not go on.
      if (refused === undefined || isDrawing || drawn.length === 0 || !isRowError(error)) throw error;
      for (const item of drawn) runAlone(tables, item, run, refused);
    }
    if (!done) await new Promise((resolve) => setImmediate(resolve));
  }
}

function runAlone<T>(
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
