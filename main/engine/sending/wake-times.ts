// The waits stored in all tables: when the first one ends, and how they react to a clock that is set back.
import type { Tables } from '../db/tables.ts';
import type { Clock } from '../ports.ts';

/** Automatic corrections of the clock are smaller. */
const clockJumpMs = 2_000;

export interface WakeTimes {
  /** When the next wait after this moment ends; null: none does. */
  soonest(afterMs: number): number | null;
  /** Drops waits that end later than this: no wait of ours is that long. */
  dropBeyond(laterThanMs: number): void;
  /** Called often: if the clock was set back, drops all waits, which would be longer by as much. */
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
    dropBeyond: drop,
    watchClock() {
      const before = aheadMs;
      aheadMs = clock.now() - clock.steady();
      if (aheadMs < before - clockJumpMs) drop(clock.now());
    },
  };
}
