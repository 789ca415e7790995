// Collects what arrives one by one and is meant together: the system names each dropped or chosen file by itself. Knows nothing of files.

export interface BatchTimes {
  /** Nothing more for so long, and what is there is handed on. */
  quietMs: number;
  /** However steadily more arrives, nobody waits longer. */
  mostMs: number;
}

/** macOS names the files of one drop within a few milliseconds; Windows starts a program for each, a few a second. */
const usual: BatchTimes = { quietMs: 250, mostMs: 1_500 };

/** Each thing once, in the order of its arrival. */
export function batch<T>(handOn: (things: T[]) => void, times = usual): (things: readonly T[]) => void {
  const waiting = new Set<T>();
  let quiet: NodeJS.Timeout | undefined;
  let latest: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(quiet);
    clearTimeout(latest);
    latest = undefined;
    const things = [...waiting];
    waiting.clear();
    if (things.length > 0) handOn(things);
  };

  return (things) => {
    for (const thing of things) waiting.add(thing);
    clearTimeout(quiet);
    quiet = setTimeout(flush, times.quietMs);
    latest ??= setTimeout(flush, times.mostMs);
  };
}
