// What each query to a library of 100,000 photos costs, in time that blocks everything else. `node
// test/bench/library.ts [FILES]`
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fillLibrary } from '../../main/engine/testing/fill-library.ts';
import { openTestLibrary, startMs } from '../../main/engine/testing/open-test-library.ts';
import { makeBackup } from '../../main/engine/db/storage/backups.ts';
import { isWhole } from '../../main/engine/db/storage/restore.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { FolderRecorder } from '../../main/engine/watch/record-changes.ts';
import type { DiskEntry } from '../../main/engine/disk/walk.ts';
import { once, stallsOf } from './stalls.ts';

const files = Number(process.argv[2] ?? 100_000);
const library = openTestLibrary();
const { tables, queries } = library;
const home = library.folder('/photos');
const begun = performance.now();
fillLibrary(library.db, { ...home, files, waiting: 0.5, newestMs: startMs });
const seconds = (performance.now() - begun) / 1000;
const megabytes = statSync(join(library.dataFolder, 'library.db')).size / 1e6;
process.stdout.write(`${files} files, ${megabytes.toFixed(0)} MB, filled in ${seconds.toFixed(1)} s\n`);

const { folderId, albumId } = home;
const none = { shown: null, folderId: null };
const middle = { sortMs: startMs - files * 1_800_000, fileId: 0 };
const questions: [string, () => unknown][] = [
  ['counts', () => queries.counts.photos()],
  ['page', () => queries.photoList.page(none, null, 200)],
  ['page in the middle', () => queries.photoList.page(none, middle, 200)],
  ['page of a folder', () => queries.photoList.page({ ...none, folderId }, middle, 200)],
  ['page of a state', () => queries.photoList.page({ ...none, shown: 'needs_you' }, null, 200)],
  ['page of a state in a folder', () => queries.photoList.page({ ...none, folderId, shown: 'needs_you' }, null, 200)],
  ['days', () => queries.photoList.days(none)],
  ['days of a state in a folder', () => queries.photoList.days({ ...none, folderId, shown: 'done' })],
  ['search, found', () => queries.photoList.search({ ...none, search: 'поездка 7' }, null, 200)],
  ['search, not found', () => queries.photoList.search({ ...none, search: 'дача' }, null, 200)],
  ['search by date', () => queries.photoList.search({ ...none, search: '2019-07' }, null, 200)],
  ['days of a search', () => queries.photoList.searchDays({ ...none, search: 'поездка' })],
  ['problems', () => queries.problems.groups()],
  ['ids of a problem', () => queries.problems.fileIds('too_big', null)],
  ['moments', () => queries.history.moments(20)],
  ['thumbnails of a folder', () => queries.photoList.thumbnailsOf(folderId)],
  ['photos of an album', () => queries.counts.photosOfAlbum(albumId)],
  ['last done', () => queries.history.lastDoneMs()],
  ['plan', () => queries.plans.ofFolders([folderId], 1000)],
  ['is moving', () => queries.folderProgress.isSending(folderId)],
  ['oldest that is uploaded', () => tables.placements.oldestUploaded()],
  ['is checking', () => tables.files.isChecking()],
  ['problems of a folder', () => queries.problems.ofFolder(folderId)],
  ['ready to mend', () => tables.placements.readyIds('convert', folderId, 3)],
  ['ready to reserve', () => tables.placements.readyIds('reserve', folderId, 20)],
  ['ready to commit', () => tables.placements.readyIds('commit', folderId, 20)],
  ['due to settle', () => tables.files.due('seen', folderId, 32)],
  ['due to inspect', () => tables.files.due('settled', folderId, 6)],
  ['albums due', () => tables.albums.due(2)],
  [
    'soonest retry',
    () => [tables.files.soonestRetry(0), tables.placements.soonestRetry(0), tables.albums.soonestRetry(0)],
  ],
  ['unsent of an album', () => tables.placements.unsentOf(albumId, 100)],
  ['sample of a folder', () => tables.files.sample(folderId, 20)],
];
/** With every photo that waits kept from going by one thing. */
const queue: [string, () => unknown][] = [
  ['ready to reserve', () => tables.placements.readyIds('reserve', folderId, 20)],
  ['is moving', () => queries.folderProgress.isSending(folderId)],
  ['due to compare', () => tables.comparison.due(100)],
];
const circumstances: [string, string, string][] = [
  ['while their album is not there', `UPDATE albums SET state = 'wanted'`, `UPDATE albums SET state = 'ready'`],
  ['while none is compared', 'UPDATE albums SET compare_since_ms = 1', 'UPDATE albums SET compare_since_ms = NULL'],
  ['while all files are read again', `UPDATE files SET state = 'settled'`, `UPDATE files SET state = 'placed'`],
];
async function measure(name: string, ask: () => unknown): Promise<void> {
  const { longestMs, totalMs } = await stallsOf(ask);
  process.stdout.write(
    `${longestMs.toFixed(1).padStart(8)} ms at a stretch ${totalMs.toFixed(1).padStart(9)} ms in all  ${name}\n`,
  );
}
for (const [name, ask] of questions) await measure(name, ask);
for (const [when, begin, end] of circumstances) {
  library.db.exec(begin);
  for (const [name, ask] of queue) await measure(`${name}, ${when}`, ask);
  library.db.exec(end);
}

/** What a scan says of the folder when nothing has changed. */
function entries(): DiskEntry[] {
  const rows = library.db
    .prepare('SELECT path, size_bytes, mtime_ns, inode, ctime_ns, birth_ns FROM files WHERE folder_id = ?')
    .safeIntegers();
  type Row = Record<'size_bytes' | 'mtime_ns' | 'inode' | 'ctime_ns' | 'birth_ns', bigint> & { path: string };
  return (rows.all(folderId) as Row[]).map((row) => ({
    relativePath: row.path,
    sizeBytes: Number(row.size_bytes),
    mtimeNs: row.mtime_ns,
    inode: row.inode,
    ctimeNs: row.ctime_ns,
    birthNs: row.birth_ns,
    device: 1n,
  }));
}
const store = new FolderRecorder(folderId, {
  tables,
  clock: systemClock,
  albumFor: () => albumId,
  doubted: () => undefined,
  changed: () => undefined,
  wake: () => undefined,
});
const found = entries();
const finished = { below: '', files: files, folders: 1, unreadable: [] };
async function lookThrough(present: DiskEntry[]): Promise<void> {
  const generation = store.beginScan();
  for (let from = 0; from < present.length; from += 500) {
    await store.compare(present.slice(from, from + 500), generation, false);
    // The disk is read in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await store.finishScan({ ...finished, generation });
}
const works: [string, () => unknown][] = [
  ['a scan that finds nothing new', () => lookThrough(found)],
  ['a scan that misses 5,000 files', () => lookThrough(found.slice(0, -5_000))],
  ['a scan that finds them again', () => lookThrough(found)],
  ['a backup', () => makeBackup(library.db, library.dataFolder, startMs, new AbortController().signal)],
  ['the look at every page after a crash', () => isWhole(library.db)],
];
for (const [name, work] of works) {
  const { longestMs, totalMs } = await once(work);
  process.stdout.write(
    `${longestMs.toFixed(1).padStart(8)} ms at a stretch ${totalMs.toFixed(1).padStart(9)} ms in all  ${name}\n`,
  );
}

const log = join(library.dataFolder, 'library.db-wal');
const waiting = library.db
  .prepare(`SELECT id FROM placements WHERE state = 'queued' LIMIT 20000`)
  .pluck()
  .all() as number[];
let largest = 0;
let transitions = 0;
for (const id of waiting) {
  library.send(id, 'done');
  transitions += 4;
  if (id % 50 === 0) largest = Math.max(largest, statSync(log).size);
  // The fifth of each photo is what inspection wrote: its row, its placement.
  const file = library.file(folderId, `new ${id}.jpg`);
  library.inspect(file, `new ${id}`, albumId);
  transitions += 1;
}
process.stdout.write(`the log during ${transitions} transitions: at most ${(largest / 1e6).toFixed(1)} MB\n`);
library.close();
