// The plan that the first start collects before the engine gets it.
import { expect, test } from 'vitest';
import {
  chosen,
  isComplete,
  makerOf,
  plannedValue,
  defaultsChosen,
  emptyPlan,
  planFrom,
  sums,
  withCount,
  withFolder,
  withSuggestions,
  withChoice,
  withTick,
} from './start-plan.ts';

const pictures = { path: '/home/a/Pictures', name: 'Pictures', ticked: true };
const downloads = { path: '/home/a/Downloads', name: 'Downloads', ticked: false };
const suggestions = withSuggestions(emptyPlan, [pictures, downloads]);
const ticks = (plan: typeof emptyPlan) => plan.folders.map(({ name, ticked }) => [name, ticked]);

test('suggested folders come with their ticks, and are counted while they stand there', () => {
  expect(ticks(suggestions)).toEqual([
    ['Pictures', true],
    ['Downloads', false],
  ]);
  const counting = withCount(suggestions, pictures.path, { photos: 12, bytes: 34 });
  expect(sums(counting)).toEqual({ photos: 12, bytes: 34, growing: true });
  const counted = withCount(counting, pictures.path, { photos: 20, bytes: 50, counting: false });
  expect(sums(counted)).toEqual({ photos: 20, bytes: 50, growing: false });
  const both = withTick(withCount(counted, downloads.path, { photos: 5, counting: false }), downloads.path, true);
  expect(sums(both)).toMatchObject({ photos: 25 });
});

test('a folder that could not be counted in time is marked as having more', () => {
  const large = withCount(suggestions, pictures.path, { photos: 9_000, counting: false, complete: false });
  expect(sums(large)).toMatchObject({ photos: 9_000, growing: true });
});

test('a suggestion without photos loses its tick unless the person has ticked it', () => {
  expect(chosen(withCount(suggestions, pictures.path, { photos: 0, counting: false }))).toEqual([]);
  const wanted = withTick(suggestions, pictures.path, true);
  expect(chosen(withCount(wanted, pictures.path, { photos: 0, counting: false }))).toHaveLength(1);
  expect(chosen(withCount(suggestions, pictures.path, { photos: 0 }))).toHaveLength(1);
});

test('an unreadable folder loses its tick once; the person may tick it again', () => {
  const own = withFolder(emptyPlan, '/p', 'p');
  const shut = withCount(own, '/p', { photos: 0, opens: false, counting: false });
  expect([chosen(shut), shut.folders[0]?.opens]).toEqual([[], false]);
  const again = withCount(withTick(shut, '/p', true), '/p', { photos: 0, opens: false, counting: false });
  expect(chosen(again)).toHaveLength(1);
});

test('suggestions do not change a list that the person has begun', () => {
  const own = withFolder(emptyPlan, '/p', 'p');
  expect(withSuggestions(own, [pictures])).toBe(own);
});

test('picking a folder that stands there as a suggestion ticks it and does not add it twice', () => {
  const plan = withFolder(suggestions, downloads.path, downloads.name);
  expect(ticks(plan)).toEqual([
    ['Pictures', true],
    ['Downloads', true],
  ]);
});

test('of two nested folders only the one chosen last is sent', () => {
  const inner = withFolder(suggestions, '/home/a/Pictures/Dacha', 'Dacha');
  expect(ticks(inner)).toEqual([
    ['Pictures', false],
    ['Downloads', false],
    ['Dacha', true],
  ]);
  expect(chosen(withTick(inner, pictures.path, true)).map(({ name }) => name)).toEqual(['Pictures']);
  const windows = withFolder(withFolder(emptyPlan, 'D:\\', 'D'), 'D:\\Photos', 'Photos');
  expect(chosen(windows).map(({ name }) => name)).toEqual(['Photos']);
  const namesakes = withFolder(withFolder(emptyPlan, '/a/Photo', 'Photo'), '/a/Photos', 'Photos');
  expect(chosen(namesakes)).toHaveLength(2);
});

test('rules of the first start and the narrowest privacy of its new albums become the defaults', () => {
  const rules = { removeGps: false, convert: true, shrink: false };
  const start = planFrom({ ...rules, privacy: 'friends' });
  expect(defaultsChosen(start)).toEqual({ ...rules, privacy: 'friends' });
  const two = withFolder(withFolder(start, '/a', 'a'), '/b', 'b');
  expect(defaultsChosen(two).privacy).toBe('friends');
  const wide = withChoice(two, '/a', { album: 'new', title: 'a', privacy: 'public' });
  expect(defaultsChosen(wide).privacy).toBe('friends');
  expect(defaultsChosen(withTick(wide, '/b', false)).privacy).toBe('public');
  // An existing album has its own privacy, which says nothing about new ones.
  const known = withChoice(wide, '/b', { album: 'known:7', title: '', privacy: 'private' });
  expect(defaultsChosen(known).privacy).toBe('public');
});

test('of two folders with one title the second asks: the album of the first, or another one', () => {
  const two = withFolder(withFolder(emptyPlan, '/1/Photos', 'Photos'), '/2/photos', 'photos');
  const makerOfSecond = (plan: typeof two) => {
    const [first, second] = chosen(plan);
    return second === undefined || first === undefined ? null : makerOf(second.choice, [first]);
  };
  expect(makerOfSecond(two)?.path).toBe('/1/Photos');
  expect(isComplete(two, [])).toBe(false);
  const choice = { album: 'new', title: 'photos', privacy: 'private' as const };
  const another = withChoice(two, '/2/photos', { ...choice, anotherOf: 'photos' });
  expect(makerOfSecond(another)).toBeNull();
  expect(isComplete(another, [])).toBe(true);
  const same = withChoice(two, '/2/photos', { ...choice, album: plannedValue({ path: '/1/Photos' }) });
  expect(isComplete(same, [])).toBe(true);
  expect(makerOfSecond(same)?.path).toBe('/1/Photos');
  // The first folder no longer creates that album: the second one creates its own again.
  const renamed = withChoice(same, '/1/Photos', { ...choice, title: 'House' });
  expect(chosen(renamed)[1]?.choice.album).toBe('new');
  expect(chosen(withTick(same, '/1/Photos', false))[0]?.choice.album).toBe('new');
});
