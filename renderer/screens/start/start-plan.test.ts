// What the first start gathers before anything is told to the engine.
import { expect, test } from 'vitest';
import { chosen, emptyPlan, sums, withChange, withFolder } from './start-plan.ts';

test('a suggested folder is not chosen until its person ticks it', () => {
  const plan = withFolder(emptyPlan, '/home/a/Pictures', 'Pictures', false);
  expect(chosen(plan)).toEqual([]);
  const counted = withChange(plan, '/home/a/Pictures', { photos: 12, bytes: 34 });
  expect(sums(counted)).toEqual({ photos: 0, bytes: 0 });
  expect(sums(withChange(counted, '/home/a/Pictures', { ticked: true }))).toEqual({ photos: 12, bytes: 34 });
});

test('picking a folder that stands there as a suggestion ticks it and does not add it twice', () => {
  const plan = withFolder(withFolder(emptyPlan, '/p', 'p', false), '/p', 'p');
  expect(plan.folders.map(({ path, ticked }) => [path, ticked])).toEqual([['/p', true]]);
});

test('a suggestion does not untick what was chosen', () => {
  const plan = withFolder(withFolder(emptyPlan, '/p', 'p'), '/p', 'p', false);
  expect(chosen(plan)).toHaveLength(1);
});
