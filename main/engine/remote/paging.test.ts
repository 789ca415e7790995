// When a list in pages ends.
import { expect, test } from 'vitest';
import { failed, type Answer } from './answer.ts';
import { allPages, type Page } from './paging.ts';
import { endsBefore } from './photos.ts';

/** Serves these pages in turn and remembers the anchors asked for. */
function serving(pages: Answer<Page<number>>[]): {
  fetch: (anchor: string | null, count: number) => Promise<Answer<Page<number>>>;
  anchors: (string | null)[];
  counts: number[];
} {
  const anchors: (string | null)[] = [];
  const counts: number[] = [];
  const fetch = async (anchor: string | null, count: number): Promise<Answer<Page<number>>> => {
    counts.push(count);
    return pages[anchors.push(anchor) - 1] ?? failed({ who: 'bug', code: 4 }, false);
  };
  return { fetch, anchors, counts };
}

const page = (items: number[], hasMore?: boolean, anchor?: string | null): Answer<Page<number>> => ({
  ok: true,
  value: { items, hasMore, anchor },
});

test('pages follow their anchors until there is no more, though the last still has one', async () => {
  const { fetch, anchors } = serving([page([1, 2], true, 'a'), page([3], false, 'b')]);
  expect(await allPages(fetch)).toEqual({ ok: true, value: [1, 2, 3] });
  expect(anchors).toEqual([null, 'a']);
});

test.each<[string, Answer<Page<number>>]>([
  ['says nothing of more', page([2], undefined, 'b')],
  ['is empty', page([], true, 'b')],
  ['has no anchor', page([2], true, null)],
  ['has an anchor that came before', page([2], true, 'a')],
])('a page that %s is the last', async (_name, last) => {
  const { fetch, anchors } = serving([page([1], true, 'a'), last]);
  expect(await allPages(fetch)).toMatchObject({ ok: true });
  expect(anchors).toEqual([null, 'a']);
});

test('trouble on any page is the answer of the whole: half a list proves nothing', async () => {
  const trouble = failed({ who: 'nobody', kind: 'timeout' }, true);
  const { fetch } = serving([page([1], true, 'a'), trouble]);
  expect(await allPages(fetch)).toEqual(trouble);
});

test('a first page that is too large is asked for smaller, once', async () => {
  const refused = failed({ who: 'bug', code: 100 }, false);
  const { fetch, counts } = serving([refused, page([1], false)]);
  expect(await allPages(fetch)).toEqual({ ok: true, value: [1] });
  expect(counts).toEqual([100, 20]);
  const never = serving([refused, refused, page([1], false)]);
  expect(await allPages(never.fetch)).toEqual(refused);
  expect(never.counts).toEqual([100, 20]);
});

test('only a page that falls in time and has passed the moment ends a search', () => {
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
