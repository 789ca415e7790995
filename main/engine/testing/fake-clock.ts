// For tests: a clock that stands still until the test moves it.
import type { Clock } from '../ports.ts';

export interface FakeClock extends Clock {
  /**
   * Runs what falls due on the way, in order, each at its own time; lets promises settle after each. Timers set on the
   * way count.
   */
  advance(ms: number): Promise<void>;
  /** A person sets the wall clock; `steady()` and timers do not notice. */
  setWall(ms: number): void;
  /** Timers that wait. */
  waiting(): number;
}

export interface FakeClockOptions {
  /** Milliseconds since 1970; default 2026-01-01. */
  startMs?: number;
  /** What `random()` answers, over and over; default 0.5. */
  random?: readonly number[];
}

interface Timer {
  dueMs: number;
  order: number;
  run(): void;
}

export function fakeClock(options: FakeClockOptions = {}): FakeClock {
  const startMs = options.startMs ?? Date.UTC(2026, 0, 1);
  const randoms = options.random ?? [0.5];
  const timers = new Set<Timer>();
  let steadyMs = 0;
  let wallShiftMs = startMs;
  let order = 0;
  let drawn = 0;

  function nextDue(untilMs: number): Timer | null {
    let found: Timer | null = null;
    for (const timer of timers) {
      if (timer.dueMs > untilMs) continue;
      if (found === null || timer.dueMs < found.dueMs || (timer.dueMs === found.dueMs && timer.order < found.order))
        found = timer;
    }
    return found;
  }

  /** Promise chains of a few steps, and what they start on the disk at once, get their turn. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    now: () => wallShiftMs + steadyMs,
    steady: () => steadyMs,
    after(ms, run) {
      const timer: Timer = { dueMs: steadyMs + Math.max(0, ms), order: order++, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => randoms[drawn++ % randoms.length] ?? 0.5,
    async advance(ms) {
      const untilMs = steadyMs + ms;
      await settle();
      for (let timer = nextDue(untilMs); timer !== null; timer = nextDue(untilMs)) {
        timers.delete(timer);
        steadyMs = Math.max(steadyMs, timer.dueMs);
        timer.run();
        await settle();
      }
      steadyMs = untilMs;
      await settle();
    },
    setWall(ms) {
      wallShiftMs = ms - steadyMs;
    },
    waiting: () => timers.size,
  };
}
