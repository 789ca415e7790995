// How long a piece of work keeps the event loop from everything else. Measures; judges nothing.

export interface Stalls {
  /** The longest stretch without a turn of the loop. */
  longestMs: number;
  /** From the first call to the last answer. */
  totalMs: number;
}

/** The better of two runs: the first one also fills the caches. */
export async function stallsOf(work: () => unknown): Promise<Stalls> {
  await once(work);
  return once(work);
}

export async function once(work: () => unknown): Promise<Stalls> {
  let longestMs = 0;
  let last = performance.now();
  let isOver = false;
  const tick = (): void => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    if (!isOver) setImmediate(tick);
  };
  await new Promise((resolve) => setImmediate(resolve));
  const begun = performance.now();
  last = begun;
  setImmediate(tick);
  await work();
  const totalMs = performance.now() - begun;
  isOver = true;
  await new Promise((resolve) => setImmediate(resolve));
  return { longestMs: Math.max(longestMs, last < begun ? totalMs : longestMs), totalMs };
}
