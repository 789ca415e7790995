import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestLibrary, type TestLibrary } from '../../testing/open-test-library.ts';
import { makeBackup } from './backups.ts';
import { openForReading, openLibrary, type Opened } from './open.ts';
import { isDataFolderInUse } from './lock.ts';
import { openMetaQueries } from '../meta.ts';
import { readNotice } from './restored-notice.ts';

const noticeOf = ({ db }: Opened & { kind: 'open' }) => readNotice(openMetaQueries(db));

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ok-photo-sync-open-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function opened(at = folder): Opened & { kind: 'open' } {
  const library = openLibrary(at);
  if (library.kind !== 'open') throw new Error(library.kind);
  return library;
}

test('a second program on one data folder is told that it is in use, and changes nothing', () => {
  const first = opened();
  expect(openLibrary(folder)).toEqual({ kind: 'in_use', holder: null });
  expect(isDataFolderInUse(folder)).toBe(true);
  first.close();
  expect(isDataFolderInUse(folder)).toBe(false);
  opened().close();
});

test('a second program is told who holds the folder, and never by the note of one that is gone', () => {
  const holder = { program: 'window', pid: 4711, host: 'anna-pc', sinceMs: 1_764_600_000_000 } as const;
  const note = join(folder, 'in-use.json');
  const first = openLibrary(folder, Date.now(), holder);
  if (first.kind !== 'open') throw new Error(first.kind);
  expect(openLibrary(folder)).toEqual({ kind: 'in_use', holder });
  for (const broken of ['', '{', '{"program":"other","pid":1,"host":"a","sinceMs":1}', '[]']) {
    writeFileSync(note, broken);
    expect(openLibrary(folder)).toEqual({ kind: 'in_use', holder: null });
  }
  first.close();
  expect(existsSync(note)).toBe(false);

  // A killed holder leaves its note: the next one takes the folder, and the old note does not speak for it.
  writeFileSync(note, JSON.stringify(holder));
  const next = opened();
  expect(openLibrary(folder)).toEqual({ kind: 'in_use', holder: null });
  next.close();
});

test('a killed program leaves the data folder free', async () => {
  const script = `import { openLibrary } from ${JSON.stringify(fileURLToPath(new URL('./open.ts', import.meta.url)))};
    // Kept like a program keeps it: what nothing refers to is collected, and its lock goes with it.
    globalThis.library = openLibrary(${JSON.stringify(folder)});
    console.log(globalThis.library.kind); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString().trim()).toBe('open');
  expect(openLibrary(folder)).toEqual({ kind: 'in_use', holder: null });
  child.kill('SIGKILL');
  await once(child, 'exit');
  opened().close();
});

test('opening waits for a program that is just ending, so that a restart is not refused', async () => {
  const script = `import { openLibrary } from ${JSON.stringify(fileURLToPath(new URL('./open.ts', import.meta.url)))};
    globalThis.library = openLibrary(${JSON.stringify(folder)});
    console.log(globalThis.library.kind); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  expect(() => opened().close()).not.toThrow();
});

test('a data folder that is a file, or lies below a file, is reported as unwritable', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(openLibrary(join(folder, 'file')).kind).toBe('unwritable');
  expect(openLibrary(join(folder, 'file', 'below')).kind).toBe('unwritable');
});

/** Runs with a disk of its own; answers false where the process may not mount one (only root on Linux may). */
function withDisk(options: string, run: (disk: string) => void): boolean {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' }).status !== 0) return false;
  try {
    run(disk);
  } finally {
    spawnSync('umount', [disk]);
  }
  return true;
}

test('a read-only disk and a full disk are reported as such at the start', (context) => {
  const could = withDisk('ro', (disk) => expect(openLibrary(disk).kind).toBe('unwritable'));
  if (!could) return context.skip();
  rmSync(join(folder, 'disk'), { recursive: true });
  withDisk('size=64k', (disk) => {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(40_000));
    expect(openLibrary(disk).kind).toBe('disk_full');
    rmSync(join(disk, 'ballast'));
    // Nothing of the failed start is in the way when there is room again.
    spawnSync('mount', ['-o', 'remount,size=16m', disk]);
    opened(disk).close();
  });
});

test('a full disk leaves the library as it was before the transaction, and usable once there is space again', () => {
  const library = openTestLibrary();
  const { folderId } = library.folder('/p');
  const pages = library.db.pragma('page_count', { simple: true }) as number;
  library.db.pragma(`max_page_count = ${pages + 4}`);
  let added = 0;
  const fill = (): void => {
    library.tables.together(() => {
      for (let number = 0; number < 200; number++) library.file(folderId, `${added + number}.jpg`);
    });
    added += 200;
  };
  expect(() => {
    for (let times = 0; times < 50; times++) fill();
  }).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
  const count = (): unknown => library.db.prepare('SELECT count(*) FROM files').pluck().get();
  expect(count()).toBe(added);
  library.db.pragma('max_page_count = 1000000');
  fill();
  expect(count()).toBe(added);
  expect(library.queries.counts.photos().all.all).toBe(added);
  library.close();
});

test('a reader beside a running program sees what it wrote, and an empty folder has no library to read', () => {
  expect(openForReading(folder)).toBeNull();
  expect(openForReading(join(folder, 'nowhere'))).toBeNull();
  const first = opened();
  first.db.prepare(`INSERT INTO meta VALUES ('account_user_id', '7')`).run();
  const reader = openForReading(folder);
  expect(reader?.prepare(`SELECT value FROM meta WHERE key = 'account_user_id'`).pluck().get()).toBe('7');
  expect(() => reader?.exec(`DELETE FROM meta`)).toThrow(/readonly/u);
  reader?.close();
  first.close();
});

test('a missing or empty library file is restored where a library existed, and not taken for a new one', async () => {
  const first = opened();
  expect(noticeOf(first)).toBeNull();
  first.db.prepare(`INSERT INTO meta VALUES ('account_user_id', '7')`).run();
  await makeBackup(first.db, folder, Date.now(), new AbortController().signal);
  first.close();
  for (const lose of [() => writeFileSync(join(folder, 'library.db'), ''), () => rmSync(join(folder, 'library.db'))]) {
    lose();
    const again = opened();
    expect(noticeOf(again)).toMatchObject({ backupMs: expect.any(Number) as number });
    expect(again.db.prepare(`SELECT value FROM meta WHERE key = 'account_user_id'`).pluck().get()).toBe('7');
    again.close();
  }
});

/** A photo at every step; each step is written as durably as in the engine. */
function lifeOf(library: TestLibrary, photos: number): { logBytes: number; commits: number }[] {
  const { folderId, albumId } = library.folder('/p');
  const durable: { logBytes: number; commits: number }[] = [];
  for (let number = 0; number < photos; number++) {
    const placement = library.inspect(library.file(folderId, `${number}.jpg`), `${number}`, albumId);
    library.send(placement, 'uploaded');
    library.tables.durably(() =>
      library.tables.placements.apply(placement, 'commit_started', { commitStartedMs: library.clock.now }),
    );
    durable.push({ logBytes: statSync(join(library.dataFolder, 'library.db-wal')).size, commits: number + 1 });
    library.tables.placements.apply(placement, 'committed', { assignedId: `assigned ${number}` });
  }
  return durable;
}

test('whatever a power cut leaves of the write-ahead log, the library is intact and knows every commit that was begun', () => {
  const library = openTestLibrary();
  library.db.pragma('wal_autocheckpoint = 0');
  const durable = lifeOf(library, 8);
  const log = join(library.dataFolder, 'library.db-wal');
  const size = statSync(log).size;
  const saved = join(folder, 'saved');
  mkdirSync(saved);
  for (const name of ['library.db', 'library.db-wal']) copyFileSync(join(library.dataFolder, name), join(saved, name));
  // Ends between frames, within them, within their headers, and at either end of the log.
  const cuts = new Set([0, 31, 32, size - 1, size]);
  for (let at = 0; at < size; at += Math.floor(size / 25)) cuts.add(at).add(at + 17);
  for (const { logBytes } of durable) cuts.add(logBytes).add(logBytes - 1);
  for (const cut of cuts) {
    const place = join(folder, `cut-${cut}`);
    mkdirSync(place);
    for (const name of readdirSync(saved)) copyFileSync(join(saved, name), join(place, name));
    truncateSync(join(place, 'library.db-wal'), cut);
    const again = opened(place);
    expect(noticeOf(again)).toBeNull();
    expect(again.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(again.db.pragma('foreign_key_check')).toEqual([]);
    const begun = again.db
      .prepare(`SELECT count(*) FROM journal WHERE event = 'commit_started'`)
      .pluck()
      .get() as number;
    const known = durable.filter(({ logBytes }) => logBytes <= cut).at(-1)?.commits ?? 0;
    expect(begun).toBeGreaterThanOrEqual(known);
    // A beginning of what happened, without holes: numbers of the journal are given in order.
    expect(again.db.prepare('SELECT count(*) = coalesce(max(id), 0) FROM journal').pluck().get()).toBe(1);
    expect(
      again.db.prepare(`SELECT count(*) FROM placements WHERE state IN ('committing', 'done')`).pluck().get(),
    ).toBe(begun);
    again.close();
    rmSync(place, { recursive: true });
  }
  library.close();
});

test('a durable write is synced by its own transaction, and refused inside another one', () => {
  const library = openTestLibrary();
  const synchronous = (): unknown => library.db.pragma('synchronous', { simple: true });
  expect(library.tables.durably(synchronous)).toBe(2);
  expect(synchronous()).toBe(1);
  expect(() =>
    library.tables.durably(() => {
      throw new Error('broken');
    }),
  ).toThrow('broken');
  expect(synchronous()).toBe(1);
  expect(() => library.tables.together(() => library.tables.durably(synchronous))).toThrow(/inside a transaction/u);
  library.close();
});

test('the write-ahead log does not grow without limit, and is gone when the library is closed', () => {
  const library = openTestLibrary();
  const { folderId, albumId } = library.folder('/p');
  const log = join(library.dataFolder, 'library.db-wal');
  let largest = 0;
  for (let number = 0; number < 250; number++) {
    library.send(library.inspect(library.file(folderId, `${number}.jpg`), `${number}`, albumId), 'done');
    largest = Math.max(largest, statSync(log).size);
  }
  // A checkpoint begins at 1,000 pages of 4 kB; the transaction that reaches them may be longer.
  expect(largest).toBeGreaterThan(1_000_000);
  expect(largest).toBeLessThan(8_400_000);
  // A burst in one transaction makes it larger, once.
  library.tables.together(() => {
    for (let number = 0; number < 10_000; number++) library.file(folderId, `burst ${number}.jpg`);
  });
  for (let number = 0; number < 50; number++) library.file(folderId, `after ${number}.jpg`);
  expect(statSync(log).size).toBeLessThan(8_400_000);
  library.db.close();
  expect(existsSync(log)).toBe(false);
  rmSync(library.dataFolder, { recursive: true, force: true });
});

test('damage that SQLite meets on opening is found, and so is hidden damage after a crash', () => {
  const library = openTestLibrary();
  const { folderId } = library.folder('/p');
  library.tables.together(() => {
    for (let number = 0; number < 2_000; number++) library.file(folderId, `${number}.jpg`);
  });
  const root = library.db
    .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'files_inode'`)
    .pluck()
    .get() as number;
  library.db.close();
  const path = join(library.dataFolder, 'library.db');
  const damaged = join(folder, 'library.db');
  const bytes = readFileSync(path);
  bytes.fill(0xee, (root - 1) * 4096, root * 4096);
  writeFileSync(damaged, bytes);
  // Closed properly and checked a moment ago: not checked again.
  const believed = opened();
  expect(noticeOf(believed)).toBeNull();
  believed.close();
  // Not closed properly: checked.
  writeFileSync(`${damaged}-wal`, 'what a crash left');
  const restored = opened();
  expect(noticeOf(restored)).toMatchObject({ backupMs: null });
  restored.close();
});
