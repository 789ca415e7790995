// What a scan writes: which files are new, moved, missing or to be read again.
import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { entryOf, walk } from '../disk/walk.ts';
import { recordedFolderOfTests } from '../testing/recorded-folder.ts';
import { FolderRecorder } from './record-changes.ts';

const at = recordedFolderOfTests();

/** Everything found is read; its content is its size and first letters. Answers how many were read. */
function inspectAll(home: { folderId: number; albumId: number }, contentOf: (path: string) => string): number {
  const due = at.library.tables.files.due('settled', home.folderId, 10_000);
  for (const file of due) at.library.inspect(file.fileId, contentOf(file.path), home.albumId);
  return due.length;
}

const sendAll = (): void => {
  for (const id of at.library.db.prepare(`SELECT id FROM placements WHERE state = 'queued'`).pluck().all() as number[])
    at.library.send(id, 'done');
};
const states = (): unknown => at.library.db.prepare('SELECT DISTINCT state FROM placements').pluck().all();

test('a file that a check gives its former row while the walk runs is not missed at the end of that walk', async () => {
  at.write('p/before.jpg');
  const home = at.library.folder(join(at.base, 'p'));
  await at.scanned(home.folderId, 'p');
  inspectAll(home, () => 'content');
  rmSync(join(at.base, 'p/before.jpg'));
  await at.scanned(home.folderId, 'p');
  const [former] = at.rows();
  at.write('p/after.jpg', 'p/before.jpg');
  const store = new FolderRecorder(home.folderId, at.watchLibrary());
  const generation = store.beginScan();
  const result = await walk({
    root: join(at.base, 'p'),
    ignore: ignoreRules([]),
    onBatch: (entries) => store.compare(entries, generation, false),
  });
  if (result.kind !== 'complete') throw new Error(result.kind);
  // Between the walk and its end the bytes are read, and are those of the file that went.
  const found = at.library.tables.files.at(home.folderId, 'after.jpg');
  if (former === undefined || found === null) throw new Error('not found');
  at.library.tables.files.remove(found.fileId);
  at.library.tables.verdicts.moved(former.id, home.folderId, 'after.jpg', home.albumId);
  at.library.tables.files.recordStat(former.id, found, 'settled');
  at.library.inspect(former.id, 'content', home.albumId);
  expect((await store.finishScan({ generation, below: '', ...result })).missing).toBe(0);
  expect(at.rows()).toEqual([{ id: former.id, path: 'after.jpg', state: 'placed' }]);
});

test('an unchanged folder writes no row', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  for (let number = 0; number < 120; number++) at.write(`p/${number % 5}/${number}.jpg`);
  await at.scanned(home.folderId, 'p');
  inspectAll(home, (path) => path);
  const changes = (): unknown =>
    at.library.db.prepare('SELECT total_changes() - (SELECT count(*) FROM folders WHERE 0)').pluck().get();
  const before = changes();
  const journal = at.library.db.prepare('SELECT count(*) FROM journal').pluck().get();
  expect(await at.scanned(home.folderId, 'p')).toBe(0);
  // One row: when the folder was last looked through.
  expect(Number(changes()) - Number(before)).toBe(1);
  expect(at.library.db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(journal);
});

test('of renamed, moved and swapped files only those whose bytes may differ are read; none is sent', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  for (let number = 0; number < 150; number++) at.write(`p/old/${number}.jpg`);
  at.write('p/a.jpg', 'aaaa');
  at.write('p/b.jpg', 'bbbbbbbb');
  at.write('p/case.jpg');
  await at.scanned(home.folderId, 'p');
  const contents = new Map<string, string>([
    ['a.jpg', 'a'],
    ['b.jpg', 'b'],
  ]);
  inspectAll(home, (path) => contents.get(path) ?? path);
  sendAll();
  const ids = new Map(at.rows().map(({ id, path }) => [path, id]));

  renameSync(join(at.base, 'p/old'), join(at.base, 'p/new'));
  renameSync(join(at.base, 'p/case.jpg'), join(at.base, 'p/CASE.JPG'));
  renameSync(join(at.base, 'p/a.jpg'), join(at.base, 'p/c.jpg'));
  renameSync(join(at.base, 'p/b.jpg'), join(at.base, 'p/a.jpg'));
  renameSync(join(at.base, 'p/c.jpg'), join(at.base, 'p/b.jpg'));
  expect(await at.scanned(home.folderId, 'p')).toBe(0);
  expect(at.rows().length).toBe(153);
  for (const { id, path } of at.rows())
    if (path.startsWith('new/')) expect(id).toBe(ids.get(path.replace('new/', 'old/')));
  expect(at.rows().find(({ path }) => path === 'CASE.JPG')?.id).toBe(ids.get('case.jpg'));
  expect(inspectAll(home, (path) => (path === 'a.jpg' ? 'b' : 'a'))).toBe(2);
  expect(states()).toEqual(['done']);
  expect(at.library.queries.counts.photos().all).toMatchObject({ all: 153, done: 153 });
});

test('a hard link is another file, whichever of the two goes', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  at.write('p/a.jpg');
  at.write('p/keep.jpg');
  await at.scanned(home.folderId, 'p');
  inspectAll(home, () => 'x');
  linkSync(join(at.base, 'p/a.jpg'), join(at.base, 'p/A.JPG'));
  await at.scanned(home.folderId, 'p');
  expect(at.rows().map(({ path }) => path)).toEqual(['A.JPG', 'a.jpg', 'keep.jpg']);
  inspectAll(home, () => 'x');
  rmSync(join(at.base, 'p/a.jpg'));
  await at.scanned(home.folderId, 'p');
  expect(at.rows().filter(({ state }) => state === 'placed').length).toBe(1);
  expect(at.library.queries.counts.photos().all).toMatchObject({ all: 2, waiting: 1, duplicate: 1 });
});

test('a root that was moved and added again at its new place keeps its journal and sends nothing', async () => {
  const here = at.library.folder(join(at.base, 'here'));
  for (let number = 0; number < 20; number++) at.write(`here/${number}.jpg`);
  await at.scanned(here.folderId, 'here');
  inspectAll(here, (path) => path);
  sendAll();
  const ids = at.rows().map(({ id }) => id);
  renameSync(join(at.base, 'here'), join(at.base, 'there'));
  const there = at.library.folder(join(at.base, 'there'));
  await at.scanned(there.folderId, 'there');
  expect(at.rows().map(({ id }) => id)).toEqual(ids);
  expect(at.library.tables.files.due('settled', there.folderId, 100)).toEqual([]);
  expect(at.library.queries.counts.photos().byFolder.get(there.folderId)).toMatchObject({ all: 20, done: 20 });
  expect(at.library.tables.journal.ofFile(ids[0] ?? 0).map(({ event }) => event)).toEqual(
    expect.arrayContaining(['committed', 'moved']),
  );
});

test('files that were away and come back are not read again; what was not sent is', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  for (const name of ['sent', 'waits']) at.write(`p/sub/${name}.jpg`);
  at.write('p/keep.jpg');
  await at.scanned(home.folderId, 'p');
  inspectAll(home, (path) => path);
  const sent = at.rows().find(({ path }) => path === 'sub/sent.jpg')?.id ?? 0;
  at.library.send(at.library.row(sent).placementId ?? 0, 'done');
  renameSync(join(at.base, 'p/sub'), join(at.base, 'away'));
  expect(await at.scanned(home.folderId, 'p')).toBe(2);
  expect(at.library.queries.counts.photos().all).toMatchObject({ done: 1, skipped: 1, waiting: 1 });
  renameSync(join(at.base, 'away'), join(at.base, 'p/sub'));
  await at.scanned(home.folderId, 'p');
  expect(at.library.row(sent).state).toBe('placed');
  expect(inspectAll(home, (path) => path)).toBe(1);
  expect(at.library.queries.counts.photos().all).toMatchObject({ done: 1, skipped: 0, waiting: 2 });
});

test('on a disk whose numbers do not last, nothing is read twice because of them', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  for (let number = 0; number < 10; number++) at.write(`p/${number}.jpg`);
  await at.scanned(home.folderId, 'p');
  inspectAll(home, (path) => path);
  for (const inodes of [false, true, false]) {
    expect(await at.scanned(home.folderId, 'p', inodes)).toBe(0);
    expect(at.library.tables.files.due('settled', home.folderId, 100)).toEqual([]);
  }
});

test('the walk of a subfolder makes only files of that subfolder missing', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  for (const path of ['a/1.jpg', 'a/b/2.jpg', 'a0.jpg', 'a-/3.jpg', 'a.jpg', 'b/4.jpg'])
    at.library.file(home.folderId, path);
  const store = new FolderRecorder(home.folderId, at.watchLibrary());
  const generation = store.beginScan();
  await store.finishScan({ generation, below: 'a', files: 0, folders: 1, unreadable: [] });
  expect(at.rows().map(({ path }) => path)).toEqual(['a-/3.jpg', 'a.jpg', 'a0.jpg', 'b/4.jpg']);
  await store.gone(['b', 'a0.jpg', 'never known']);
  expect(at.rows().map(({ path }) => path)).toEqual(['a-/3.jpg', 'a.jpg']);
});

test('a file that is gone is missed whatever its name begins with, also the last character there is', async () => {
  const { folderId } = at.library.folder(join(at.base, 'p'));
  for (const path of ['\u{10FFFF}/1.jpg', '\u{10FFFF}.jpg', '\u{10FEFF}.jpg', 'a.jpg']) at.library.file(folderId, path);
  const store = new FolderRecorder(folderId, at.watchLibrary());
  await store.finishScan({ generation: store.beginScan(), below: '', files: 0, folders: 1, unreadable: [] });
  expect(at.rows()).toEqual([]);
});

test('two copies found by one walk were there together; a later copy is a question', async () => {
  const { folderId, albumId: mother } = at.library.folder(join(at.base, 'p'));
  const { albumId: father } = at.library.folder(join(at.base, 'father'));
  const { albumId: third } = at.library.folder(join(at.base, 'third'));
  const store = new FolderRecorder(folderId, at.watchLibrary());
  await store.finishScan({ generation: store.beginScan(), below: '', files: 0, folders: 1, unreadable: [] });
  for (const path of ['p/mother/1.jpg', 'p/father/1.jpg', 'p/third/1.jpg']) at.write(path, 'one photo');
  const found = async (path: string, albumId: number): Promise<number> => {
    at.library.clock.now += 1_000;
    const facts = lstatSync(join(at.base, 'p', path), { bigint: true });
    await store.compare([entryOf(path, facts)], 1, false);
    const fileId = at.library.tables.files.at(folderId, path)?.fileId ?? 0;
    return at.library.inspect(fileId, 'one photo', albumId);
  };
  store.beginScan();
  at.library.send(await found('mother/1.jpg', mother), 'done');
  const both = await found('father/1.jpg', father);
  expect(at.library.state(both)).toBe('queued');
  at.library.send(both, 'done');
  store.beginScan();
  expect(at.library.state(await found('third/1.jpg', third))).toBe('held');
});
