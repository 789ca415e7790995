// How long a piece of work blocks the event loop.

export interface Stalls {
  /**
   * The longest stretch without a turn of the loop, in milliseconds of this thread's processor time: other programs do
   * not count.
   */
  longestMs: number;
  /** From the first call to the last answer, in the same time. */
  totalMs: number;
}

/** The second of two runs: the first one fills the caches. */
export async function stallsOf(work: () => unknown): Promise<Stalls> {
  await once(work);
  return once(work);
}

export async function once(work: () => unknown): Promise<Stalls> {
  let longestMs = 0;
  let isOver = false;
  const begun = threadMs();
  let last = begun;
  const tick = (): void => {
    if (isOver) return;
    const now = threadMs();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  isOver = true;
  const end = threadMs();
  return { longestMs: Math.max(longestMs, end - last), totalMs: end - begun };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
