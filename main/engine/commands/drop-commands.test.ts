// What a drop says of photos that the album has already, or that a person left out before.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import { fileStatOf } from '../disk/file-stat.ts';
import { factsOf, openTestLibrary, queued, startMs, type TestLibrary } from '../testing/open-test-library.ts';
import { systemClock } from '../system-clock.ts';
import { addDrop } from './drop-commands.ts';

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

const fileStatAt = (path: string) => fileStatOf(lstatSync(path, { bigint: true }));

/** Inspects the file by its own hash. Returns the placement. */
function inspected(fileId: number, path: string, albumId: number): number {
  const bytes = readFileSync(path);
  const facts = factsOf('', { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length });
  library.tables.verdicts.inspected(library.row(fileId), facts, albumId, 10, () => queued);
  return library.row(fileId).placementId ?? 0;
}

async function dropped(paths: string[], albumId: number) {
  const context = {
    tables: library.tables,
    clock: systemClock,
    changed: () => undefined,
    wake: () => undefined,
    newRules: () => defaultRules,
  };
  const answer = await addDrop(context, { paths, target: { kind: 'known', albumId } });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

test('a photo that was left out is named when it is dropped into the same album again', async () => {
  const { albumId } = library.folder('/other');
  const [a, b] = [fileOnDisk('a.jpg'), fileOnDisk('b.jpg')];
  expect(await dropped([a, b], albumId)).toMatchObject({ files: 2, leftOut: [] });
  const home = library.tables.folders.droppedInto(albumId)[0]?.folderId ?? 0;
  const fileOf = (path: string): number => library.tables.files.at(home, path)?.fileId ?? 0;
  const placement = inspected(fileOf(a), a, albumId);
  inspected(fileOf(b), b, albumId);
  library.tables.verdicts.leaveOut(fileOf(a), 'left_out');
  expect((await dropped([a, b], albumId)).leftOut).toEqual([{ fileId: fileOf(a), name: 'a.jpg' }]);
  // Inspected again, it is still left out and named.
  inspected(fileOf(a), a, albumId);
  expect(library.state(placement)).toBe('skipped');
  expect((await dropped([a], albumId)).leftOut.length).toBe(1);
  library.tables.placements.apply(placement, 'wanted_again', { chosen: true });
  expect((await dropped([a], albumId)).leftOut).toEqual([]);
});

test('a photo left out in its watched folder is named only when it is dropped into that folder’s album', async () => {
  const home = library.folder(folder);
  const path = fileOnDisk('a.jpg');
  const file = library.file(home.folderId, 'a.jpg', fileStatAt(path));
  inspected(file, path, home.albumId);
  library.tables.verdicts.leaveOut(file, 'left_out');
  const { albumId: other } = library.folder('/other');
  expect((await dropped([path], other)).leftOut).toEqual([]);
  expect((await dropped([path], home.albumId)).leftOut).toEqual([{ fileId: file, name: 'a.jpg' }]);
});

test('a photo that is in the album already is counted; a file that has changed since is new', async () => {
  const home = library.folder(folder);
  const path = fileOnDisk('a.jpg');
  const file = library.file(home.folderId, 'a.jpg', fileStatAt(path));
  const placement = inspected(file, path, home.albumId);
  expect((await dropped([path], home.albumId)).there).toBe(0);
  library.send(placement, 'done');
  expect((await dropped([path], home.albumId)).there).toBe(1);
  const { albumId: other } = library.folder('/other');
  expect((await dropped([path], other)).there).toBe(0);
  writeFileSync(path, 'another content of a.jpg');
  expect((await dropped([path], home.albumId)).there).toBe(0);
});

test.each(['an inode that is known, or not', 'no inode'])(
  '«there» is not said of a new file with size, time and %s of one that is there',
  async (kind) => {
    const home = library.folder(folder);
    const old = fileOnDisk('old.jpg');
    const fileStat = fileStatAt(old);
    const file = library.file(home.folderId, 'old.jpg', kind === 'no inode' ? { ...fileStat, inode: 0n } : fileStat);
    library.send(inspected(file, old, home.albumId), 'done');
    const { size, mtime } = lstatSync(old);
    for (const name of ['new.jpg', 'old.jpg']) {
      rmSync(old, { force: true });
      const path = join(folder, name);
      writeFileSync(path, Buffer.alloc(size, name));
      utimesSync(path, mtime, mtime);
      // Also when the disk gave it the inode, as ext4 does.
      library.db.prepare('UPDATE files SET inode = ? WHERE id = ? AND inode <> 0').run(fileStatAt(path).inode, file);
      expect((await dropped([path], home.albumId)).there).toBe(0);
      expect(
        library.tables.files.due('settled', library.tables.folders.droppedInto(home.albumId)[0]?.folderId ?? 0, 9),
      ).not.toEqual([]);
    }
  },
);

test('the same photo under another name, or with other permissions, counts as there', async () => {
  const home = library.folder(folder);
  const path = fileOnDisk('a.jpg');
  const file = library.file(home.folderId, 'a.jpg', fileStatAt(path));
  library.send(inspected(file, path, home.albumId), 'done');
  renameSync(path, join(folder, 'b.jpg'));
  expect((await dropped([join(folder, 'b.jpg')], home.albumId)).there).toBe(1);
});

test('of thousands of hard links to one file only a few are compared with each dropped file', () => {
  const { folderId } = library.folder('/links');
  const fileStat = { sizeBytes: 9, mtimeNs: 5n, inode: 77n, ctimeNs: 0n, birthNs: 0n };
  for (let made = 0; made < 100; made++) library.file(folderId, `${made}.jpg`, fileStat);
  const found = library.tables.files.withInode(fileStat).length;
  expect(found).toBeGreaterThan(1);
  expect(found).toBeLessThan(20);
});

test('a dropped file that the library refuses is named, and the others are added', async () => {
  const { albumId } = library.folder('/other');
  const paths = ['a.jpg', 'odd.jpg', 'z.jpg'].map(fileOnDisk);
  library.db.exec(
    `CREATE TRIGGER odd BEFORE INSERT ON files WHEN NEW.path LIKE '%odd%' BEGIN SELECT RAISE(ABORT, 'no'); END`,
  );
  expect(await dropped(paths, albumId)).toMatchObject({
    files: 2,
    refused: [{ path: paths[1], code: 'unreadable' }],
    refusedCounts: { unreadable: 1 },
  });
});

test('dropped files with times and sizes beyond any calendar are added', async () => {
  const { albumId } = library.folder('/other');
  const paths = [-11_000_000_000, 10_413_792_000, 14_000_000_000].map((second, index) => {
    const path = fileOnDisk(`${index}.jpg`);
    utimesSync(path, second, second);
    return path;
  });
  expect(await dropped(paths, albumId)).toMatchObject({ files: 3, refused: [] });
  expect(await dropped(paths, albumId)).toMatchObject({ files: 3, refused: [] });
});
