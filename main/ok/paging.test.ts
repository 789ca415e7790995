// When a list in pages ends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remoteFailure, type RemoteAnswer } from './answer.ts';
import { allPages, type RemotePage } from './paging.ts';
import { endsBefore } from './photos.ts';

/** Serves these pages in turn and remembers the anchors asked for. */
function serving(pages: RemoteAnswer<RemotePage<number>>[]): {
  fetch: (anchor: string | null, count: number) => Promise<RemoteAnswer<RemotePage<number>>>;
  anchors: (string | null)[];
  counts: number[];
} {
  const anchors: (string | null)[] = [];
  const counts: number[] = [];
  const fetch = async (anchor: string | null, count: number): Promise<RemoteAnswer<RemotePage<number>>> => {
    counts.push(count);
    return pages[anchors.push(anchor) - 1] ?? remoteFailure({ who: 'bug', code: 4 }, false);
  };
  return { fetch, anchors, counts };
}

const itself = (item: number): number => item;

const page = (items: number[], hasMore?: boolean, anchor?: string | null): RemoteAnswer<RemotePage<number>> => ({
  ok: true,
  value: { items, hasMore, anchor },
});

test('pages follow their anchors until `hasMore` is not true, though the last page still has one', async () => {
  const { fetch, anchors } = serving([page([1, 2], true, 'a'), page([3], false, 'b')]);
  expect(await allPages(fetch, itself)).toEqual({ ok: true, value: [1, 2, 3] });
  expect(anchors).toEqual([null, 'a']);
});

test.each<[string, RemoteAnswer<RemotePage<number>>]>([
  ['says nothing of more', page([2], undefined, 'b')],
  ['is empty', page([], true, 'b')],
  ['has no anchor', page([2], true, null)],
  ['has an anchor that came before', page([2], true, 'a')],
])('a page that %s is the last', async (_name, last) => {
  const { fetch, anchors } = serving([page([1], true, 'a'), last]);
  expect(await allPages(fetch, itself)).toMatchObject({ ok: true });
  expect(anchors).toEqual([null, 'a']);
});

test('trouble on any page is the answer for the whole list: half a list proves nothing', async () => {
  const trouble = remoteFailure({ who: 'service', kind: 'timeout' }, true);
  const { fetch } = serving([page([1], true, 'a'), trouble]);
  expect(await allPages(fetch, itself)).toEqual(trouble);
});

test('a first page that is too large is asked for smaller, once', async () => {
  const refused = remoteFailure({ who: 'bug', code: 100 }, false);
  const { fetch, counts } = serving([refused, page([1], false)]);
  expect(await allPages(fetch, itself)).toEqual({ ok: true, value: [1] });
  expect(counts).toEqual([100, 20]);
  const never = serving([refused, refused, page([1], false)]);
  expect(await allPages(never.fetch, itself)).toEqual(refused);
  expect(never.counts).toEqual([100, 20]);
});

test('only a page that runs from newer to older and has passed the moment ends a search', () => {
  const times = (...created: (number | null)[]): { createdMs: number | null }[] =>
    created.map((createdMs) => ({ createdMs }));
  expect(endsBefore(times(9, 8, 4), 5)).toBe(true);
  expect(endsBefore(times(9, 8, 6), 5)).toBe(false);
  expect(endsBefore(times(1, 2, 3), 5)).toBe(false);
  expect(endsBefore(times(3, 3, 3), 5)).toBe(false);
  expect(endsBefore(times(9, 1, 8, 4), 5)).toBe(false);
  expect(endsBefore(times(9, null, 4), 5)).toBe(false);
  expect(endsBefore([], 5)).toBe(false);
});

/**
 * An honest service: any number of items, in pages of any size, with or without an anchor and an empty page at the end.
 */
const honest = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 30 }),
  lastHasAnchor: fc.boolean(),
  endsEmpty: fc.boolean(),
  // The largest page it takes; a larger one is refused.
  mostPerPage: fc.constantFrom(100, 20),
});

test('every item of an honest service comes once, in its order, and no page is fetched twice', async () => {
  await fc.assert(
    fc.asyncProperty(honest, async ({ sizes, lastHasAnchor, endsEmpty, mostPerPage }) => {
      const pages = endsEmpty ? [...sizes, 0] : sizes;
      const items = pages.map((size, index) => Array.from({ length: size }, (_, item) => index * 10 + item));
      const asked: (string | null)[] = [];
      const answer = await allPages<number>(async (anchor, count) => {
        if (count > mostPerPage) return remoteFailure({ who: 'bug', code: 100 }, false);
        asked.push(anchor);
        const index = anchor === null ? 0 : Number(anchor);
        const last = index + 1 >= pages.length;
        return page(items[index] ?? [], !last, last && !lastHasAnchor ? null : String(index + 1));
      }, itself);
      expect(answer).toEqual({ ok: true, value: items.flat() });
      expect(new Set(asked).size).toBe(asked.length);
    }),
    { numRuns: 500 },
  );
});

const trouble = remoteFailure({ who: 'service', kind: 'timeout' }, true);
/** One that says anything: anchors that come again, lists that go on, trouble in between. */
const anyPage = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      items: fc.array(fc.nat(), { maxLength: 4 }),
      hasMore: fc.constantFrom(true, true, true, false, null, undefined),
      anchor: fc.constantFrom('a', 'b', 'c', 'd', '', null, undefined),
    }),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

test('the walk ends with any service, and gives either all items or the first trouble', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyPage, { minLength: 1, maxLength: 40 }), async (said) => {
      let calls = 0;
      const heard: number[] = [];
      let met = false;
      const answer = await allPages<number>(async () => {
        const one = said[calls % said.length];
        calls += 1;
        if (!one) {
          met = true;
          return trouble;
        }
        heard.push(...one.items);
        return { ok: true, value: { items: one.items, hasMore: one.hasMore, anchor: one.anchor } };
      }, itself);
      // Four anchors, each followed once, and the first page.
      expect(calls).toBeLessThanOrEqual(5);
      if (met) expect(answer).toEqual(trouble);
      else if (answer.ok) expect(answer.value).toEqual([...new Set(heard)]);
      // Nothing new, page after page.
      else expect(answer).toEqual(remoteFailure({ who: 'service', kind: 'malformed' }, false));
    }),
    { numRuns: 500 },
  );
});

test('a list that never ends is malformed, and the number of pages fetched is bounded', async () => {
  for (const [next, most] of [
    [(asked: number) => asked, 12],
    [() => 7, 4],
  ] as const) {
    let asked = 0;
    const endless = async (): Promise<RemoteAnswer<RemotePage<number>>> =>
      page([next((asked += 1))], true, `anchor ${asked}`);
    const answer = await allPages(endless, itself, () => false, 12);
    expect(answer).toEqual(remoteFailure({ who: 'service', kind: 'malformed' }, false));
    expect(asked).toBeLessThanOrEqual(most);
  }
});
