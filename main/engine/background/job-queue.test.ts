import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { JobQueue } from './job-queue.ts';

const noFailure = (error: unknown): void => {
  throw error;
};

test('jobs run one after another, in the order asked for', async () => {
  const queue = new JobQueue(fakeClock(), noFailure);
  const said: string[] = [];
  const job = (name: string) => async () => {
    said.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    said.push(`${name} ends`);
  };
  await Promise.all([queue.add('a', job('a')), queue.add('b', job('b'))]);
  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a job that fails is told, keeps no other from being done, and is tried again later', async () => {
  const clock = fakeClock();
  const failures: unknown[] = [];
  const queue = new JobQueue(clock, (error) => failures.push(error));
  let tries = 0;
  await queue.add('a', () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('full')) : Promise.resolve();
  });
  let isDone = false;
  await queue.add('b', () => {
    isDone = true;
    return Promise.resolve();
  });
  expect([tries, failures.length, isDone]).toEqual([1, 1, true]);
  await clock.advance(60_000);
  expect([tries, failures.length]).toEqual([2, 1]);
});

test('of a job that waits already none is added; of one that runs, one more is', async () => {
  const queue = new JobQueue(fakeClock(), noFailure);
  let runs = 0;
  const job = (): Promise<void> => {
    runs += 1;
    if (runs === 1) queue.addOnce('a', job, () => undefined);
    return Promise.resolve();
  };
  queue.addOnce('a', job, () => undefined);
  queue.addOnce('a', job, () => undefined);
  await queue.add('b', () => Promise.resolve());
  await queue.add('c', () => Promise.resolve());
  expect(runs).toBe(2);
});

test('a closed queue begins nothing more, and ends the items of the job that runs', async () => {
  const queue = new JobQueue(fakeClock(), noFailure);
  const seen: number[] = [];
  const job = async (): Promise<void> => {
    for (const item of queue.whileOpen([1, 2, 3])) {
      seen.push(item);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  void queue.add('a', job);
  void queue.add('b', job);
  await new Promise((resolve) => setImmediate(resolve));
  await queue.close();
  expect(seen).toEqual([1]);
});

test('a job is due while it waits and while it runs, and not while it rests after a failure', async () => {
  const queue = new JobQueue(fakeClock(), () => undefined);
  const due: boolean[] = [];
  const ended = new Promise<void>((resolve) =>
    queue.addOnce(
      'a',
      () => {
        due.push(queue.isDue('a'));
        return Promise.reject(new Error('full'));
      },
      resolve,
    ),
  );
  due.push(queue.isDue('a'));
  await ended;
  expect(due).toEqual([true, true]);
  expect(queue.isDue('a')).toBe(false);
});
