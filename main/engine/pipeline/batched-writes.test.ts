import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { openBatchedWrites } from './batched-writes.ts';

/** Counts transactions; `fails` breaks the next one. */
function tablesThat(): { together<T>(run: () => T): T; transactions: number; fails: boolean } {
  return {
    transactions: 0,
    fails: false,
    together<T>(run: () => T): T {
      this.transactions += 1;
      const result = run();
      if (this.fails) throw new Error('disk full');
      return result;
    },
  };
}

test('what comes within one moment is one transaction, in its order, and is told when it is done', async () => {
  const clock = fakeClock();
  const tables = tablesThat();
  const writes = openBatchedWrites(tables, clock);
  const done: string[] = [];
  const one = writes.soon(() => done.push('one'));
  const two = writes.soon(() => done.push('two'));
  expect([done, writes.waiting()]).toEqual([[], 2]);
  await clock.advance(25);
  await Promise.all([one, two]);
  expect([done, tables.transactions, writes.waiting()]).toEqual([['one', 'two'], 1, 0]);
});

test('a full batch is written at once, and a write that must not wait is not delayed', async () => {
  const tables = tablesThat();
  const writes = openBatchedWrites(tables, fakeClock());
  await Promise.all(Array.from({ length: 16 }, () => writes.soon(() => undefined)));
  expect(tables.transactions).toBe(1);
  const last = writes.soon(() => undefined);
  writes.now();
  await last;
  writes.now();
  expect(tables.transactions).toBe(2);
});

test('a transaction that fails is told to all that were in it, and the next one begins anew', async () => {
  const tables = tablesThat();
  const writes = openBatchedWrites(tables, fakeClock());
  tables.fails = true;
  const both = [writes.soon(() => undefined), writes.soon(() => undefined)];
  writes.now();
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  tables.fails = false;
  const next = writes.soon(() => undefined);
  writes.now();
  await next;
});

test('what is refused of one keeps none of the others out, and only its own caller hears of it', async () => {
  const tables = tablesThat();
  const writes = openBatchedWrites(tables, fakeClock());
  const written: string[] = [];
  const all = [
    writes.soon(() => written.push('one')),
    writes.soon(() => {
      throw Object.assign(new Error('no'), { code: 'SQLITE_CONSTRAINT_CHECK' });
    }),
    writes.soon(() => written.push('three')),
  ];
  writes.now();
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(written.slice(-2)).toEqual(['one', 'three']);
});
