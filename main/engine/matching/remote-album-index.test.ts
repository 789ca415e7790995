import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Uncompared } from '../db/comparison.ts';
import { openTestLibrary, type TestLibrary } from '../testing/open-test-library.ts';
import { readRemoteAlbum } from './remote-album-index.ts';

let library: TestLibrary;
let home: { folderId: number; albumId: number };
beforeEach(() => {
  library = openTestLibrary();
  home = library.folder('/p');
});
afterEach(() => library.close());

const fingerprint = (number: number): string => number.toString(16).padStart(8, '0').repeat(2);
function there(remoteId: string, look: string | null, width = 800, height = 600): void {
  library.tables.listedPhotos.add(home.albumId, { remoteId, width, height, createdAtMs: null });
  if (look !== null) library.tables.listedPhotos.keepFingerprints(home.albumId, remoteId, [look]);
}
const ours = (look: string, width = 800, height = 600): Uncompared => ({
  placementId: 1,
  albumId: home.albumId,
  photoId: 1,
  sha256: 'a',
  width,
  height,
  fingerprint: look,
});

test('what looks the same is told from what may be it, however it is turned; what is owned or looks otherwise is not named', async () => {
  there('same', fingerprint(0), 600, 800);
  there('other', fingerprint(0xffffffff));
  there('no look', '');
  there('other sides', fingerprint(2), 500, 500);
  const listed = await readRemoteAlbum(library.tables, home.albumId, 1);
  expect(listed.alike(ours(fingerprint(1)), 5)).toEqual({ same: ['same'], unsure: ['no look'] });
  const owner = library.inspect(library.file(home.folderId, 'a.jpg'), 'a', home.albumId);
  library.tables.placements.apply(owner, 'recognised', { assignedId: 'same' });
  // As it is now, though it was read before.
  expect(listed.alike(ours(fingerprint(1)), 5)).toEqual({ same: [], unsure: ['no look'] });
});

test('a picture that several show exactly alike says nothing, until only one of them is left', async () => {
  there('1', fingerprint(0));
  there('2', null);
  const listed = await readRemoteAlbum(library.tables, home.albumId, 1);
  const unseen = listed.unseen([ours('')], 9);
  expect(unseen.map(({ remoteId }) => remoteId)).toEqual(['2']);
  for (const one of unseen) one.fingerprints = [fingerprint(0)];
  listed.learned(unseen);
  expect(listed.unseen([ours('')], 9)).toEqual([]);
  expect(listed.alike(ours(fingerprint(0)), 5)).toEqual({ same: [], unsure: ['1', '2'] });
  const owner = library.inspect(library.file(home.folderId, 'a.jpg'), 'a', home.albumId);
  library.tables.placements.apply(owner, 'recognised', { assignedId: '1' });
  expect(listed.alike(ours(fingerprint(0)), 5).same).toEqual(['2']);
});

test('an album is read once for all of ours, and who owns its photos is asked for the few that are named', async () => {
  library.tables.together(() => {
    for (let number = 0; number < 1_000; number++) there(`${number}`, '');
  });
  let read = 0;
  let asked = 0;
  const { listedPhotos, receipts } = library.tables;
  const counting = {
    ...library.tables,
    listedPhotos: {
      ...listedPhotos,
      *ofAlbum(albumId: number) {
        for (const photo of listedPhotos.ofAlbum(albumId)) {
          read += 1;
          yield photo;
        }
      },
    },
    receipts: {
      ...receipts,
      isOwned(remoteId: string) {
        asked += 1;
        return receipts.isOwned(remoteId);
      },
    },
  };
  const listed = await readRemoteAlbum(counting, home.albumId, 1);
  for (let number = 0; number < 1_000; number++) listed.alike(ours(fingerprint(number)), 5);
  expect(read).toBe(1_000);
  expect(asked).toBe(5_000);
});
