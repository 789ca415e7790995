// The real clock. Tests use testing/fake-clock.ts.
import { performance } from 'node:perf_hooks';
import type { Clock } from './ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, run) {
    // setTimeout fires at once above 2^31-1 ms; whoever waits longer is asked again.
    const timer = setTimeout(run, Math.min(ms, 2_147_483_647));
    timer.unref();
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
