// For tests of the scheduler: schedulers of steps that a test describes, closed after it. Registers a vitest hook.
import { afterEach } from 'vitest';
import type { PipelineStep } from '../pipeline/pipeline-step.ts';
import { openScheduler, type Scheduler } from '../pipeline/scheduler.ts';
import { fakeClock, type FakeClock } from './fake-clock.ts';
import { silentLog } from './quick.ts';

interface SchedulerWish {
  clock?: FakeClock;
  soonest?: (afterMs: number) => number | null;
  onRound?: () => void;
  onFailure?: (error: unknown) => void;
  onStuck?: (step: string, space: string, keys: readonly number[], error: unknown) => void;
}

/** To be asked for where a file begins. */
export function schedulersOfTests(): (
  steps: readonly Partial<PipelineStep<number>>[],
  wish?: SchedulerWish,
) => Scheduler {
  const open: Scheduler[] = [];
  afterEach(async () => {
    for (const scheduler of open.splice(0)) await scheduler.close();
  });
  return (steps, wish = {}) => {
    const full = steps.map((step, index) => ({
      name: `step ${index}`,
      space: 'placement' as const,
      capacity: () => 1,
      take: () => [],
      keys: (item: number) => [item],
      run: () => Promise.resolve(),
      ...step,
    }));
    const scheduler = openScheduler(full, {
      clock: wish.clock ?? fakeClock(),
      log: silentLog,
      soonest: wish.soonest ?? (() => null),
      onRound: wish.onRound ?? (() => undefined),
      onStuck: wish.onStuck ?? (() => undefined),
      onFailure: wish.onFailure ?? (() => undefined),
    });
    open.push(scheduler);
    return scheduler;
  };
}

/** A few rounds of the loop pass. */
export async function rounds(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
