// The size of the write-ahead log over a hundred thousand transitions, with a reader beside them.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fillLibrary } from '../../testing/fill-library.ts';
import { openTestLibrary, startMs, type TestLibrary } from '../../testing/open-test-library.ts';
import { openForReading } from './open.ts';

let library: TestLibrary | null = null;
afterEach(() => library?.close());

const photos = 25_000;
/** `fillLibrary` gives every thousandth photo a problem. */
const filled = photos + 26;
/** Placements that change in one transaction: as many as one answer of the service may change. */
const atOnce = 20;

test('over 100,000 transitions the write-ahead log stays small and no transition is lost', () => {
  library = openTestLibrary();
  const { db, tables, dataFolder } = library;
  const home = library.folder('/p');
  fillLibrary(db, { ...home, files: filled, waiting: 1, newestMs: startMs });
  const log = join(dataFolder, 'library.db-wal');
  const journal = (): number =>
    db
      .prepare(`SELECT count(*) FROM journal WHERE event IN ('reserved', 'uploaded', 'commit_started', 'committed')`)
      .pluck()
      .get() as number;
  const before = journal();
  const waiting = db.prepare(`SELECT id FROM placements WHERE state = 'queued'`).pluck().all() as number[];
  expect(waiting.length).toBe(photos);
  let largest = 0;
  for (let from = 0; from < waiting.length; from += atOnce) {
    const group = waiting.slice(from, from + atOnce);
    tables.together(() => {
      for (const id of group) library?.send(id, 'done');
    });
    largest = Math.max(largest, statSync(log).size);
    // A reader that comes and goes, as `status` does: it must not hold the log for ever.
    if (from % 1_000 === 0) {
      const reader = openForReading(dataFolder);
      reader?.prepare('SELECT count(*) FROM counts').get();
      reader?.close();
    }
  }
  expect(journal() - before).toBe(4 * photos);
  // A checkpoint begins at 1,000 pages of 4 kB, and the file is cut to 8 MB (`journal_size_limit`) after a longer
  // transaction.
  expect(largest).toBeLessThan(8_400_000);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  expect(existsSync(log)).toBe(false);
});
