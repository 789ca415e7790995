// Measures the part of a job that counts, in wall time and processor time.

export interface Stretch {
  ms: number;
  cpuMs: number;
}

/** Answers what has passed since it was made. */
export function stopwatch(): () => Stretch {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  return () => {
    const ms = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(before);
    return { ms, cpuMs: (user + system) / 1000 };
  };
}
