// The wall beside step 3 groups photos by the album they will go into.
import { expect, test } from 'vitest';
import type { Album } from '../../../shared/library/album.ts';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import { albumGroups } from './album-groups.ts';

const photo = (name: string): FolderPreview => ({ sha256: name, width: 4, height: 3 });
const sea: Album = {
  albumId: null,
  remoteId: '7',
  kind: 'album',
  title: 'Море',
  privacy: 'friends',
  photos: 3,
  createdOn: null,
  url: null,
};
const folder = (path: string, album: string, title = path) => ({
  path,
  subfolders: 4,
  choice: { album, title, privacy: 'private' as const },
});
const said = (...given: Parameters<typeof albumGroups>) =>
  albumGroups(...given).map(({ as, privacy, photos }) => [
    as.kind === 'album' ? as.title : as.kind,
    privacy,
    photos.map(({ sha256 }) => sha256).join(''),
  ]);

test('folders of one album form a group in the order of the plan, and identical photos appear once', () => {
  const folders = [folder('a', 'remote:7'), folder('b', 'personal'), folder('c', 'remote:7')];
  const folderPreviews = [[photo('1'), photo('2')], [photo('3')], [photo('2'), photo('4')]];
  expect(said(folders, folderPreviews, [sea])).toEqual([
    ['Море', 'friends', '124'],
    ['personal', null, '3'],
  ]);
});

test('a new album is a group of its own even with an existing title; «one per folder» says so', () => {
  const folders = [folder('a', 'new', ' Дача '), folder('b', 'new', 'Дача'), folder('c', 'per_subfolder')];
  expect(said(folders, [[photo('1')], [photo('2')], []], [])).toEqual([
    ['Дача', 'private', '1'],
    ['Дача', 'private', '2'],
    ['per_subfolder', 'private', ''],
  ]);
});
