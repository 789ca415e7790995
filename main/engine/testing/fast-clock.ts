// For tests: a clock that runs faster, so that a day of the product's own waits fits into a test.
import type { Clock } from '../ports.ts';
import { systemClock } from '../system-clock.ts';

export interface FastClock extends Clock {
  /**
   * So many milliseconds pass in one of the world from now on. Timers that wait already keep their moment in the world.
   */
  run(rate: number): void;
}

export function fastClock(rate: number): FastClock {
  let speed = rate;
  let since = { real: systemClock.steady(), ours: 0 };
  const startMs = Date.now();
  const steady = (): number => since.ours + (systemClock.steady() - since.real) * speed;
  return {
    now: () => Math.round(startMs + steady()),
    steady,
    after: (ms, run) => systemClock.after(ms / speed, run),
    random: () => systemClock.random(),
    run(next) {
      since = { real: systemClock.steady(), ours: steady() };
      speed = next;
    },
  };
}
