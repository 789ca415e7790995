// Every query of the library works on a connection that cannot write, as the terminal opens it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OkApi } from '../../ok/api.ts';
import { openLibraryQueries, type LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { openForReading } from '../db/storage/open.ts';
import { absolutePath } from '../disk/path-rules.ts';
import { openTestLibrary, type TestLibrary } from '../testing/open-test-library.ts';
import { GroupAlbums } from './group-albums.ts';
import { albumList } from './album-list.ts';
import { explainPath } from './explain-path.ts';
import { folderCards } from './folder-cards.ts';
import { readPhotoDetail } from './photo-detail.ts';
import { problemGroups } from './problem-groups.ts';
import { recentHistory } from './recent-history.ts';

const noPage = (): null => null;

let library: TestLibrary;
let queries: LibraryQueries;
let close: () => void;
let folder: { folderId: number; albumId: number };
let held: number;
beforeEach(() => {
  library = openTestLibrary();
  folder = library.folder('/p');
  held = library.file(folder.folderId, 'held.jpg');
  library.inspect(held, 'x', folder.albumId, { kind: 'held', reason: 'too_big' });
  const db = openForReading(library.dataFolder);
  if (db === null) throw new Error('no library');
  queries = openLibraryQueries(db, () => Date.now());
  close = () => db.close();
});
afterEach(() => {
  close();
  library.close();
});

test('folders, problems and history are read on a connection that cannot write', () => {
  expect(folderCards(queries, noPage)).toMatchObject([{ folderId: folder.folderId, path: '/p', counts: { all: 1 } }]);
  expect(problemGroups(queries)).toMatchObject([{ reason: 'too_big', photos: 1, nextTitle: null }]);
  expect(recentHistory(queries, noPage, 10)).toEqual([]);
});

test('a photo is described by its number and by its path on a connection that cannot write', async () => {
  const path = absolutePath('/p', 'held.jpg');
  const detail = readPhotoDetail(queries, noPage, held);
  expect(detail).toMatchObject({ path, state: 'held', actions: ['shrink', 'leave_out', 'send_anyway'] });
  expect(await explainPath(queries, noPage, path)).toEqual({ kind: 'known', detail });
  expect(await explainPath(queries, noPage, '/elsewhere/a.jpg')).toEqual({ kind: 'not_watched' });
  expect(readPhotoDetail(queries, noPage, held + 1)).toBeNull();
});

test('albums are listed on a connection that cannot write, with and without an answer of the service', async () => {
  const albums = await albumList(queries, noPage, null, new GroupAlbums(() => 0));
  expect(albums.map(({ albumId }) => albumId)).toContain(folder.albumId);
  const there = {
    id: 'r1',
    title: 'Sea',
    privacy: 'public',
    photos: 7,
    createdOn: null,
    createdAtMostMs: null,
  } as const;
  const group = { id: 'g1', name: 'Club', seenBy: 'members' } as const;
  const api: Pick<OkApi, 'albums' | 'groups'> = {
    albums: (_signal, groupId) =>
      Promise.resolve({ ok: true, value: groupId === 'g1' ? [{ ...there, id: 'r2' }] : [there] }),
    groups: () => Promise.resolve({ ok: true, value: [group] }),
  };
  const listed = await albumList(queries, noPage, api, new GroupAlbums(() => 0));
  expect(listed).toContainEqual(expect.objectContaining({ albumId: null, remoteId: 'r1', title: 'Sea', photos: 7 }));
  expect(listed.at(-1)).toMatchObject({ remoteId: 'r2', title: 'Sea', group });
});
