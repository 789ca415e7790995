// Which causes are worth a notification, from one list of problems to the next.
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

function newProblemsOf() {
  const world: { groups: ProblemGroup[] | null } = { groups: [] };
  const problems = newProblems(() => Promise.resolve(world.groups));
  const take = async (groups: ProblemGroup[] | null) => {
    world.groups = groups;
    return (await problems.takeNew()).map(({ reason, albumId, photos }) => [reason, albumId, photos]);
  };
  return { world, problems, take };
}

test('causes from before the start are known, and each new cause is taken once', async () => {
  const { world, problems, take } = newProblemsOf();
  world.groups = [group('corrupted', 2)];
  await problems.markKnown();
  expect(await take([group('corrupted', 2), group('too_many_bytes', 5)])).toEqual([['too_many_bytes', null, 5]]);
  expect(await take([group('corrupted', 2), group('too_many_bytes', 5)])).toEqual([]);
});

test('a cause that grows is taken again with all its photos, and albums are separate causes', async () => {
  const { take } = newProblemsOf();
  await take([group('album_gone', 3, 7)]);
  expect(await take([group('album_gone', 4, 7), group('album_gone', 1, 8)])).toEqual([
    ['album_gone', 7, 4],
    ['album_gone', 8, 1],
  ]);
});

test('a cause that went away and came back is new', async () => {
  const { world, problems, take } = newProblemsOf();
  await take([group('corrupted', 3)]);
  world.groups = [];
  await problems.markKnown();
  expect(await take([group('corrupted', 1)])).toEqual([['corrupted', null, 1]]);
});

test('when there is no list, nothing is taken and nothing is forgotten', async () => {
  const { take } = newProblemsOf();
  await take([group('corrupted', 3)]);
  expect(await take(null)).toEqual([]);
  expect(await take([group('corrupted', 3)])).toEqual([]);
});
