// Long work on many rows, a few milliseconds at a time: everything else runs in between. Each slice is one transaction.

/** Well below what a person notices, well above what a transaction costs. */
const sliceMs = 8;

/**
 * Runs `run` for each item. What is done stays done when a later item throws or the process ends, so whoever asks must be able to
 * begin again. `items` may be drawn lazily: it is asked for the next one inside the transaction of its slice.
 */
export async function inSlices<T>(
  tables: { together<R>(run: () => R): R },
  items: Iterable<T>,
  run: (item: T) => void,
): Promise<void> {
  const source = items[Symbol.iterator]();
  for (let done = false; !done;) {
    tables.together(() => {
      const until = performance.now() + sliceMs;
      do {
        const next = source.next();
        done = next.done === true;
        if (next.done !== true) run(next.value);
      } while (!done && performance.now() < until);
    });
    if (!done) await new Promise((resolve) => setImmediate(resolve));
  }
}
