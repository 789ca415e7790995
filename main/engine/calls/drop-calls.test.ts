// What a person drops that they left out before.
import { lstatSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultRules } from '../../../shared/library.ts';
import { openTestLibrary, startMs, type TestLibrary } from '../testing/open-test-library.ts';
import { systemClock } from '../system-clock.ts';
import { dropCalls } from './drop-calls.ts';

let library: TestLibrary;
let folder: string;
beforeEach(() => {
  library = openTestLibrary();
  folder = join(library.dataFolder, 'photos');
  mkdirSync(folder);
});
afterEach(() => library.close());

function fileOnDisk(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, `content of ${name}`);
  utimesSync(path, startMs / 1000, startMs / 1000);
  return path;
}

async function dropped(paths: string[], albumId: number) {
  const calls = dropCalls({
    tables: library.tables,
    clock: systemClock,
    changed: () => undefined,
    nudge: () => undefined,
    newRules: () => defaultRules,
  });
  const answer = await calls.add({ paths, target: { kind: 'known', albumId } });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

test('what was left out is named when it is dropped into the same album again, and goes by one more word', async () => {
  const { albumId } = library.folder('/other');
  const [a, b] = [fileOnDisk('a.jpg'), fileOnDisk('b.jpg')];
  expect(await dropped([a, b], albumId)).toMatchObject({ files: 2, leftOut: [] });
  const home = library.tables.folders.droppedInto(albumId)[0]?.folderId ?? 0;
  const fileOf = (path: string): number => library.tables.files.at(home, path)?.fileId ?? 0;
  const placement = library.inspect(fileOf(a), 'a', albumId);
  library.inspect(fileOf(b), 'b', albumId);
  library.tables.placing.leaveOut(fileOf(a), 'left_out');
  expect((await dropped([a, b], albumId)).leftOut).toEqual([{ fileId: fileOf(a), name: 'a.jpg' }]);
  // Looked at again, it is still left out, and still named.
  library.inspect(fileOf(a), 'a', albumId);
  expect(library.state(placement)).toBe('skipped');
  expect((await dropped([a], albumId)).leftOut.length).toBe(1);
  library.tables.placements.apply(placement, 'wanted_again', { chosen: true });
  expect((await dropped([a], albumId)).leftOut).toEqual([]);
});

test('a file left out in its watched folder is named when it is dropped into that folder’s album, and in no other', async () => {
  const home = library.folder(folder);
  const path = fileOnDisk('a.jpg');
  const { size, mtimeNs, ino } = lstatSync(path, { bigint: true });
  const file = library.file(home.folderId, 'a.jpg', { sizeBytes: Number(size), mtimeNs, inode: ino });
  library.inspect(file, 'a', home.albumId);
  library.tables.placing.leaveOut(file, 'left_out');
  const { albumId: other } = library.folder('/other');
  expect((await dropped([path], other)).leftOut).toEqual([]);
  expect((await dropped([path], home.albumId)).leftOut).toEqual([{ fileId: file, name: 'a.jpg' }]);
});

test('what is in the album already, as it is, is counted; a file that has changed since is new', async () => {
  const home = library.folder(folder);
  const path = fileOnDisk('a.jpg');
  const { size, mtimeNs, ino } = lstatSync(path, { bigint: true });
  const file = library.file(home.folderId, 'a.jpg', { sizeBytes: Number(size), mtimeNs, inode: ino });
  const placement = library.inspect(file, 'a', home.albumId);
  expect((await dropped([path], home.albumId)).there).toBe(0);
  library.send(placement, 'done');
  expect((await dropped([path], home.albumId)).there).toBe(1);
  const { albumId: other } = library.folder('/other');
  expect((await dropped([path], other)).there).toBe(0);
  writeFileSync(path, 'another content of a.jpg');
  expect((await dropped([path], home.albumId)).there).toBe(0);
});

test('of thousands of hard links of one file only a few are looked at for each', () => {
  const { folderId } = library.folder('/links');
  const sight = { sizeBytes: 9, mtimeNs: 5n, inode: 77n };
  for (let made = 0; made < 100; made++) library.file(folderId, `${made}.jpg`, sight);
  const found = library.tables.files.withInode(sight).length;
  expect(found).toBeGreaterThan(1);
  expect(found).toBeLessThan(20);
});
