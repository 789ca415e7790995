// How many folders may be watched at once on this system, shared by all watched folders of one engine.
import { readFile } from 'node:fs/promises';

export interface WatchBudget {
  /** Reads the system's limit anew; a person may have lifted it. */
  refresh(): Promise<void>;
  /** True and counted, while the limit allows. Each success needs one `release`. */
  take(): boolean;
  release(count: number): void;
  /** Whether `folders` more are allowed. */
  holds(folders: number): boolean;
  /** The lines that raise the limit for `folders` more. */
  remedy(folders: number): Remedy;
}

export interface Remedy {
  /** Until the next start of the computer. */
  now: string;
  /** For good. */
  lasting: string;
}

const limitFile = '/proc/sys/fs/inotify/max_user_watches';
/** Editors, file managers and sync programs of the same user share the limit. */
const leftToOthers = 0.1;
/** What some distributions set. */
const usualRaisedLimit = 524_288;

/** Elsewhere than on Linux one handle watches a whole tree, so there is no limit. */
export async function systemWatchLimit(): Promise<number> {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY;
  const text = await readFile(limitFile, 'utf8').catch(() => '');
  const limit = Number.parseInt(text, 10);
  return Number.isSafeInteger(limit) && limit > 0 ? limit : Number.POSITIVE_INFINITY;
}

/** Allows nothing until the first `refresh`. */
export function watchBudget(readLimit: () => Promise<number> = systemWatchLimit): WatchBudget {
  let limit = 0;
  let taken = 0;
  const capacity = (): number => Math.floor(limit * (1 - leftToOthers)) - taken;
  return {
    async refresh() {
      limit = await readLimit();
    },
    take() {
      if (capacity() < 1) return false;
      taken++;
      return true;
    },
    release(count) {
      taken = Math.max(0, taken - count);
    },
    holds: (folders) => capacity() >= folders,
    remedy(folders) {
      const needed = (taken + folders) * 2 + (Number.isFinite(limit) ? limit : 0);
      return liftLine('max_user_watches', Math.max(usualRaisedLimit, 2 ** Math.ceil(Math.log2(needed))));
    },
  };
}

/** The other limit of the same kind: too many programs watch something. */
export function inotifyInstancesRemedy(): Remedy {
  return liftLine('max_user_instances', 1024);
}

function liftLine(name: string, value: number): Remedy {
  const setting = `fs.inotify.${name}=${value}`;
  return {
    now: `sudo sysctl ${setting}`,
    lasting: `echo ${setting} | sudo tee /etc/sysctl.d/60-ok-photo-sync.conf && sudo sysctl --system`,
  };
}
