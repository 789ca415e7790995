import { expect, test } from 'vitest';
import { findAlbumAgain, type AlbumEvidence, type FoundAlbum } from './find-restored-album.ts';

const album = (id: string, title = 'Summer'): FoundAlbum => ({ id, title });
const find = (more: Partial<AlbumEvidence<FoundAlbum>>) =>
  findAlbumAgain({
    title: 'Summer',
    free: [],
    sentInto: new Map(),
    isOurs: () => false,
    rivals: 0,
    isChecking: false,
    ...more,
  });

test('what was sent into it proves whose an album is, whatever else has its title and whatever it is called now', () => {
  const free = [album('1'), album('2'), album('3', 'Renamed')];
  expect(find({ free, sentInto: new Map([['2', 1]]) })).toEqual({ kind: 'adopt', album: free[1] });
  expect(
    find({
      free,
      sentInto: new Map([
        ['3', 4],
        ['1', 1],
      ]),
    }),
  ).toEqual({ kind: 'adopt', album: free[2] });
  expect(find({ free, sentInto: new Map([['2', 3]]), isChecking: true, rivals: 5 }).kind).toBe('adopt');
});

test('where the same photos were sent into several, the title decides, and else a person', () => {
  const sentInto = new Map([
    ['1', 2],
    ['2', 2],
  ]);
  const other = album('2', 'Winter');
  expect(find({ free: [album('1'), other], sentInto })).toEqual({ kind: 'adopt', album: album('1') });
  expect(find({ free: [album('1'), album('2')], sentInto }).kind).toBe('unclear');
  expect(find({ free: [album('1', 'Winter'), other], sentInto }).kind).toBe('unclear');
});

test('without any proof the only one of the title is taken; several, or several who want it, are a question', () => {
  expect(find({ free: [album('1'), album('2', 'Winter')] })).toEqual({ kind: 'adopt', album: album('1') });
  expect(find({ free: [album('1'), album('2')] }).kind).toBe('unclear');
  expect(find({ free: [album('1')], rivals: 1 }).kind).toBe('unclear');
  expect(find({ free: [album('2', 'Winter')], rivals: 1 }).kind).toBe('create');
});

test('an album that was filled from elsewhere is not taken for this one’s', () => {
  expect(find({ free: [album('1')], isOurs: () => true }).kind).toBe('create');
  expect(find({ free: [album('1'), album('2')], isOurs: (id) => id === '1' })).toEqual({
    kind: 'adopt',
    album: album('2'),
  });
});

test('nothing is concluded from a title while photos are still being found', () => {
  expect(find({ free: [album('1')], isChecking: true }).kind).toBe('wait');
  expect(find({ free: [], isChecking: true }).kind).toBe('create');
});
