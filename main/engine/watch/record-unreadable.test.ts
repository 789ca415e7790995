// What a scan writes of paths that cannot be read, and of files that the library refuses.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tablesOf } from '../db/tables.ts';
import { recordedFolderOfTests } from '../testing/recorded-folder.ts';
import { FolderRecorder } from './record-changes.ts';

const at = recordedFolderOfTests();

test('what could not be read is not missing, and neither is what lies below it', async () => {
  const home = at.library.folder(join(at.base, 'p'));
  for (const path of ['shut/a.jpg', 'shut/deep/b.jpg', 'shutter.jpg', 'gone.jpg']) at.library.file(home.folderId, path);
  const store = new FolderRecorder(home.folderId, at.watchLibrary());
  const generation = store.beginScan();
  const unreadable = [{ relativePath: 'shut', code: 'EACCES' }];
  const found = await store.finishScan({ generation, below: '', files: 0, folders: 1, unreadable });
  expect(found.missing).toBe(2);
  expect(at.rows().map(({ path }) => path)).toEqual(['shut/a.jpg', 'shut/deep/b.jpg']);
});

test('a path inside a folder that does not open stays listed until a scan of it succeeds', async () => {
  const { folderId } = at.library.folder(join(at.base, 'p'));
  const store = new FolderRecorder(folderId, at.watchLibrary());
  const look = (below: string, ...paths: string[]) =>
    store.finishScan({
      generation: store.beginScan(),
      below,
      files: 0,
      folders: 1,
      unreadable: paths.map((relativePath) => ({ relativePath, code: 'EACCES' })),
    });
  const unopened = (): readonly string[] => at.library.tables.unopened.list(folderId).map(({ path }) => path);
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
  const { folderId } = at.library.folder(join(at.base, 'p'));
  const store = new FolderRecorder(folderId, at.watchLibrary());
  const unreadable = [
    { relativePath: 'bad\uFFFD.jpg', code: 'ENAMEBYTES' },
    { relativePath: 'deep', code: 'ENAMETOOLONG' },
  ];
  await store.finishScan({ generation: store.beginScan(), below: '', files: 0, folders: 1, unreadable });
  const again = tablesOf(at.library.db, () => 0).unopened;
  expect(again.list(folderId)).toEqual(unreadable.map(({ relativePath, code }) => ({ path: relativePath, code })));
  expect(again.at(folderId, 'deep/er/a.jpg')).toEqual({ path: 'deep', code: 'ENAMETOOLONG' });
  expect(again.at(folderId, 'deeper/a.jpg')).toBeNull();
});

test('a file that the library refuses is listed with its code, and keeps none of the others out', async () => {
  const { folderId } = at.library.folder(join(at.base, 'p'));
  for (const name of ['1', '2', 'bad', '3']) at.write(`p/${name}.jpg`);
  at.library.db.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON files WHEN NEW.path LIKE '%bad%' BEGIN SELECT RAISE(ABORT, 'no'); END`,
  );
  await at.scanned(folderId, 'p');
  expect(at.rows().map(({ path }) => path)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
  const told = (): unknown => at.library.tables.unopened.list(folderId);
  expect(told()).toEqual([{ path: 'bad.jpg', code: 'SQLITE_CONSTRAINT_TRIGGER' }]);
  await at.scanned(folderId, 'p');
  expect(told()).toEqual([{ path: 'bad.jpg', code: 'SQLITE_CONSTRAINT_TRIGGER' }]);
  at.library.db.exec('DROP TRIGGER refuse');
  await at.scanned(folderId, 'p');
  expect(at.rows()).toHaveLength(4);
  expect(told()).toEqual([]);
});
