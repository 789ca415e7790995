// What fails in the scheduler's loop: it is reported, rests, and stops nothing else.
import { expect, test } from 'vitest';
import { RowsThrew, type PipelineStep } from './pipeline-step.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { rounds, schedulersOfTests } from '../testing/test-schedulers.ts';

const schedulerOf = schedulersOfTests();

test('a step that throws is told, and its row rests while the others go on', async () => {
  const clock = fakeClock();
  const failures: unknown[] = [];
  const ran: number[] = [];
  const scheduler = schedulerOf(
    [
      {
        capacity: () => 2,
        take: (limit, isBusy) =>
          [1, 2].filter((key) => !isBusy(key) && ran.filter((one) => one === key).length < 2).slice(0, limit),
        run(item) {
          ran.push(item);
          return item === 1 ? Promise.reject(new Error('bug')) : Promise.resolve();
        },
      },
    ],
    { clock, onFailure: (error) => failures.push(error) },
  );
  scheduler.wake();
  await rounds();
  expect(ran.filter((one) => one === 1)).toEqual([1]);
  expect(ran.filter((one) => one === 2)).toEqual([2, 2]);
  expect(failures.length).toBe(1);
  await clock.advance(5_100);
  await rounds();
  expect(ran.filter((one) => one === 1)).toEqual([1, 1]);
});

test('a database that fails under a question, or under the clock’s, stops nothing for good', async () => {
  const clock = fakeClock();
  let broken = true;
  let ran = 0;
  const failures: unknown[] = [];
  const fail = (): never => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  };
  const scheduler = schedulerOf(
    [{ take: () => (broken ? fail() : ran === 0 ? [1] : []), run: () => ((ran += 1), Promise.resolve()) }],
    { clock, soonest: () => (broken ? fail() : null), onFailure: (error) => failures.push(error) },
  );
  scheduler.wake();
  await rounds();
  expect(failures.length).toBeGreaterThan(0);
  broken = false;
  await clock.advance(5_100);
  await rounds();
  expect(ran).toBe(1);
});

test('a step that throws at once, without a promise, rests like any other and is asked again', async () => {
  const clock = fakeClock();
  let failures = 1;
  const done: number[] = [];
  const told: unknown[] = [];
  const waiting = [1];
  const scheduler = schedulerOf(
    [
      {
        take: (limit, isBusy) => waiting.filter((key) => !isBusy(key)).slice(0, limit),
        run(item) {
          if (failures-- > 0) throw new Error('disk full');
          waiting.splice(waiting.indexOf(item), 1);
          done.push(item);
          return Promise.resolve();
        },
      },
    ],
    { clock, onFailure: (error) => told.push(error) },
  );
  scheduler.wake();
  await rounds();
  expect(told.length).toBe(1);
  await clock.advance(10_000);
  await rounds();
  expect(done).toEqual([1]);
  expect(scheduler.isStill()).toBe(true);
});

test('a step that cannot be asked stops no other step, nor the telling', async () => {
  const clock = fakeClock();
  let ran = 0;
  let told = 0;
  const failures: unknown[] = [];
  const scheduler = schedulerOf(
    [
      {
        name: 'first',
        take: () => {
          throw new Error('a row that cannot be read');
        },
      },
      { name: 'second', take: () => (ran === 0 ? [1] : []), run: () => ((ran += 1), Promise.resolve()) },
    ],
    { clock, onRound: () => (told += 1), onFailure: (error) => failures.push(error) },
  );
  scheduler.wake();
  await rounds();
  expect(ran).toBe(1);
  expect(told).toBeGreaterThan(0);
  expect(failures.length).toBeGreaterThan(0);
});

test('what throws again and again is reported once, and is tried more and more seldom', async () => {
  const clock = fakeClock();
  let runs = 0;
  const stuck: unknown[] = [];
  const scheduler = schedulerOf(
    [
      {
        name: 'inspect',
        take: (_limit, isBusy) => (isBusy(7) ? [] : [7]),
        run: () => ((runs += 1), Promise.reject(new TypeError('a bug'))),
      },
    ],
    {
      clock,
      onFailure: () => undefined,
      onStuck: (step, _space, keys, error) => stuck.push([step, keys, error]),
    },
  );
  scheduler.wake();
  await rounds();
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000);
      await rounds();
    }
  };
  expect(stuck).toEqual([]);
  await pass(16_000);
  expect(runs).toBeGreaterThanOrEqual(3);
  expect(stuck).toEqual(Array.from({ length: runs - 2 }, () => ['inspect', [7], new TypeError('a bug')]));
  expect(stuck.length).toBeGreaterThan(0);
  await pass(3_600_000);
  const before = runs;
  await pass(500_000);
  expect(runs - before).toBeLessThanOrEqual(1);
  // Said each time: what it holds back may be other rows by then.
  expect(stuck.length).toBe(runs - 2);
});

test('in a group only the rows named as the cause rest and count as stuck; the others run again at once', async () => {
  const clock = fakeClock();
  const taken = new Map<number, number>();
  const stuck = new Set<number>();
  const scheduler = schedulerOf(
    [
      {
        take: (_limit, isBusy) => [[1, 2, 3].filter((key) => !isBusy(key))].filter((group) => group.length > 0),
        keys: (group) => group,
        run(group) {
          for (const key of group) taken.set(key, (taken.get(key) ?? 0) + 1);
          return group.includes(2) ? Promise.reject(new RowsThrew([2], new TypeError('a bug'))) : Promise.resolve();
        },
      } satisfies Partial<PipelineStep<number[]>>,
    ] as never,
    { clock, onFailure: () => undefined, onStuck: (_step, _space, keys) => keys.forEach((key) => stuck.add(key)) },
  );
  scheduler.wake();
  for (let passed = 0; passed < 16; passed += 1) {
    await rounds();
    await clock.advance(1_000);
  }
  expect([...stuck]).toEqual([2]);
  expect(taken.get(1)).toBeGreaterThan(10);
  expect(taken.get(2)).toBeLessThan(5);
});
