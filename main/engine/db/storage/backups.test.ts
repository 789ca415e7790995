import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillLibrary } from '../../testing/fill-library.ts';
import { openTestLibrary, startMs, type TestLibrary } from '../../testing/open-test-library.ts';
import { backupsFolder, isBackupDue, listBackups, makeBackup } from './backups.ts';
import { libraryFile, restore } from './restore.ts';

const dayMs = 86_400_000;
const never = new AbortController().signal;

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

test('one backup a day is made, the newest five are kept, and each is a complete library', async () => {
  const { folderId } = library.folder('/p');
  for (let day = 0; day < 7; day++) {
    library.file(folderId, `${day}.jpg`);
    expect(isBackupDue(library.dataFolder, startMs + day * dayMs)).toBe(true);
    await makeBackup(library.db, library.dataFolder, startMs + day * dayMs, never);
    expect(isBackupDue(library.dataFolder, startMs + day * dayMs)).toBe(false);
  }
  const backups = listBackups(library.dataFolder, startMs + 7 * dayMs);
  expect(backups.map(({ day }) => day)).toEqual(['2026-07-18', '2026-07-17', '2026-07-16', '2026-07-15', '2026-07-14']);
  expect(readdirSync(backupsFolder(library.dataFolder)).length).toBe(5);
  for (const [index, { path }] of backups.entries()) {
    const db = new Sqlite(path, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM files').pluck().get()).toBe(7 - index);
    db.close();
  }
});

test('other work runs between the steps of a backup, and the backup contains what is written meanwhile', async () => {
  const home = library.folder('/p');
  fillLibrary(library.db, { ...home, files: 4_000, waiting: 1, newestMs: startMs });
  const pages = library.db.pragma('page_count', { simple: true }) as number;
  let turns = 0;
  let isOver = false;
  const tick = (): void => {
    turns += 1;
    library.tables.together(() => library.file(home.folderId, `while ${turns}.jpg`));
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  const { path } = await makeBackup(library.db, library.dataFolder, startMs, never);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(Math.floor(pages / 100));
  const db = new Sqlite(path, { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.prepare('SELECT (SELECT count(*) FROM files) = (SELECT sum(files) FROM counts)').pluck().get()).toBe(1);
  db.close();
});

test('a backup that is aborted or cannot be written leaves the former ones and no unfinished file', async () => {
  const home = library.folder('/p');
  fillLibrary(library.db, { ...home, files: 2_000, waiting: 1, newestMs: startMs });
  await makeBackup(library.db, library.dataFolder, startMs, never);
  const stop = new AbortController();
  const running = makeBackup(library.db, library.dataFolder, startMs + dayMs, stop.signal);
  setImmediate(() => stop.abort());
  await expect(running).rejects.toThrow(/aborted/u);
  mkdirSync(join(backupsFolder(library.dataFolder), 'library-2026-07-14.db.part'));
  await expect(makeBackup(library.db, library.dataFolder, startMs + 2 * dayMs, never)).rejects.toThrow(/./u);
  expect(listBackups(library.dataFolder, startMs).map(({ day }) => day)).toEqual(['2026-07-12']);
});

test('the unfinished backup of a crash is deleted and never used', async () => {
  mkdirSync(backupsFolder(library.dataFolder), { recursive: true });
  const half = join(backupsFolder(library.dataFolder), 'library-2026-07-11.db.part');
  writeFileSync(half, 'half');
  expect(listBackups(library.dataFolder, startMs)).toEqual([]);
  const { path } = await makeBackup(library.db, library.dataFolder, startMs, never);
  expect(existsSync(half)).toBe(false);
  expect(statSync(path).size).toBeGreaterThan(0);
});

test('a backup dated in the future by a wrong clock does not cause a backup every hour', async () => {
  await makeBackup(library.db, library.dataFolder, startMs + 400 * dayMs, never);
  await makeBackup(library.db, library.dataFolder, startMs, never);
  expect(isBackupDue(library.dataFolder, startMs)).toBe(false);
  expect(isBackupDue(library.dataFolder, startMs + dayMs)).toBe(true);
  // It is sorted last, so that no correct backup is deleted for it.
  for (let day = 1; day < 6; day++) await makeBackup(library.db, library.dataFolder, startMs + day * dayMs, never);
  expect(listBackups(library.dataFolder, startMs + 6 * dayMs).map(({ day }) => day)).toEqual([
    '2026-07-17',
    '2026-07-16',
    '2026-07-15',
    '2026-07-14',
    '2026-07-13',
  ]);
});

test.each([
  { made: 'in its time', daysAhead: 0, since: startMs },
  { made: 'while the clock was wrong', daysAhead: 400, since: startMs - 3 * dayMs },
])('after a restore from a backup made $made, what was published since is compared', async ({ daysAhead, since }) => {
  const { folderId, albumId } = library.folder('/p');
  const photo = library.inspect(library.file(folderId, '1.jpg'), '1', albumId);
  library.clock.now = startMs - 3 * dayMs;
  library.send(photo, 'done');
  await makeBackup(library.db, library.dataFolder, startMs + daysAhead * dayMs, never);
  const { dataFolder } = library;
  library.db.close();
  restore(dataFolder, startMs + 10 * dayMs);
  const db = new Sqlite(join(dataFolder, libraryFile), { readonly: true });
  expect(db.prepare(`SELECT value FROM meta WHERE key = 'restored_from_ms'`).pluck().get()).toBe(String(since));
  db.close();
});
