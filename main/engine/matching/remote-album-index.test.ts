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
function list(remoteId: string, upright: string | null, width = 800, height = 600): void {
  library.tables.remoteAlbumPhotos.add(home.albumId, { remoteId, width, height, createdAtMs: null });
  if (upright !== null) library.tables.remoteAlbumPhotos.keepFingerprints(home.albumId, remoteId, [upright]);
}
const ours = (upright: string, width = 800, height = 600): Uncompared => ({
  placementId: 1,
  albumId: home.albumId,
  photoId: 1,
  sha256: 'a',
  width,
  height,
  fingerprint: upright,
});

test('photos that look the same stand apart from those that may be; owned and different ones are left out', async () => {
  list('same', fingerprint(0), 600, 800);
  list('other', fingerprint(0xffffffff));
  list('no picture', '');
  list('other dimensions', fingerprint(2), 500, 500);
  const index = await readRemoteAlbum(library.tables, home.albumId, 1);
  expect(index.similarTo(ours(fingerprint(1)), 5)).toEqual({ same: ['same'], unsure: ['no picture'] });
  const owner = library.inspect(library.file(home.folderId, 'a.jpg'), 'a', home.albumId);
  library.tables.placements.apply(owner, 'recognised', { assignedId: 'same' });
  // The owner is looked up now, although the album was read before.
  expect(index.similarTo(ours(fingerprint(1)), 5)).toEqual({ same: [], unsure: ['no picture'] });
});

test('a picture that several photos show exactly alike proves nothing while two of them have no owner', async () => {
  list('1', fingerprint(0));
  list('2', null);
  const index = await readRemoteAlbum(library.tables, home.albumId, 1);
  const missing = index.withoutFingerprint([ours('')], 9);
  expect(missing.map(({ remoteId }) => remoteId)).toEqual(['2']);
  for (const one of missing) one.fingerprints = [fingerprint(0)];
  index.noteFingerprints(missing);
  expect(index.withoutFingerprint([ours('')], 9)).toEqual([]);
  expect(index.similarTo(ours(fingerprint(0)), 5)).toEqual({ same: [], unsure: ['1', '2'] });
  const owner = library.inspect(library.file(home.folderId, 'a.jpg'), 'a', home.albumId);
  library.tables.placements.apply(owner, 'recognised', { assignedId: '1' });
  expect(index.similarTo(ours(fingerprint(0)), 5).same).toEqual(['2']);
});

test('an album is read once for all photos of ours; owners are looked up only for photos that are named', async () => {
  library.tables.together(() => {
    for (let number = 0; number < 1_000; number++) list(`${number}`, '');
  });
  let read = 0;
  let asked = 0;
  const { remoteAlbumPhotos, receipts } = library.tables;
  const counting = {
    ...library.tables,
    remoteAlbumPhotos: {
      ...remoteAlbumPhotos,
      *ofAlbum(albumId: number) {
        for (const photo of remoteAlbumPhotos.ofAlbum(albumId)) {
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
  const index = await readRemoteAlbum(counting, home.albumId, 1);
  for (let number = 0; number < 1_000; number++) index.similarTo(ours(fingerprint(number)), 5);
  expect(read).toBe(1_000);
  expect(asked).toBe(5_000);
});
