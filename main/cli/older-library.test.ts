// The terminal's questions to a library that an earlier program kept and no run has taken over yet.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, migrations } from '../engine/db/storage/migrate.ts';
import { libraryFile, openLibrary, prepareConnection } from '../engine/db/storage/open.ts';
import { openReader } from './commands/library-reader.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'older-library-'));
});
afterEach(() => rm(folder, { recursive: true }));

function ofVersion(version: number): void {
  const db = new Sqlite(join(folder, libraryFile));
  prepareConnection(db);
  migrate(db, migrations.slice(0, version));
  db.close();
}

test.each(migrations.map((_, index) => index + 1))(
  'a library of version %i is called older, unless it is of this program',
  (version) => {
    ofVersion(version);
    const asked = openReader(folder);
    expect(asked.kind).toBe(version === migrations.length ? 'open' : 'older');
    if (asked.kind === 'open') asked.reader.close();
    // Any run brings it up to date.
    const opened = openLibrary(folder);
    if (opened.kind === 'open') opened.close();
    const after = openReader(folder);
    expect(after.kind).toBe('open');
    if (after.kind === 'open') after.reader.close();
  },
);

test('what is no library at all is not called an older one', async () => {
  await writeFile(join(folder, libraryFile), 'not a database, and long enough to be looked at as one'.repeat(100));
  expect(openReader(folder).kind).toBe('unreadable');
});
