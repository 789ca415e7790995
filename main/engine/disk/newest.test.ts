import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newest } from './newest.ts';

const one = (mtime: number, name = '') => ({ mtimeNs: BigInt(mtime), name });

test('the few newest are kept, newest first, in whatever order they are offered', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 200 }),
      fc.integer({ min: 1, max: 12 }),
      (times, most) => {
        const kept = newest<{ mtimeNs: bigint; name: string }>(most);
        for (const time of times) kept.offer(one(time));
        expect(kept.list().map(({ mtimeNs }) => Number(mtimeNs))).toEqual(
          [...times].sort((a, b) => b - a).slice(0, most),
        );
      },
    ),
  );
});

test('of equally new ones the first stay, in their order', () => {
  const kept = newest<{ mtimeNs: bigint; name: string }>(2);
  for (const name of ['a', 'b', 'c']) kept.offer(one(5, name));
  expect(kept.list().map(({ name }) => name)).toEqual(['a', 'b']);
});

test('with a limit of zero nothing is kept; a list that was returned does not change later', () => {
  const none = newest<{ mtimeNs: bigint; name: string }>(0);
  none.offer(one(1));
  expect(none.list()).toEqual([]);
  const kept = newest<{ mtimeNs: bigint; name: string }>(1);
  kept.offer(one(1, 'old'));
  const before = kept.list();
  kept.offer(one(2, 'new'));
  expect([before, kept.list()].map((list) => list.map(({ name }) => name))).toEqual([['old'], ['new']]);
});
