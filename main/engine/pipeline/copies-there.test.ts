// A photo on the service is taken for a copy of one of ours only if it can be no other of ours.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Uncompared } from '../db/comparison.ts';
import { systemClock } from '../system-clock.ts';
import { openTestLibrary, type TestLibrary } from '../testing/open-test-library.ts';
import { CopiesThere } from './copies-there.ts';

let library: TestLibrary;
let folder: { folderId: number; albumId: number };
let previewFolder: string;

beforeEach(async () => {
  library = openTestLibrary();
  folder = library.folder('/photos');
  previewFolder = await mkdtemp(join(tmpdir(), 'ok-copies-'));
});
afterEach(async () => {
  library.close();
  await rm(previewFolder, { recursive: true });
});

/** Its pictures are all 640 × 480, and the one on the service is a copy of each. */
function photo(name: string): number {
  return library.inspect(library.file(folder.folderId, `${name}.jpg`), name, folder.albumId);
}

async function copiesOf(placementId: number): Promise<ReadonlyMap<number, string>> {
  const { tables } = library;
  const photoId = library.db
    .prepare<[number], number>('SELECT photo_id FROM placements WHERE id = ?')
    .pluck()
    .get(placementId);
  if (photoId === undefined) throw new Error('no such placement');
  tables.photos.keepFingerprint(photoId, 'c4ea1e04c7ca5b67');
  const ours: Uncompared = {
    placementId,
    albumId: folder.albumId,
    photoId,
    sha256: '',
    width: 640,
    height: 480,
    fingerprint: 'c4ea1e04c7ca5b67',
  };
  const copies = new CopiesThere({
    tables,
    clock: systemClock,
    previewFolder,
    pathOf: () => '/photos/a.jpg',
    fetchPicture: () => Promise.resolve({ kind: 'picture', bytes: new Uint8Array([1]) }),
    imaging: { agreement: () => Promise.resolve({ kind: 'agreement', mean: 0, worst: 0 }) },
  });
  const remote = { photosInfo: () => Promise.resolve({ ok: true as const, value: [] }) };
  const previews = new Map([['there', 'https://i.mycdn.me/1']]);
  const found = await copies.find(remote, [{ ours, remoteId: 'there' }], previews, new AbortController().signal);
  return found.kind === 'read' ? found.copies : new Map();
}

test('the only photo of ours that looks so is there', async () => {
  const one = photo('a');
  expect([...(await copiesOf(one))]).toEqual([[one, 'there']]);
});

test('while another of the same shape has no answer to its commit, none is taken for the one there', async () => {
  const [one, other] = [photo('a'), photo('b')];
  library.send(other, 'committing');
  expect((await copiesOf(one)).size).toBe(0);
  // Nor when a person is asked about it, nor when they said that it is there without saying which.
  library.tables.placements.apply(other, 'lost_track', { reason: 'commit_unclear' });
  expect((await copiesOf(one)).size).toBe(0);
  library.tables.placements.apply(other, 'person_saw_it');
  expect((await copiesOf(one)).size).toBe(0);
});

test('one whose place on the service is known, or of another shape, stands in nobody’s way', async () => {
  const [one, sent, wide] = [photo('a'), photo('b'), photo('c')];
  library.send(sent, 'done');
  library.send(wide, 'committing');
  library.db.prepare('UPDATE placements SET sent_width = 640, sent_height = 100 WHERE id = ?').run(wide);
  expect([...(await copiesOf(one))]).toEqual([[one, 'there']]);
});
