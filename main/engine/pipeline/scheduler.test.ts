import { afterEach, expect, test } from 'vitest';
import { RowsThrew, type PipelineStep } from './pipeline-step.ts';
import { openScheduler, type Scheduler } from './scheduler.ts';
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { silentLog } from '../testing/quick.ts';

const open: Scheduler[] = [];
afterEach(async () => {
  for (const scheduler of open.splice(0)) await scheduler.close();
});

function schedulerOf(
  steps: readonly Partial<PipelineStep<number>>[],
  more: {
    clock?: FakeClock;
    soonest?: (afterMs: number) => number | null;
    onRound?: () => void;
    onFailure?: (error: unknown) => void;
    onStuck?: (step: string, space: string, keys: readonly number[], error: unknown) => void;
  } = {},
): Scheduler {
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
    clock: more.clock ?? fakeClock(),
    log: silentLog,
    soonest: more.soonest ?? (() => null),
    onRound: more.onRound ?? (() => undefined),
    onStuck: more.onStuck ?? (() => undefined),
    onFailure: more.onFailure ?? (() => undefined),
  });
  open.push(scheduler);
  return scheduler;
}

const rounds = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

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
