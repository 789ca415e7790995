import { chmodSync, lstatSync, mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256Of, unpack, editInPlace, twins, keptSeconds } from '../testing/twins.ts';
import { openRecheck, type Recheck } from './recheck.ts';
import type { ProcessorShare } from './processor-share.ts';
import { isCloudOnly } from '../disk/cloud-only.ts';
import { fileStatOf, withoutNumbers, type FileStat } from '../disk/file-stat.ts';
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { factsOf, openTestLibrary, queued, type TestLibrary } from '../testing/open-test-library.ts';
import { silentLog } from '../testing/quick.ts';
import { FolderRecorder } from '../watch/record-changes.ts';

const photos = await twins(90);
const photo = (n: number): Buffer => photos[n] ?? Buffer.alloc(0);

let library: TestLibrary;
let folder: string;
let home: { folderId: number; albumId: number };
let clock: FakeClock;
let share: ProcessorShare;
let recheck: Recheck;
let open: boolean;
let platform: NodeJS.Platform;
beforeEach(() => {
  library = openTestLibrary();
  folder = join(library.dataFolder, 'photos');
  mkdirSync(folder);
  home = library.folder(folder);
  clock = fakeClock({ startMs: Date.now() + 3_600_000 });
  share = 'some';
  open = true;
  platform = 'linux';
  recheck = openRecheck({
    tables: library.tables,
    clock,
    log: silentLog,
    live: true,
    get platform() {
      return platform;
    },
    openFolders: () => (open ? library.tables.folders.all() : []),
    processorShare: () => share,
    changed: () => undefined,
    wake: () => undefined,
    onFailure(error) {
      throw error;
    },
  });
});
afterEach(async () => {
  await recheck.close();
  library.close();
});

const at = (name: string): string => join(folder, name);
const sightAt = (name: string): FileStat => fileStatOf(lstatSync(at(name), { bigint: true }));

/** A file that was read; then its rights changed. Answers its row. */
function read(name: string, bytes: Buffer, change: (path: string) => void = (path) => chmodSync(path, 0o600)): number {
  unpack(at(name), bytes);
  const fileId = library.file(home.folderId, name, sightAt(name));
  const facts = factsOf('', { sha256: sha256Of(bytes), sizeBytes: bytes.length });
  library.tables.verdicts.inspected(library.row(fileId), facts, home.albumId, 10, () => queued);
  change(at(name));
  return fileId;
}
const isKnown = (fileId: number): boolean => {
  const row = library.row(fileId);
  return row.ctimeNs === sightAt(row.path).ctimeNs;
};
const known = (ids: readonly number[]): number => ids.filter(isKnown).length;
async function idle(): Promise<void> {
  await expect.poll(() => recheck.isBusy()).toBe(false);
}

test('fifty files are read at once; the others get a quarter of the time, and files named by an event go first', async () => {
  const ids = photos.slice(0, 80).map((bytes, n) => read(`${n}.jpg`, bytes));
  for (const id of ids) recheck.add(id, false);
  await expect.poll(() => known(ids)).toBe(51);
  expect(recheck.isBusy()).toBe(true);
  const edited = read('edited.jpg', photo(85), (path) => editInPlace(path, photo(86)));
  recheck.add(edited, true);
  await expect.poll(() => library.row(edited).state).toBe('seen');
  expect(known(ids)).toBeLessThan(80);
  const isBusy = async (): Promise<boolean> => {
    await clock.advance(60_000);
    return recheck.isBusy();
  };
  await expect.poll(isBusy, { interval: 5 }).toBe(false);
  expect(known(ids)).toBe(80);
});

test('on battery many files wait; a file that was just edited does not', async () => {
  share = 'none';
  const ids = photos.slice(0, 60).map((bytes, n) => read(`${n}.jpg`, bytes));
  for (const id of ids) recheck.add(id, false);
  await expect.poll(() => known(ids)).toBe(51);
  const edited = read('edited.jpg', photo(85), (path) => editInPlace(path, photo(86)));
  recheck.add(edited, true);
  await expect.poll(() => library.row(edited).state).toBe('seen');
});

test('nothing changes for a folder that is away, or a file that is gone or unreadable', async () => {
  const [away, gone, ...rest] = ['away.jpg', 'gone.jpg', 'dir.jpg'].map((name, n) => read(name, photo(n)));
  rmSync(at('gone.jpg'));
  rmSync(at('dir.jpg'));
  mkdirSync(at('dir.jpg'));
  for (const id of [gone, ...rest]) recheck.add(id ?? 0, true);
  await idle();
  open = false;
  recheck.add(away ?? 0, true);
  await idle();
  for (const id of [away, gone, ...rest]) expect(library.row(id ?? 0).state).toBe('placed');
});

test('a file that was no picture is only sniffed; what a person left out unread stays so', async () => {
  const add = (name: string, content: string, reason: 'not_a_photo' | 'left_out'): number => {
    writeFileSync(at(name), content);
    const fileId = library.file(home.folderId, name, sightAt(name));
    library.tables.files.set(fileId, 'skipped', 'skipped', reason);
    chmodSync(at(name), 0o600);
    recheck.add(fileId, false);
    return fileId;
  };
  const text = add('notes.txt', 'notes', 'not_a_photo');
  const picture = add('notes.bin', '\u00ff\u00d8\u00ff', 'not_a_photo');
  writeFileSync(at('notes.bin'), photo(1));
  const left = add('left.jpg', 'x', 'left_out');
  await idle();
  expect(library.row(text).state).toBe('skipped');
  expect(isKnown(text)).toBe(true);
  expect(library.row(picture).state).toBe('seen');
  expect(library.row(left).state).toBe('skipped');
  expect(isKnown(left)).toBe(true);
});

test('a file whose bytes moved to a cloud is not downloaded because of its new ctime', async () => {
  platform = 'win32';
  // As Windows shows it: its full size, and no room on the disk.
  const fileId = read('cloud.jpg', photo(0), (path) => {
    truncateSync(path, 0);
    truncateSync(path, photo(0).length);
    utimesSync(path, keptSeconds, keptSeconds);
  });
  recheck.add(fileId, true);
  await idle();
  expect(library.row(fileId).state).toBe('placed');
  platform = 'linux';
  recheck.add(fileId, true);
  await idle();
  expect(library.row(fileId).state).toBe('seen');
});

test.each([
  ['win32', 100n, 0n, true],
  ['darwin', 100n, 0n, true],
  ['linux', 100n, 0n, false],
  ['win32', 100n, 8n, false],
  ['darwin', 0n, 0n, false],
] as const)('%s: %d bytes in %d blocks are elsewhere: %s', (system, size, blocks, expected) => {
  expect(isCloudOnly({ size, blocks }, system)).toBe(expected);
});

test('on a disk without ctime an event makes the file be read again, a scan does not', async () => {
  unpack(at('a.jpg'), photo(0));
  const fileId = library.file(home.folderId, 'a.jpg', withoutNumbers(sightAt('a.jpg')));
  const facts = factsOf('', { sha256: sha256Of(photo(0)), sizeBytes: photo(0).length });
  library.tables.verdicts.inspected(library.row(fileId), facts, home.albumId, 10, () => queued);
  const store = new FolderRecorder(home.folderId, {
    tables: library.tables,
    clock,
    albumFor: () => home.albumId,
    doubted: recheck.add,
    changed: () => undefined,
    wake: () => undefined,
  });
  const look = async (touched: boolean): Promise<void> => {
    const entry = { relativePath: 'a.jpg', device: 1n, ...withoutNumbers(sightAt('a.jpg')) };
    await store.compare([entry], store.beginScan(), touched);
    await idle();
  };
  await look(true);
  expect(library.row(fileId)).toMatchObject({ state: 'placed', ctimeNs: 0n, birthNs: 0n, inode: 0n });
  editInPlace(at('a.jpg'), photo(1));
  await look(false);
  expect(library.row(fileId).state).toBe('placed');
  await look(true);
  expect(library.row(fileId).state).toBe('seen');
});
