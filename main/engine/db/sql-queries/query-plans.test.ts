import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { fillLibrary } from '../../testing/fill-library.ts';
import { openTestLibrary, startMs } from '../../testing/open-test-library.ts';
import { tablesOf } from '../tables.ts';
import { openLibraryQueries } from '../sql-queries/library-queries.ts';

/** A database that records each statement it prepares. */
function recording(db: Database, asked: Set<string>): Database {
  const prepare = (sql: string): unknown => {
    asked.add(sql);
    return db.prepare(sql);
  };
  return { prepare, transaction: db.transaction.bind(db), pragma: db.pragma.bind(db) } as unknown as Database;
}

/** A full scan of a table with rows for every photo. */
const large = /\bSCAN (?:files|f|placements|p|photos|h|journal|j)\b/u;

/** Statements that may read or sort many rows. */
const allowed: readonly { says: RegExp; because: string }[] = [
  { says: /FROM \(SELECT \* FROM files INDEXED BY files_work/u, because: 'a scan of two parts that have a limit each' },
  { says: /SELECT f\.sort_ms, f\.id FROM files f .* OFFSET/u, because: 'a slice of an index' },
  { says: /SELECT f\.day/u, because: 'days, or a slice of a search' },
  { says: /FROM journal WHERE file_id = \?/u, because: 'the history of one file' },
  { says: /has_gps = 1/u, because: 'asked once, before a first start' },
  { says: /SET compared = 0 WHERE/u, because: 'once after a restore' },
  { says: /WHERE state IN \('reserved', 'uploaded'\)$/u, because: 'once after a restore' },
  {
    says: /FROM \(SELECT 1 FROM placements INDEXED BY placements_uploaded/u,
    because: 'a limited scan of what is uploaded',
  },
  { says: /INDEXED BY placements_copies/u, because: 'only copies that lie ready are in that index' },
  { says: /FROM receipts r JOIN photos/u, because: 'once after a restore' },
];

test('no statement of the pipeline and no list reads or sorts a whole table', async () => {
  const library = openTestLibrary();
  try {
    const home = library.folder('/photos');
    fillLibrary(library.db, { ...home, files: 2_000, waiting: 0.5, newestMs: startMs });
    const asked = new Set<string>();
    const db = recording(library.db, asked);
    tablesOf(db, () => startMs);
    const queries = openLibraryQueries(db, () => startMs);
    for (const shown of [null, 'done'] as const)
      for (const folderId of [null, home.folderId])
        for (const after of [null, { sortMs: startMs, fileId: 1 }]) {
          queries.photoList.page({ shown, folderId }, after, 10);
          queries.photoList.days({ shown, folderId });
          await queries.photoList.search({ shown, folderId, search: 'zz' }, after, 10);
          await queries.photoList.searchDays({ shown, folderId, search: 'zz' });
        }
    expect(asked.size).toBeGreaterThan(60);
    const slow: string[] = [];
    for (const sql of asked) {
      const line = sql.replace(/\s+/gu, ' ');
      if (!/^\s*(?:SELECT|UPDATE|DELETE)/u.test(sql) || allowed.some(({ says }) => says.test(line))) continue;
      const names = [...sql.matchAll(/@(\w+)/gu)].map(([, name]) => [name, 1]);
      const values = names.length > 0 ? [Object.fromEntries(names) as unknown] : (sql.match(/\?/gu) ?? []).map(() => 1);
      const plan = library.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
      const isPage = line.includes('(f.sort_ms, f.id) <') || line.includes('ORDER BY p.priority');
      if (plan.some(({ detail }) => large.test(detail) && !/USING (?:COVERING )?INDEX files_sorted/u.test(detail)))
        slow.push(sql);
      else if (isPage && plan.some(({ detail }) => detail.includes('TEMP B-TREE'))) slow.push(sql);
    }
    expect(slow).toEqual([]);
  } finally {
    library.close();
  }
});
