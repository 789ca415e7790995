import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultLimits } from '../../../shared/limits.ts';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import { openFolderJobs, type FolderJobs } from './folder-jobs.ts';
import { systemClock } from '../system-clock.ts';
import { factsOf, openTestLibrary, queued, type TestLibrary } from '../testing/open-test-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

function choresOf(limits = defaultLimits, during: () => void = () => undefined): FolderJobs {
  return openFolderJobs({
    tables: library.tables,
    queries: library.queries,
    limits: () => limits,
    albumFor(folder) {
      during();
      return 'albumId' in folder.target ? folder.target.albumId : 0;
    },
    changed: () => undefined,
    wake: () => undefined,
    clock: systemClock,
    onFailure: (error) => {
      throw error;
    },
    setAside: () => undefined,
  });
}

test('versions of photos are found in a library that is older than that feature', async () => {
  const { folderId, albumId } = library.folder('/p');
  const files = ['a/1.jpg', 'a/1-edited.jpg', 'b/1.jpg', 'notes.txt'].map((path) => library.file(folderId, path));
  for (const file of files) library.inspect(file, `content of ${file}`, albumId);
  library.db.exec('UPDATE files SET version_key = NULL, version = NULL');
  library.db.exec('DELETE FROM versions_due');
  expect(library.tables.versions.of(folderId, 'a/1.jpg')).toEqual([]);
  await choresOf().catchUp();
  expect(library.tables.versions.of(folderId, 'a/1.jpg').map(({ kind }) => kind)).toEqual(['original', 'edited']);
  expect(library.tables.versions.pairs([folderId])).toBe(1);
  expect(library.tables.versions.due(9).length).toBe(1);
});

const waiting = (): unknown =>
  library.db.prepare('SELECT state, album_id, count(*) AS n FROM placements GROUP BY 1, 2 ORDER BY 1, 2').all();

test('a changed rule reaches every waiting photo of its folder and none of another, over many slices', async () => {
  const home = library.folder('/p');
  const other = library.folder('/q');
  library.tables.together(() => {
    for (let number = 0; number < 1_200; number++) {
      const of = number % 4 === 0 ? other : home;
      const file = library.file(of.folderId, `${number}.jpg`);
      const facts = factsOf(`${number}`, { hasGps: true });
      library.tables.verdicts.inspected(library.row(file), facts, of.albumId, 10, () => queued);
    }
  });
  library.tables.folders.setRules(home.folderId, { ...defaultRules, removeGps: true });
  await choresOf().reapplyRules(home.folderId);
  const planned = library.db.prepare(
    'SELECT folder_id, count(*) AS n FROM placements WHERE mend_plan IS NOT NULL GROUP BY 1',
  );
  expect(planned.all()).toEqual([{ folder_id: home.folderId, n: 900 }]);
});

test('a folder that gets another album takes its waiting photos there, and leaves the sent ones', async () => {
  const home = library.folder('/p');
  const other = library.folder('/q');
  const ids = ['a', 'b', 'c'].map((name) =>
    library.inspect(library.file(home.folderId, `${name}.jpg`), name, home.albumId),
  );
  library.send(ids[0] ?? 0, 'done');
  library.send(ids[1] ?? 0, 'uploaded');
  library.tables.folders.setTarget(home.folderId, { kind: 'album', albumId: other.albumId });
  await choresOf().reapplyRules(home.folderId);
  expect(waiting()).toEqual([
    { state: 'done', album_id: home.albumId, n: 1 },
    { state: 'queued', album_id: other.albumId, n: 2 },
  ]);
});

test('a start applies changed limits, and finishes the removal of a folder', async () => {
  const home = library.folder('/p');
  const gone = library.folder('/q');
  library.inspect(library.file(home.folderId, 'a.jpg'), 'a', home.albumId);
  for (let number = 0; number < 600; number++) library.file(gone.folderId, `${number}`);
  const sent = library.inspect(library.file(gone.folderId, 'sent'), 'sent', gone.albumId);
  library.send(sent, 'done');
  library.tables.folders.setRemoved(gone.folderId, true);
  const folderJobs = choresOf({ ...defaultLimits, minSidePixels: 5_000 });
  await folderJobs.catchUp();
  expect(library.queries.problems.groups()).toMatchObject([{ reason: 'too_small', photos: 1 }]);
  expect(library.queries.counts.photos().byFolder.get(gone.folderId)).toMatchObject({ all: 1, done: 1 });
  // Done once, for these limits.
  const before = library.db.prepare('SELECT count(*) FROM journal').pluck().get();
  await folderJobs.catchUp();
  expect(library.db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(before);
});

test('after a change of time zone every photo is shown under its day there', async () => {
  const home = library.folder('/p');
  const file = library.file(home.folderId, 'a');
  library.db.prepare('UPDATE files SET day = 20200101 WHERE id = ?').run(file);
  library.tables.meta.put('time_zone', 'Mars/Olympus');
  await choresOf().catchUp();
  expect(library.queries.photoList.days({ shown: null, folderId: null })).toEqual([
    { day: '2026-07-12', photos: 1, done: 0 },
  ]);
});

test('closing ends a job after its slice; the next start goes on', async () => {
  const gone = library.folder('/q');
  library.tables.together(() => {
    for (let number = 0; number < 3_000; number++) library.file(gone.folderId, `${number}`);
  });
  library.tables.folders.setRemoved(gone.folderId, true);
  const folderJobs = choresOf();
  void folderJobs.forget(gone.folderId);
  await new Promise((resolve) => setImmediate(resolve));
  await folderJobs.close();
  expect(library.queries.counts.photos().all.all).toBeGreaterThan(0);
  await choresOf().catchUp();
  expect(library.queries.counts.photos().all.all).toBe(0);
});

test('an album chosen just before the end reaches the other photos after the next start, and none is sent before', async () => {
  const home = library.folder('/p');
  const other = library.folder('/q');
  library.tables.together(() => {
    for (let number = 0; number < 3_000; number++)
      library.inspect(library.file(home.folderId, `${number}.jpg`), `${number}`, home.albumId);
  });
  library.tables.folders.setTarget(home.folderId, { kind: 'album', albumId: other.albumId });
  library.tables.rulesPending.add(home.folderId);
  const first = choresOf();
  void first.reapplyRules(home.folderId);
  await first.close();
  expect(library.tables.rulesPending.has(home.folderId)).toBe(true);
  library.tables.meta.put('limits', JSON.stringify(defaultLimits));
  await choresOf().catchUp();
  expect(waiting()).toEqual([{ state: 'queued', album_id: other.albumId, n: 3_000 }]);
  expect(library.tables.rulesPending.has(home.folderId)).toBe(false);
});

test('a change of rules while they are being reapplied is not lost when that ends', async () => {
  const home = library.folder('/p');
  library.inspect(library.file(home.folderId, 'a.jpg'), 'x', home.albumId);
  library.tables.rulesPending.add(home.folderId);
  let changes = 1;
  const folderJobs = choresOf(defaultLimits, () => {
    if (changes-- > 0) library.tables.rulesPending.add(home.folderId);
  });
  await folderJobs.reapplyRules(home.folderId);
  expect(library.tables.rulesPending.has(home.folderId)).toBe(true);
  await folderJobs.reapplyRules(home.folderId);
  expect(library.tables.rulesPending.has(home.folderId)).toBe(false);
});

test('copies go to the folder’s new album, also copies of a photo that another folder brought', async () => {
  const one = library.folder('/p');
  const two = library.folder('/q');
  const next = library.folder('/r');
  const source = library.file(one.folderId, 'a.jpg');
  const [copy, twin] = [library.file(two.folderId, 'b.jpg'), library.file(two.folderId, 'c.jpg')];
  const placement = library.inspect(source, 'x', one.albumId);
  for (const file of [copy, twin]) library.inspect(file, 'x', one.albumId);
  library.tables.folders.setTarget(two.folderId, { kind: 'album', albumId: next.albumId });
  await choresOf().reapplyRules(two.folderId);
  expect(waiting()).toEqual([
    { state: 'queued', album_id: one.albumId, n: 1 },
    { state: 'queued', album_id: next.albumId, n: 1 },
  ]);
  expect(library.tables.placements.get(placement)?.fileId).toBe(source);
  expect([library.row(copy).state, library.row(twin).state]).toEqual(['placed', 'duplicate']);
});

test('photos that a person sent to another album, because theirs was gone, stay there when rules change', async () => {
  const home = library.folder('/p');
  const other = library.folder('/q');
  const placement = library.inspect(library.file(home.folderId, 'a.jpg'), 'x', home.albumId);
  library.tables.albums.setGone(home.albumId);
  library.tables.placements.apply(placement, 'held', { reason: 'album_gone' });
  library.tables.verdicts.retarget(placement, other.albumId);
  await choresOf().reapplyRules(home.folderId);
  expect(waiting()).toEqual([{ state: 'queued', album_id: other.albumId, n: 1 }]);
});
