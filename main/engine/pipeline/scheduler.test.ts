// The scheduler's loop: which rows it hands out, when it asks its steps, and how it ends.
import { expect, test } from 'vitest';
import type { PipelineStep } from './pipeline-step.ts';
import type { Scheduler } from './scheduler.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { rounds, schedulersOfTests } from '../testing/test-schedulers.ts';

const schedulerOf = schedulersOfTests();

test('steps of one space never hold the same row at once', async () => {
  const running = new Set<number>();
  let collisions = 0;
  const waiting = [1, 2, 3, 1, 2, 3];
  const step: Partial<PipelineStep<number>> = {
    take(limit, isBusy) {
      const taken: number[] = [];
      for (const key of waiting) if (taken.length < limit && !isBusy(key) && !taken.includes(key)) taken.push(key);
      for (const key of taken) waiting.splice(waiting.indexOf(key), 1);
      return taken;
    },
    async run(item) {
      if (running.has(item)) collisions += 1;
      running.add(item);
      await new Promise((resolve) => setImmediate(resolve));
      running.delete(item);
    },
  };
  schedulerOf([step, step]).wake();
  for (let turn = 0; turn < 20; turn += 1) await rounds();
  expect(waiting).toEqual([]);
  expect(collisions).toBe(0);
});

test('steps are asked when a wait ends, and a time that has passed causes no further rounds', async () => {
  const clock = fakeClock();
  const at = clock.now() + 60_000;
  let asked = 0;
  const scheduler = schedulerOf([{ capacity: () => ((asked += 1), 0) }], {
    clock,
    soonest: (afterMs) => (at > afterMs ? at : null),
  });
  scheduler.wake();
  await rounds();
  const before = asked;
  await clock.advance(59_000);
  await rounds();
  expect(asked).toBe(before);
  await clock.advance(2_000);
  await rounds();
  expect(asked).toBe(before + 1);
  await clock.advance(3_600_000);
  await rounds();
  expect(asked).toBe(before + 1);
});

test('what is aborted by its step and row ends; the same row of another step, and other rows, go on', async () => {
  const ended: string[] = [];
  const running = (name: string, keys: number[]): Partial<PipelineStep<number>> => {
    const waiting = [...keys];
    return {
      name,
      capacity: () => 2,
      take: (limit, isBusy) => waiting.splice(0, limit).filter((key) => !isBusy(key)),
      run: (key, signal) =>
        new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => {
            ended.push(`${name} ${key}`);
            resolve();
          }),
        ),
    };
  };
  const scheduler = schedulerOf([running('upload', [1, 2]), running('commit', [3])]);
  scheduler.wake();
  await rounds();
  scheduler.abort('upload', 3);
  scheduler.abort('upload', 1);
  await rounds();
  expect(ended).toEqual(['upload 1']);
  await scheduler.close();
  expect(ended).toEqual(['upload 1', 'upload 2', 'commit 3']);
});

test('a close lets what is finishing end by itself, for a moment, and takes nothing new meanwhile', async () => {
  const clock = fakeClock();
  const ended: string[] = [];
  let answer = (): void => undefined;
  let taken = 0;
  const step = (name: string, finishOnClose: boolean): Partial<PipelineStep<number>> => ({
    name,
    finishOnClose,
    space: finishOnClose ? 'album' : 'placement',
    take: (_limit, isBusy) => [1, 2].filter((key) => !isBusy(key)).slice(0, 1),
    run(_key, signal) {
      taken += 1;
      return new Promise<void>((resolve) => {
        if (finishOnClose) answer = () => (ended.push('answered'), resolve());
        signal.addEventListener('abort', () => (ended.push(`${name} aborted`), resolve()));
      });
    },
  });
  const schedulerWith = async (): Promise<Scheduler> => {
    const scheduler = schedulerOf([step('upload', false), step('commit', true)], { clock });
    scheduler.wake();
    await rounds();
    return scheduler;
  };
  const answered = (await schedulerWith()).close();
  await rounds();
  expect(ended).toEqual(['upload aborted']);
  answer();
  await answered;
  expect(ended).toEqual(['upload aborted', 'answered']);
  expect(taken).toBe(2);

  ended.length = 0;
  const neverAnswered = (await schedulerWith()).close();
  await clock.advance(2_100);
  await neverAnswered;
  expect(ended).toEqual(['upload aborted', 'commit aborted']);
});

test('who leaves gives its place to the next item at once; its row stays taken until it has ended', async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  let taken: number[] = [];
  const scheduler = schedulerOf([
    {
      take: (limit, isBusy) => [1, 2, 3].filter((key) => !isBusy(key) && !begun.includes(key)).slice(0, limit),
      run(item, _signal, releaseSlot) {
        begun.push(item);
        if (item < 3) releaseSlot();
        return new Promise((resolve) => ends.push(resolve));
      },
    },
    {
      take(_limit, isBusy) {
        taken = [1, 2, 3].filter((key) => isBusy(key));
        return [];
      },
    },
  ]);
  scheduler.wake();
  await rounds();
  expect(begun).toEqual([1, 2, 3]);
  scheduler.wake();
  await rounds();
  expect(taken).toEqual([1, 2, 3]);
  for (const end of ends) end();
  await rounds();
  expect(taken).toEqual([]);
  expect(scheduler.isStill()).toBe(true);
});
