// How often a folder is scanned and its root probed, and the timers for that: one of each name.
import type { Clock } from '../ports.ts';
import { hintLimits, type HintLimits } from './hint-buffer.ts';

export interface WatchTimers extends HintLimits {
  /** While events arrive: scans may not miss what events may. */
  scanEveryMs: number;
  /** Where no events arrive. From the end of one scan to the next. */
  timedScanMs: number;
  /** Is the root still the root? One lstat. */
  rootProbeMs: number;
  /** Has the drive come back? */
  absentProbeMs: number;
  /** Between two scans that events ask for; at least twice the last scan's time. */
  rescanGapMs: number;
}

export const watchTimers: WatchTimers = {
  ...hintLimits,
  scanEveryMs: 3_600_000,
  timedScanMs: 300_000,
  rootProbeMs: 30_000,
  absentProbeMs: 10_000,
  rescanGapMs: 2_000,
};

export interface Timers<Name extends string> {
  /** Instead of the one of this name that runs. */
  set(name: Name, ms: number, run: () => void): void;
  cancel(name: Name): void;
  runs(name: Name): boolean;
  cancelAll(): void;
}

export function openTimers<Name extends string>(clock: Pick<Clock, 'after'>): Timers<Name> {
  const cancels = new Map<Name, () => void>();

  function cancel(name: Name): void {
    cancels.get(name)?.();
    cancels.delete(name);
  }

  return {
    set(name, ms, run) {
      cancel(name);
      cancels.set(
        name,
        clock.after(ms, () => {
          cancels.delete(name);
          run();
        }),
      );
    },
    cancel,
    runs: (name) => cancels.has(name),
    cancelAll() {
      for (const stop of cancels.values()) stop();
      cancels.clear();
    },
  };
}
