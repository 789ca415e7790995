// Which causes are worth a notification, from one look at the problems to the next.
import { expect, test } from 'vitest';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { newProblems } from './new-problems.ts';

const group = (reason: ProblemGroup['reason'], photos: number, albumId: number | null = null): ProblemGroup => ({
  reason,
  photos,
  albumId,
  albumTitle: null,
  nextTitle: null,
  rows: [],
  actions: [],
});

function newsOf() {
  const world: { groups: ProblemGroup[] | null } = { groups: [] };
  const news = newProblems(() => Promise.resolve(world.groups));
  const take = async (groups: ProblemGroup[] | null) => {
    world.groups = groups;
    return (await news.takeNew()).map(({ reason, albumId, photos }) => [reason, albumId, photos]);
  };
  return { world, news, take };
}

test('what was so at the start is no news, and each cause is told once', async () => {
  const { world, news, take } = newsOf();
  world.groups = [group('corrupted', 2)];
  await news.markKnown();
  expect(await take([group('corrupted', 2), group('too_many_bytes', 5)])).toEqual([['too_many_bytes', null, 5]]);
  expect(await take([group('corrupted', 2), group('too_many_bytes', 5)])).toEqual([]);
});

test('a cause that grows is told again with all its photos, and albums are causes of their own', async () => {
  const { take } = newsOf();
  await take([group('album_gone', 3, 7)]);
  expect(await take([group('album_gone', 4, 7), group('album_gone', 1, 8)])).toEqual([
    ['album_gone', 7, 4],
    ['album_gone', 8, 1],
  ]);
});

test('a cause that went away and came back is news', async () => {
  const { world, news, take } = newsOf();
  await take([group('corrupted', 3)]);
  world.groups = [];
  await news.markKnown();
  expect(await take([group('corrupted', 1)])).toEqual([['corrupted', null, 1]]);
});

test('when nobody can say, nothing is told and nothing forgotten', async () => {
  const { take } = newsOf();
  await take([group('corrupted', 3)]);
  expect(await take(null)).toEqual([]);
  expect(await take([group('corrupted', 3)])).toEqual([]);
});
