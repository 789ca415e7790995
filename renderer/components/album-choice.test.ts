import { expect, test } from 'vitest';
import type { Album } from '../../shared/library/album.ts';
import { faultOf, namesakesOf, targetOf, titlesThere, type AlbumFormChoice } from './album-choice.ts';

const album = (title: string, more: Partial<Album> = {}): Album => ({
  albumId: null,
  remoteId: title,
  kind: 'album',
  title,
  privacy: 'private',
  photos: 3,
  createdOn: null,
  url: null,
  ...more,
});
const asNew = (title: string, more: Partial<AlbumFormChoice> = {}): AlbumFormChoice => ({
  album: 'new',
  title,
  privacy: 'private',
  ...more,
});

test('a title that exists in any spelling is no complete choice until the person has decided', () => {
  const albums = [album('Йога 2024'), album('House')];
  const typed = asNew(' йога\u00a02024 '.normalize('NFD'));
  expect(namesakesOf(typed, albums).map(({ title }) => title)).toEqual(['Йога 2024']);
  expect(faultOf(typed, albums)).toBe('titleTaken');
  expect(targetOf(typed, albums)).toBeNull();
  const another = { ...typed, anotherOf: 'йога 2024' };
  expect(targetOf(another, albums)).toMatchObject({ kind: 'new', another: true });
  // Said of one title, it holds for no other.
  expect(targetOf({ ...another, title: 'house' }, albums)).toBeNull();
  expect(targetOf({ ...typed, album: 'remote:Йога 2024' }, albums)).toMatchObject({ kind: 'remote' });
  expect(targetOf(asNew('Garden'), albums)).toEqual({ kind: 'new', title: 'Garden', privacy: 'private' });
});

test('personal photos never clash with a title; a title without visible characters is missing', () => {
  expect(faultOf(asNew('x'), [album('x', { kind: 'personal' })])).toBeNull();
  for (const title of ['', '  ', '\u200b']) expect(faultOf(asNew(title), [])).toBe('titleMissing');
});

test('existing titles of subfolder albums are one question', () => {
  const albums = [album('Summer'), album('winter'), album('Summer', { remoteId: '2' })];
  const choice = asNew('', { album: 'per_subfolder' });
  const titles = ['Summer', 'Winter', 'Spring', 'summer'];
  expect(titlesThere(titles, albums).length).toBe(3);
  expect(targetOf(choice, albums, titles)).toBeNull();
  expect(targetOf({ ...choice, namesakes: 'use' }, albums, titles)).toEqual({
    kind: 'per_subfolder',
    privacy: 'private',
    namesakes: 'use',
  });
  expect(targetOf(choice, albums, ['Spring'])).toEqual({ kind: 'per_subfolder', privacy: 'private' });
});

test('albums of groups are another place: no title there is taken here, and a new one is made in the group', () => {
  const group = { id: '55', name: 'Hikers', seenBy: 'members' } as const;
  const albums = [album('Walk', { group })];
  expect(faultOf(asNew('Walk'), albums)).toBeNull();
  expect(targetOf(asNew('Walk'), albums)).toEqual({ kind: 'new', title: 'Walk', privacy: 'private' });
  expect(targetOf(asNew('', { album: 'remote:Walk' }), albums)).toEqual({
    kind: 'remote',
    remoteId: 'Walk',
    title: 'Walk',
    group,
  });
  expect(targetOf(asNew(' Walk ', { inGroup: group }), albums)).toEqual({ kind: 'in_group', title: 'Walk', group });
  expect(targetOf(asNew(' ', { inGroup: group }), albums)).toBeNull();
  // Another choice forgets the group.
  expect(targetOf(asNew('', { album: 'personal', inGroup: group }), albums)).toEqual({ kind: 'personal' });
  expect(titlesThere(['Walk'], albums)).toEqual([]);
});
