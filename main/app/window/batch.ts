// Batches items that the system delivers one at a time, such as the files of one drop.

export interface BatchTimes {
  /** The batch is complete when nothing arrived for so long. */
  quietMs: number;
  /** No item waits longer, even when more arrive steadily. */
  mostMs: number;
}

/** macOS delivers the files of one drop within milliseconds; Windows starts a program for each, a few per second. */
const usual: BatchTimes = { quietMs: 250, mostMs: 1_500 };

/** Each item once, in the order of its arrival. */
export function batch<T>(deliver: (items: T[]) => void, times = usual): (items: readonly T[]) => void {
  const waiting = new Set<T>();
  let quiet: NodeJS.Timeout | undefined;
  let latest: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(quiet);
    clearTimeout(latest);
    latest = undefined;
    const items = [...waiting];
    waiting.clear();
    if (items.length > 0) deliver(items);
  };

  return (items) => {
    for (const item of items) waiting.add(item);
    clearTimeout(quiet);
    quiet = setTimeout(flush, times.quietMs);
    latest ??= setTimeout(flush, times.mostMs);
  };
}
