// What waits for a time, over all tables: when the first of it is ready, and that no wait outlives a clock that is set back. Sets no wait.
import type { Tables } from '../db/library.ts';
import type { Clock } from '../ports.ts';

/** The clock's own corrections are smaller. */
const clockJumpMs = 2_000;

export interface WakeTimes {
  /** When something becomes ready, after this moment; null: nothing does. */
  soonest(afterMs: number): number | null;
  /** Times beyond this moment cannot be ours. */
  drop(laterThanMs: number): void;
  /** A clock that is set back would make every wait longer by as much. */
  watchClock(): void;
}

export function openWakeTimes(context: {
  tables: Tables;
  clock: Clock;
  /** null: until the person resumes. */
  pausedUntilMs: () => number | null | 'no';
  wake: () => void;
}): WakeTimes {
  const { tables, clock } = context;
  const waiting = [tables.files, tables.placements, tables.albums];
  let aheadMs = clock.now() - clock.steady();

  function drop(laterThanMs: number): void {
    for (const table of waiting) table.dropWaits(laterThanMs);
    context.wake();
  }

  return {
    soonest(afterMs) {
      const times = waiting.map((table) => table.soonestRetry(afterMs));
      const paused = context.pausedUntilMs();
      if (typeof paused === 'number') times.push(paused);
      const known = times.filter((time) => time !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
    drop,
    watchClock() {
      const before = aheadMs;
      aheadMs = clock.now() - clock.steady();
      if (aheadMs < before - clockJumpMs) drop(clock.now());
    },
  };
}
