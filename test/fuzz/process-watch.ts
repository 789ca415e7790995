// Watches imaging processes from outside: how many were started, how much memory and processor time they used. On Linux
// only.
import { readFile, writeFile } from 'node:fs/promises';
import { forkImaging } from '../../main/engine/imaging/fork.ts';
import type { ImagingChild } from '../../main/engine/imaging/pool.ts';

export type Usage = { peakBytes: number | null; cpuMs: number | null };
/** Linux counts processor time in hundredths of a second. */
const msPerTick = 10;
const pollMs = 25;

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * msPerTick;
}

export type ProcessWatch = {
  spawn: () => ImagingChild;
  /** Processes started so far. */
  started: () => number;
  /** Runs `work`, which uses the process, and tells what the process took for it. */
  during: <T>(work: () => Promise<T>) => Promise<{ result: T; usage: Usage }>;
};

/** For a pool of one process. A process that dies is watched until then. */
export function watchProcess(entryPath: string): ProcessWatch {
  let pid: number | undefined;
  let started = 0;
  return {
    spawn() {
      const child = forkImaging(entryPath);
      pid = child.pid;
      started += 1;
      return child;
    },
    started: () => started,
    async during(work) {
      const before = pid;
      const isLinux = process.platform === 'linux';
      // «5»: forget the highest mark of memory so far.
      if (isLinux && before !== undefined) await writeFile(`/proc/${before}/clear_refs`, '5').catch(() => undefined);
      const cpuBefore = before === undefined ? 0 : await cpuOf(before);
      let peakBytes = 0;
      let cpuAfter = 0;
      const look = async () => {
        if (pid === undefined) return;
        peakBytes = Math.max(peakBytes, await peakOf(pid));
        cpuAfter = Math.max(cpuAfter, (await cpuOf(pid)) - (pid === before ? cpuBefore : 0));
      };
      const timer = isLinux ? setInterval(() => void look(), pollMs) : undefined;
      try {
        const result = await work();
        if (isLinux) await look();
        return { result, usage: isLinux ? { peakBytes, cpuMs: cpuAfter } : { peakBytes: null, cpuMs: null } };
      } finally {
        clearInterval(timer);
      }
    },
  };
}
