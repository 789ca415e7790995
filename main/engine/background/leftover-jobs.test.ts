import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { openTestLibrary, queued, type TestLibrary } from '../testing/open-test-library.ts';
import { JobQueue } from './job-queue.ts';
import { openLeftoverJobs } from './leftover-jobs.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

function begun(more: { onFailure?: (error: unknown) => void; setAside?: (placementId: number) => void } = {}) {
  const onFailure = (error: unknown): void => {
    throw error;
  };
  const queue = new JobQueue(fakeClock(), onFailure);
  const changed: string[] = [];
  openLeftoverJobs({
    tables: library.tables,
    queue,
    changed: (area) => changed.push(area),
    wake: () => undefined,
    onFailure,
    setAside: () => undefined,
    ...more,
  }).begin();
  /** Until nothing waits: what a job finds may ask for another one. */
  const settled = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await queue.add('last', () => Promise.resolve());
    }
  };
  return { queue, changed, settled };
}

const states = (): unknown =>
  library.db.prepare('SELECT state, reason, count(*) AS n FROM placements GROUP BY 1, 2 ORDER BY 1, 2').all();

function queuedPhotos(folderId: number, albumId: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    library.inspect(library.file(folderId, `${index}.jpg`), `content ${index}`, albumId),
  );
}

test('all photos of an album that goes are put on hold, however many they are', async () => {
  const { folderId, albumId } = library.folder('/p');
  queuedPhotos(folderId, albumId, 350);
  const { settled } = begun();
  await settled();
  expect(states()).toEqual([{ state: 'queued', reason: null, n: 350 }]);
  library.tables.albums.setGone(albumId);
  await settled();
  expect(states()).toEqual([{ state: 'held', reason: 'album_gone', n: 350 }]);
});

test('a photo that is found for a gone album is put on hold, and so is one that comes back into the queue', async () => {
  const { folderId, albumId } = library.folder('/p');
  library.tables.albums.setGone(albumId);
  const { settled } = begun();
  const [first = 0] = queuedPhotos(folderId, albumId, 1);
  await settled();
  expect(states()).toEqual([{ state: 'held', reason: 'album_gone', n: 1 }]);
  library.tables.placements.apply(first, 'wanted_again');
  await settled();
  expect(states()).toEqual([{ state: 'held', reason: 'album_gone', n: 1 }]);
});

test('a photo with an upload address in a full album is still tried there, and held when it loses the address', async () => {
  const { folderId, albumId } = library.folder('/p');
  const [first = 0] = queuedPhotos(folderId, albumId, 1);
  library.send(first, 'reserved');
  library.tables.albums.setFull(albumId);
  const { settled } = begun();
  await settled();
  expect(library.state(first)).toBe('reserved');
  library.tables.placements.apply(first, 'reservation_lost');
  await settled();
  expect(states()).toEqual([{ state: 'held', reason: 'album_full', n: 1 }]);
});

test('a photo that is being committed into a gone album is held only when it is known not to be published', async () => {
  const { folderId, albumId } = library.folder('/p');
  const [first = 0] = queuedPhotos(folderId, albumId, 1);
  library.send(first, 'committing');
  library.tables.albums.setGone(albumId);
  const { settled } = begun();
  await settled();
  expect(library.state(first)).toBe('committing');
  library.tables.placements.apply(first, 'commit_undone');
  await settled();
  expect(states()).toEqual([{ state: 'held', reason: 'album_gone', n: 1 }]);
});

test('a job that ends in its midst is brought to an end by the next start', async () => {
  const { folderId, albumId } = library.folder('/p');
  queuedPhotos(folderId, albumId, 350);
  library.tables.albums.setGone(albumId);
  const first = begun();
  // After the first slice, as a program that is killed between two transactions.
  await new Promise((resolve) => setImmediate(resolve));
  await first.queue.close();
  const held = library.db.prepare(`SELECT count(*) FROM placements WHERE state = 'held'`).pluck();
  const before = held.get() as number;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(350);
  await begun().settled();
  expect(held.get()).toBe(350);
});

test('a photo that cannot be put on hold is told, and keeps none of the others waiting', async () => {
  const { folderId, albumId } = library.folder('/p');
  const [first = 0] = queuedPhotos(folderId, albumId, 3);
  library.tables.albums.setGone(albumId);
  library.db.exec(`CREATE TEMP TRIGGER refuse BEFORE UPDATE OF state ON main.placements WHEN NEW.id = ${first}
    BEGIN SELECT RAISE(ABORT, 'no'); END`);
  const failures: unknown[] = [];
  const aside: number[] = [];
  const { settled } = begun({ onFailure: (error) => failures.push(error), setAside: (id) => aside.push(id) });
  await settled();
  expect(states()).toEqual([
    { state: 'held', reason: 'album_gone', n: 2 },
    { state: 'queued', reason: null, n: 1 },
  ]);
  expect(aside).toContain(first);
  expect(failures.length).toBeGreaterThan(0);
});

test('a photo of a removed folder is forgotten when its commit fails, and stays when it was published', async () => {
  const { folderId, albumId } = library.folder('/p');
  const [lost = 0, published = 0] = queuedPhotos(folderId, albumId, 2);
  library.send(lost, 'committing');
  library.send(published, 'committing');
  library.tables.folders.setRemoved(folderId, true);
  const { settled } = begun();
  await settled();
  expect([library.state(lost), library.state(published)]).toEqual(['committing', 'committing']);
  library.tables.placements.apply(published, 'committed', { assignedId: 'x' });
  library.tables.placements.apply(lost, 'commit_undone');
  await settled();
  const left = library.db.prepare('SELECT path FROM files ORDER BY path').pluck().all();
  expect(left).toEqual(['1.jpg']);
  expect(library.state(published)).toBe('done');
});

test('a file that a late scan adds to a removed folder is forgotten; after a kill at the next start', async () => {
  const { folderId, albumId } = library.folder('/p');
  library.tables.folders.setRemoved(folderId, true);
  const { settled } = begun();
  library.inspect(library.file(folderId, 'late.jpg'), 'late', albumId, queued);
  await settled();
  const files = library.db.prepare('SELECT count(*) FROM files').pluck();
  expect(files.get()).toBe(0);

  const other = library.folder('/q');
  library.file(other.folderId, 'late.jpg');
  library.tables.folders.setRemoved(other.folderId, true);
  expect(files.get()).toBe(1);
  await begun().settled();
  expect(files.get()).toBe(0);
});
