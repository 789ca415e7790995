// Collects hints for a moment, so that a thousand events a second become a few checks.
import type { Clock } from '../ports.ts';
import type { Hint } from './chokidar-watch.ts';

export interface HintLimits {
  /** From the first hint to the check; later ones do not delay it. */
  coalesceMs: number;
  /** Above this, a whole scan is cheaper than checking each path. */
  paths: number;
  /**
   * Events before one check. The system keeps 16,384 waiting (Linux) and drops the rest silently, so when this many
   * came at once some may be missing.
   */
  events: number;
}

export const hintLimits: HintLimits = { coalesceMs: 200, paths: 5_000, events: 8_000 };

export interface HintBuffer {
  add(relativePath: string, hint: Hint): void;
  /** What has come, once it is due; null before. `storm`: too many, scan instead. Empties the buffer. */
  take(): ReadonlyMap<string, Hint> | 'storm' | null;
  clear(): void;
  isEmpty(): boolean;
}

/** `onDue` is called once for each filling, and must lead to `take`. */
export function hintBuffer(
  clock: Pick<Clock, 'after'>,
  onDue: () => void,
  limits: HintLimits = hintLimits,
): HintBuffer {
  let paths = new Map<string, Hint>();
  let events = 0;
  let storm = false;
  let due = false;
  let cancel: (() => void) | null = null;

  function clear(): void {
    cancel?.();
    cancel = null;
    paths = new Map();
    events = 0;
    storm = false;
    due = false;
  }

  function fallDue(): void {
    due = true;
    onDue();
  }

  return {
    add(relativePath, hint) {
      if (cancel === null) cancel = clock.after(limits.coalesceMs, fallDue);
      events++;
      if (storm) return;
      if (paths.get(relativePath) !== 'appeared') paths.set(relativePath, hint);
      if (paths.size > limits.paths || events > limits.events) {
        storm = true;
        paths = new Map();
      }
    },
    take() {
      if (!due) return null;
      const answer = storm ? ('storm' as const) : paths;
      clear();
      return answer;
    },
    clear,
    isEmpty: () => cancel === null,
  };
}
