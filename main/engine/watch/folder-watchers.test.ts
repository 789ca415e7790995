import { mkdtemp, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import type { Tables } from '../db/tables.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { openTestLibrary, type TestLibrary } from '../testing/open-test-library.ts';
import { silentLog } from '../testing/quick.ts';
import { FolderWatchers } from './folder-watchers.ts';

let library: TestLibrary;
let root: string;
const open: FolderWatchers[] = [];
beforeEach(async () => {
  library = openTestLibrary();
  root = await realpath(await mkdtemp(join(tmpdir(), 'watchings-')));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  library.close();
  await rm(root, { recursive: true });
});

const clock = fakeClock({ startMs: Date.now() });

function watchingsOf(tables: Tables = library.tables, failures: unknown[] = []): FolderWatchers {
  const folderWatchers = new FolderWatchers({
    tables,
    library: {
      tables,
      clock,
      albumFor: (folder) => ('albumId' in folder.target ? folder.target.albumId : 0),
      doubted: () => undefined,
      changed: () => undefined,
      wake: () => undefined,
    },
    clock,
    log: silentLog,
    live: false,
    onFailure: (error) => failures.push(error),
  });
  open.push(folderWatchers);
  return folderWatchers;
}

async function photo(name: string): Promise<void> {
  const path = join(root, name);
  await writeFile(path, name);
  await utimes(path, new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));
}

const files = (): unknown[] => library.db.prepare('SELECT path FROM files ORDER BY path').pluck().all();

test('of two changes at once the later one holds, and no watcher of the earlier one stays open', async () => {
  await photo('a.jpg');
  await photo('b.jpg');
  const { folderId } = library.folder(root);
  const folderWatchers = watchingsOf();
  await folderWatchers.follow(folderId);
  library.tables.folders.setRules(folderId, { ...defaultRules, ignore: ['a.jpg'] });
  const first = folderWatchers.follow(folderId);
  library.tables.folders.setRules(folderId, { ...defaultRules, ignore: ['a.jpg', 'b.jpg'] });
  await Promise.all([first, folderWatchers.follow(folderId)]);
  await folderWatchers.scan(folderId);
  await photo('b.jpg');
  await folderWatchers.scan(folderId);
  expect(files()).toEqual([]);
});

test('a folder that is removed while its rules change is not scanned again', async () => {
  const { folderId } = library.folder(root);
  const folderWatchers = watchingsOf();
  await folderWatchers.follow(folderId);
  library.tables.folders.setRules(folderId, { ...defaultRules, ignore: ['x.jpg'] });
  const first = folderWatchers.follow(folderId);
  library.tables.folders.setRemoved(folderId, true);
  await Promise.all([first, folderWatchers.follow(folderId)]);
  await photo('a.jpg');
  await folderWatchers.scan(null);
  expect(files()).toEqual([]);
});

test('a folder whose watching failed once is watched again', async () => {
  const { folderId } = library.folder(root);
  let failures = 1;
  const told: unknown[] = [];
  const tables: Tables = {
    ...library.tables,
    together(run) {
      if (failures-- > 0) throw Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
      return library.tables.together(run);
    },
  };
  await photo('a.jpg');
  const folderWatchers = watchingsOf(tables, told);
  await folderWatchers.follow(folderId);
  await expect.poll(() => told.length).toBe(1);
  await clock.advance(60_000);
  await expect.poll(files).toEqual(['a.jpg']);
});
