import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { entryOf, walk, type DiskEntry } from '../disk/walk.ts';
import { tablesOf } from '../db/tables.ts';
import { openTestLibrary, startMs, type TestLibrary } from '../testing/open-test-library.ts';
import { FolderRecorder, type WatchLibrary } from './record-changes.ts';

let base: string;
let library: TestLibrary;
/** Files whose bytes are to be read again. */
let doubted: Set<number>;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'ok-photo-sync-scan-')));
  library = openTestLibrary();
  doubted = new Set();
  library.clock.now = Date.now();
});
afterEach(() => {
  library.close();
  rmSync(base, { recursive: true, force: true });
});

function write(path: string, content = path): void {
  const place = join(base, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
  // Old enough to be taken at once.
  utimesSync(place, new Date(startMs), new Date(startMs - 3_600_000));
}

function libraryOf(): WatchLibrary {
  return {
    tables: library.tables,
    clock: { now: () => library.clock.now, steady: () => 0, after: () => () => undefined, random: () => 0 },
    albumFor: (folder) => ('albumId' in folder.target ? folder.target.albumId : 0),
    doubted: (fileId) => void doubted.add(fileId),
    changed: () => undefined,
    wake: () => undefined,
  };
}

/** One whole scan, as watching does it. `inodes: false`: a disk whose numbers do not last. */
async function scanned(folderId: number, root: string, inodes = true): Promise<number> {
  const store = new FolderRecorder(folderId, libraryOf());
  const generation = store.beginScan();
  const known = (entries: DiskEntry[]): DiskEntry[] =>
    inodes ? entries : entries.map((entry) => ({ ...entry, inode: 0n }));
  const result = await walk({
    root: join(base, root),
    ignore: ignoreRules([]),
    onBatch: (entries) => store.compare(known(entries), generation, false),
    batch: 50,
  });
  if (result.kind !== 'complete') throw new Error(result.kind);
  return (await store.finishScan({ generation, below: '', ...result })).missing;
}

/** Everything found is read; its content is its size and first letters. Answers how many were read. */
function inspectAll(home: { folderId: number; albumId: number }, contentOf: (path: string) => string): number {
  const due = library.tables.files.due('settled', home.folderId, 10_000);
  for (const file of due) library.inspect(file.fileId, contentOf(file.path), home.albumId);
  return due.length;
}

const rows = (): { id: number; path: string; state: string }[] =>
  library.db.prepare('SELECT id, path, state FROM files ORDER BY path').all() as never;
const sendAll = (): void => {
  for (const id of library.db.prepare(`SELECT id FROM placements WHERE state = 'queued'`).pluck().all() as number[])
    library.send(id, 'done');
};
const states = (): unknown => library.db.prepare('SELECT DISTINCT state FROM placements').pluck().all();

test('a file that a check gives its former row while the walk runs is not missed at the end of that walk', async () => {
  write('p/before.jpg');
  const home = library.folder(join(base, 'p'));
  await scanned(home.folderId, 'p');
  inspectAll(home, () => 'content');
  rmSync(join(base, 'p/before.jpg'));
  await scanned(home.folderId, 'p');
  const [former] = rows();
  write('p/after.jpg', 'p/before.jpg');
  const store = new FolderRecorder(home.folderId, libraryOf());
  const generation = store.beginScan();
  const result = await walk({
    root: join(base, 'p'),
    ignore: ignoreRules([]),
    onBatch: (entries) => store.compare(entries, generation, false),
  });
  if (result.kind !== 'complete') throw new Error(result.kind);
  // Between the walk and its end the bytes are read, and are those of the file that went.
  const found = library.tables.files.at(home.folderId, 'after.jpg');
  if (former === undefined || found === null) throw new Error('not found');
  library.tables.files.remove(found.fileId);
  library.tables.verdicts.moved(former.id, home.folderId, 'after.jpg', home.albumId);
  library.tables.files.recordStat(former.id, found, 'settled');
  library.inspect(former.id, 'content', home.albumId);
  expect((await store.finishScan({ generation, below: '', ...result })).missing).toBe(0);
  expect(rows()).toEqual([{ id: former.id, path: 'after.jpg', state: 'placed' }]);
});

test('an unchanged folder writes no row', async () => {
  const home = library.folder(join(base, 'p'));
  for (let number = 0; number < 120; number++) write(`p/${number % 5}/${number}.jpg`);
  await scanned(home.folderId, 'p');
  inspectAll(home, (path) => path);
  const changes = (): unknown =>
    library.db.prepare('SELECT total_changes() - (SELECT count(*) FROM folders WHERE 0)').pluck().get();
  const before = changes();
  const journal = library.db.prepare('SELECT count(*) FROM journal').pluck().get();
  expect(await scanned(home.folderId, 'p')).toBe(0);
  // One row: when the folder was last looked through.
  expect(Number(changes()) - Number(before)).toBe(1);
  expect(library.db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(journal);
});

test('of renamed, moved and swapped files only those whose bytes may differ are read; none is sent', async () => {
  const home = library.folder(join(base, 'p'));
  for (let number = 0; number < 150; number++) write(`p/old/${number}.jpg`);
  write('p/a.jpg', 'aaaa');
  write('p/b.jpg', 'bbbbbbbb');
  write('p/case.jpg');
  await scanned(home.folderId, 'p');
  const contents = new Map<string, string>([
    ['a.jpg', 'a'],
    ['b.jpg', 'b'],
  ]);
  inspectAll(home, (path) => contents.get(path) ?? path);
  sendAll();
  const ids = new Map(rows().map(({ id, path }) => [path, id]));

  renameSync(join(base, 'p/old'), join(base, 'p/new'));
  renameSync(join(base, 'p/case.jpg'), join(base, 'p/CASE.JPG'));
  renameSync(join(base, 'p/a.jpg'), join(base, 'p/c.jpg'));
  renameSync(join(base, 'p/b.jpg'), join(base, 'p/a.jpg'));
  renameSync(join(base, 'p/c.jpg'), join(base, 'p/b.jpg'));
  expect(await scanned(home.folderId, 'p')).toBe(0);
  expect(rows().length).toBe(153);
  for (const { id, path } of rows())
    if (path.startsWith('new/')) expect(id).toBe(ids.get(path.replace('new/', 'old/')));
  expect(rows().find(({ path }) => path === 'CASE.JPG')?.id).toBe(ids.get('case.jpg'));
  expect(inspectAll(home, (path) => (path === 'a.jpg' ? 'b' : 'a'))).toBe(2);
  expect(states()).toEqual(['done']);
  expect(library.queries.counts.photos().all).toMatchObject({ all: 153, done: 153 });
});

test('a hard link is another file, whichever of the two goes', async () => {
  const home = library.folder(join(base, 'p'));
  write('p/a.jpg');
  write('p/keep.jpg');
  await scanned(home.folderId, 'p');
  inspectAll(home, () => 'x');
  linkSync(join(base, 'p/a.jpg'), join(base, 'p/A.JPG'));
  await scanned(home.folderId, 'p');
  expect(rows().map(({ path }) => path)).toEqual(['A.JPG', 'a.jpg', 'keep.jpg']);
  inspectAll(home, () => 'x');
  rmSync(join(base, 'p/a.jpg'));
  await scanned(home.folderId, 'p');
  expect(rows().filter(({ state }) => state === 'placed').length).toBe(1);
  expect(library.queries.counts.photos().all).toMatchObject({ all: 2, waiting: 1, duplicate: 1 });
});

test('a root that was moved and added again at its new place keeps its journal and sends nothing', async () => {
  const here = library.folder(join(base, 'here'));
  for (let number = 0; number < 20; number++) write(`here/${number}.jpg`);
  await scanned(here.folderId, 'here');
  inspectAll(here, (path) => path);
  sendAll();
  const ids = rows().map(({ id }) => id);
  renameSync(join(base, 'here'), join(base, 'there'));
  const there = library.folder(join(base, 'there'));
  await scanned(there.folderId, 'there');
  expect(rows().map(({ id }) => id)).toEqual(ids);
  expect(library.tables.files.due('settled', there.folderId, 100)).toEqual([]);
  expect(library.queries.counts.photos().byFolder.get(there.folderId)).toMatchObject({ all: 20, done: 20 });
  expect(library.tables.journal.ofFile(ids[0] ?? 0).map(({ event }) => event)).toEqual(
    expect.arrayContaining(['committed', 'moved']),
  );
});

test('files that were away and come back are not read again; what was not sent is', async () => {
  const home = library.folder(join(base, 'p'));
  for (const name of ['sent', 'waits']) write(`p/sub/${name}.jpg`);
  write('p/keep.jpg');
  await scanned(home.folderId, 'p');
  inspectAll(home, (path) => path);
  const sent = rows().find(({ path }) => path === 'sub/sent.jpg')?.id ?? 0;
  library.send(library.row(sent).placementId ?? 0, 'done');
  renameSync(join(base, 'p/sub'), join(base, 'away'));
  expect(await scanned(home.folderId, 'p')).toBe(2);
  expect(library.queries.counts.photos().all).toMatchObject({ done: 1, skipped: 1, waiting: 1 });
  renameSync(join(base, 'away'), join(base, 'p/sub'));
  await scanned(home.folderId, 'p');
  expect(library.row(sent).state).toBe('placed');
  expect(inspectAll(home, (path) => path)).toBe(1);
  expect(library.queries.counts.photos().all).toMatchObject({ done: 1, skipped: 0, waiting: 2 });
});

test('on a disk whose numbers do not last, nothing is read twice because of them', async () => {
  const home = library.folder(join(base, 'p'));
  for (let number = 0; number < 10; number++) write(`p/${number}.jpg`);
  await scanned(home.folderId, 'p');
  inspectAll(home, (path) => path);
  for (const inodes of [false, true, false]) {
    expect(await scanned(home.folderId, 'p', inodes)).toBe(0);
    expect(library.tables.files.due('settled', home.folderId, 100)).toEqual([]);
  }
});

test('what could not be read is not missing, and neither is what lies below it', async () => {
  const home = library.folder(join(base, 'p'));
  for (const path of ['shut/a.jpg', 'shut/deep/b.jpg', 'shutter.jpg', 'gone.jpg']) library.file(home.folderId, path);
  const store = new FolderRecorder(home.folderId, libraryOf());
  const generation = store.beginScan();
  const unreadable = [{ relativePath: 'shut', code: 'EACCES' }];
  const found = await store.finishScan({ generation, below: '', files: 0, folders: 1, unreadable });
  expect(found.missing).toBe(2);
  expect(rows().map(({ path }) => path)).toEqual(['shut/a.jpg', 'shut/deep/b.jpg']);
});

test('a path inside a folder that does not open stays listed until a scan of it succeeds', async () => {
  const { folderId } = library.folder(join(base, 'p'));
  const store = new FolderRecorder(folderId, libraryOf());
  const look = (below: string, ...paths: string[]) =>
    store.finishScan({
      generation: store.beginScan(),
      below,
      files: 0,
      folders: 1,
      unreadable: paths.map((relativePath) => ({ relativePath, code: 'EACCES' })),
    });
  const unopened = (): readonly string[] => library.tables.unopened.list(folderId).map(({ path }) => path);
  expect(unopened()).toEqual([]);
  await look('', 'shut', 'a/shut');
  expect(unopened()).toEqual(['a/shut', 'shut']);
  await look('a');
  expect(unopened()).toEqual(['shut']);
  await look('b', 'b/shut');
  expect(unopened()).toEqual(['b/shut', 'shut']);
  await look('');
  expect(unopened()).toEqual([]);
});

test('every path keeps the code for why it could not be read, over a restart', async () => {
  const { folderId } = library.folder(join(base, 'p'));
  const store = new FolderRecorder(folderId, libraryOf());
  const unreadable = [
    { relativePath: 'bad\uFFFD.jpg', code: 'ENAMEBYTES' },
    { relativePath: 'deep', code: 'ENAMETOOLONG' },
  ];
  await store.finishScan({ generation: store.beginScan(), below: '', files: 0, folders: 1, unreadable });
  const again = tablesOf(library.db, () => 0).unopened;
  expect(again.list(folderId)).toEqual(unreadable.map(({ relativePath, code }) => ({ path: relativePath, code })));
  expect(again.at(folderId, 'deep/er/a.jpg')).toEqual({ path: 'deep', code: 'ENAMETOOLONG' });
  expect(again.at(folderId, 'deeper/a.jpg')).toBeNull();
});

test('a file that the library refuses is listed with its code, and keeps none of the others out', async () => {
  const { folderId } = library.folder(join(base, 'p'));
  for (const name of ['1', '2', 'bad', '3']) write(`p/${name}.jpg`);
  library.db.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON files WHEN NEW.path LIKE '%bad%' BEGIN SELECT RAISE(ABORT, 'no'); END`,
  );
  await scanned(folderId, 'p');
  expect(rows().map(({ path }) => path)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
  const told = (): unknown => library.tables.unopened.list(folderId);
  expect(told()).toEqual([{ path: 'bad.jpg', code: 'SQLITE_CONSTRAINT_TRIGGER' }]);
  await scanned(folderId, 'p');
  expect(told()).toEqual([{ path: 'bad.jpg', code: 'SQLITE_CONSTRAINT_TRIGGER' }]);
  library.db.exec('DROP TRIGGER refuse');
  await scanned(folderId, 'p');
  expect(rows()).toHaveLength(4);
  expect(told()).toEqual([]);
});

test('the walk of a subfolder makes only files of that subfolder missing', async () => {
  const home = library.folder(join(base, 'p'));
  for (const path of ['a/1.jpg', 'a/b/2.jpg', 'a0.jpg', 'a-/3.jpg', 'a.jpg', 'b/4.jpg'])
    library.file(home.folderId, path);
  const store = new FolderRecorder(home.folderId, libraryOf());
  const generation = store.beginScan();
  await store.finishScan({ generation, below: 'a', files: 0, folders: 1, unreadable: [] });
  expect(rows().map(({ path }) => path)).toEqual(['a-/3.jpg', 'a.jpg', 'a0.jpg', 'b/4.jpg']);
  await store.gone(['b', 'a0.jpg', 'never known']);
  expect(rows().map(({ path }) => path)).toEqual(['a-/3.jpg', 'a.jpg']);
});

test('a file that is gone is missed whatever its name begins with, also the last character there is', async () => {
  const { folderId } = library.folder(join(base, 'p'));
  for (const path of ['\u{10FFFF}/1.jpg', '\u{10FFFF}.jpg', '\u{10FEFF}.jpg', 'a.jpg']) library.file(folderId, path);
  const store = new FolderRecorder(folderId, libraryOf());
  await store.finishScan({ generation: store.beginScan(), below: '', files: 0, folders: 1, unreadable: [] });
  expect(rows()).toEqual([]);
});

test('two copies found by one walk were there together; a later copy is a question', async () => {
  const { folderId, albumId: mother } = library.folder(join(base, 'p'));
  const { albumId: father } = library.folder(join(base, 'father'));
  const { albumId: third } = library.folder(join(base, 'third'));
  const store = new FolderRecorder(folderId, libraryOf());
  await store.finishScan({ generation: store.beginScan(), below: '', files: 0, folders: 1, unreadable: [] });
  for (const path of ['p/mother/1.jpg', 'p/father/1.jpg', 'p/third/1.jpg']) write(path, 'one photo');
  const found = async (path: string, albumId: number): Promise<number> => {
    library.clock.now += 1_000;
    const facts = lstatSync(join(base, 'p', path), { bigint: true });
    await store.compare([entryOf(path, facts)], 1, false);
    const fileId = library.tables.files.at(folderId, path)?.fileId ?? 0;
    return library.inspect(fileId, 'one photo', albumId);
  };
  store.beginScan();
  library.send(await found('mother/1.jpg', mother), 'done');
  const both = await found('father/1.jpg', father);
  expect(library.state(both)).toBe('queued');
  library.send(both, 'done');
  store.beginScan();
  expect(library.state(await found('third/1.jpg', third))).toBe('held');
});
