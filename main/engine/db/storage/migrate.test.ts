import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestLibrary } from '../../testing/open-test-library.ts';
import { migrate, migrations } from './migrate.ts';
import { openLibraryQueries } from '../sql-queries/library-queries.ts';
import { openLibrary, prepareConnection } from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ok-photo-sync-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as the program of that version left it. */
function databaseOf(version: number): Sqlite.Database {
  const db = new Sqlite(join(folder, 'library.db'));
  prepareConnection(db);
  migrate(db, migrations.slice(0, version));
  return db;
}

/** Indexes, tables and triggers, as they are now. */
function schemaOf(db: Sqlite.Database): unknown[] {
  return db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`).all();
}

/** How many rows each table of what is known holds. */
function rowsOf(db: Sqlite.Database): Record<string, number> {
  const known = ['photos', 'albums', 'folders', 'files', 'placements', 'journal', 'listed_photos'];
  const there = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  return Object.fromEntries(
    known
      .filter((name) => there.includes(name))
      .map((name) => [name, db.prepare(`SELECT count(*) FROM ${name}`).pluck().get() as number]),
  );
}

/**
 * What each migration does to rows: put some in as its predecessor would have, migrate, look. One entry a migration,
 * named after its file; `before` gets a database of version n-1, `after` one of version n.
 */
const steps: { name: string; before: (db: Sqlite.Database) => void; after: (db: Sqlite.Database) => void }[] = [
  {
    name: '0001-library',
    before: (db) => expect(schemaOf(db)).toEqual([]),
    after: (db) => expect(db.prepare('SELECT count(*) AS n FROM files').get()).toEqual({ n: 0 }),
  },
  {
    name: '0002-looks',
    before(db) {
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
          VALUES (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO listed_photos VALUES (1, '77', 4000, 3000, 6);`);
    },
    after(db) {
      // Nobody has looked yet: each is looked at when there is a reason to.
      expect(db.prepare('SELECT sha256, fingerprint, thorough_at_ms FROM photos').get()).toEqual({
        sha256: 'a'.repeat(64),
        fingerprint: null,
        thorough_at_ms: null,
      });
      expect(db.prepare('SELECT title, unclear FROM albums').get()).toEqual({ title: 'Dacha', unclear: 0 });
      expect(db.prepare('SELECT remote_id, width, fingerprint FROM listed_photos').get()).toEqual({
        remote_id: '77',
        width: 4000,
        fingerprint: null,
      });
    },
  },
  {
    name: '0003-ready-to-send',
    before(db) {
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
          VALUES (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5), (2, '${'b'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, sort_ms, day, photo_id, changed_at_ms)
          VALUES (1, 1, 'a', 'a', 1, 1, 1, 'placed', 'waiting', 1, 19700101, 1, 1), (2, 1, 'b', 'b', 1, 1, 2, 'seen', 'waiting', 1, 19700101, 2, 1);
        INSERT INTO placements (id, photo_id, album_id, folder_id, file_id, state, priority, changed_at_ms)
          VALUES (1, 1, 1, 1, 1, 'queued', 10, 5), (2, 2, 1, 1, 2, 'queued', 10, 5);`);
    },
    after(db) {
      const placed = (): unknown[] => db.prepare('SELECT source_placed FROM placements ORDER BY id').pluck().all();
      expect(placed()).toEqual([1, 0]);
      // And from now on by itself: read again, taken over, gone.
      db.exec(`UPDATE files SET state = 'settled' WHERE id = 1; UPDATE files SET state = 'placed' WHERE id = 2`);
      expect(placed()).toEqual([0, 1]);
      db.exec('UPDATE placements SET file_id = 2 WHERE id = 1; UPDATE placements SET file_id = NULL WHERE id = 2');
      expect(placed()).toEqual([1, 0]);
      db.exec('DELETE FROM files WHERE id = 2');
      expect(placed()).toEqual([0, 0]);
    },
  },
  {
    name: '0004-albums-beside',
    before: (db) =>
      db.exec(
        `INSERT INTO albums (id, kind, title, state, creating_since_ms, changed_at_ms) VALUES (1, 'album', 'Dacha', 'creating', 5, 5)`,
      ),
    // Asked for by a program that did not look first: that nothing was there before is not to be believed.
    after: (db) =>
      expect(db.prepare('SELECT state, creating_beside FROM albums').get()).toEqual({
        state: 'creating',
        creating_beside: null,
      }),
  },
  {
    name: '0005-decided-while-checked',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
          VALUES (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO placements (id, photo_id, album_id, folder_id, state, reason, priority, changed_at_ms)
          VALUES (1, 1, 1, 1, 'held', 'too_big', 10, 5);
        INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, reason, sort_ms, day, photo_id, placement_id, changed_at_ms)
          VALUES (1, 1, 'a', 'a', 1, 1, 1, 'seen', 'needs_you', 'too_big', 1, 19700101, 1, 1, 1);
        UPDATE placements SET file_id = 1;`),
    after(db) {
      db.exec(`UPDATE placements SET state = 'queued', reason = NULL`);
      expect(db.prepare('SELECT shown, reason FROM files').get()).toEqual({ shown: 'waiting', reason: null });
    },
  },
  {
    name: '0006-place-kept',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
          VALUES (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 1, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO placements (id, photo_id, album_id, folder_id, state, priority, chosen, changed_at_ms)
          VALUES (1, 1, 1, 1, 'queued', 10, 1, 5);`),
    // «Send it all the same» was never a word about the place.
    after: (db) => expect(db.prepare('SELECT place_kept FROM placements').get()).toEqual({ place_kept: 0 }),
  },
  {
    name: '0007-places-looked-for-anew',
    before: (db) => {
      db.exec(/* sql */ `
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);`);
      // [state, whether a place was found]: only what may still be sent, and was found without one, is inspected anew.
      const photos = [
        ['queued', 0],
        ['review', 0],
        ['reserved', 0],
        ['queued', 1],
        ['uploaded', 0],
        ['committing', 0],
      ] as const;
      for (const [index, [state, hasGps]] of photos.entries()) {
        const id = index + 1;
        db.exec(/* sql */ `
          INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
            VALUES (${id}, '${`${id}`.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, ${hasGps}, 'whole', 1, 5);
          INSERT INTO placements (id, photo_id, album_id, folder_id, state, priority, changed_at_ms) VALUES (${id}, ${id}, 1, 1, '${state}', 10, 5);
          INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, sort_ms, day, photo_id, placement_id, changed_at_ms)
            VALUES (${id}, 1, '${id}', '${id}', 1, 1, ${id}, 'placed', 'waiting', 1, 19700101, ${id}, ${id}, 1);
          UPDATE placements SET file_id = ${id} WHERE id = ${id};`);
      }
    },
    after(db) {
      const states = db.prepare('SELECT state FROM files ORDER BY id').pluck().all();
      expect(states).toEqual(['settled', 'settled', 'settled', 'placed', 'placed', 'placed']);
      expect(db.prepare('SELECT source_placed FROM placements ORDER BY id').pluck().all()).toEqual([0, 0, 0, 1, 1, 1]);
    },
  },
  {
    name: '0008-unopened',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);`),
    after(db) {
      expect(db.prepare('SELECT trouble FROM folders').get()).toEqual({ trouble: null });
      expect(db.prepare('SELECT count(*) AS n FROM unopened').get()).toEqual({ n: 0 });
    },
  },
  {
    name: '0009-photo-versions',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, sort_ms, day, changed_at_ms)
          VALUES (1, 1, 'a.jpg', 'a.jpg', 1, 1, 1, 'seen', 'checking', 1, 19700101, 1),
            (2, 1, 'a.cr2', 'a.cr2', 1, 1, 2, 'seen', 'checking', 1, 19700101, 1);`),
    after(db) {
      const due = (): unknown[] => {
        const keys = db.prepare('SELECT version_key FROM versions_due').pluck().all();
        db.exec('DELETE FROM versions_due');
        return keys;
      };
      // Numbered one by one: with the second they are two.
      db.exec(`UPDATE files SET version_key = 7, version = 'original' WHERE id = 1`);
      expect(due()).toEqual([]);
      db.exec(`UPDATE files SET version_key = 7, version = 'raw' WHERE id = 2`);
      expect(due()).toEqual([7]);
      db.exec(`UPDATE files SET shown = 'waiting'; UPDATE files SET shown = 'done'`);
      expect(due()).toEqual([]);
      db.exec(`UPDATE files SET shown = 'skipped' WHERE id = 1`);
      expect(due()).toEqual([7]);
      db.exec('DELETE FROM files WHERE id = 1');
      expect(due()).toEqual([7]);
    },
  },
  {
    name: '0010-stamps-of-bytes',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO folders (id, kind, path, title, target_kind, privacy, rules, health_since_ms, created_at_ms, last_scan_ms)
          VALUES (1, 'watched', '/p', 'p', 'per_subfolder', 'private', '{}', 5, 5, 6);
        INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, sort_ms, day, changed_at_ms)
          VALUES (1, 1, 'a', 'a', 1, 1, 1, 'seen', 'checking', 1, 19700101, 1);`),
    // Not known, and there from the start: neither is read again nor asked about because of the new columns.
    after: (db) =>
      expect(db.prepare('SELECT ctime_ns, birth_ns, first_seen_ms FROM files').get()).toEqual({
        ctime_ns: 0,
        birth_ns: 0,
        first_seen_ms: 0,
      }),
  },
  {
    name: '0011-album-titles',
    before: (db) =>
      db.exec(`INSERT INTO albums (id, kind, title, state, changed_at_ms) VALUES (1, 'album', 'Dacha', 'wanted', 5)`),
    // An album that was only wished for: its title was never compared with what is there.
    after: (db) =>
      expect(db.prepare('SELECT state, another, taken FROM albums').get()).toEqual({
        state: 'wanted',
        another: 0,
        taken: 0,
      }),
  },
  {
    name: '0012-order',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
          VALUES (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5), (2, '${'b'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, sort_ms, day, photo_id, changed_at_ms)
          VALUES (1, 1, 'a', 'a', 1, 1, 1, 'placed', 'waiting', 77, 19700101, 1, 1);
        INSERT INTO placements (id, photo_id, album_id, folder_id, file_id, state, priority, changed_at_ms)
          VALUES (1, 1, 1, 1, 1, 'queued', 10, 5), (2, 2, 1, 1, NULL, 'queued', 10, 5);`),
    after: (db) => expect(db.prepare('SELECT sort_ms FROM placements ORDER BY id').pluck().all()).toEqual([77, 0]),
  },
  {
    name: '0013-full-albums',
    before: (db) =>
      db.exec(
        `INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'gone', 5)`,
      ),
    after: (db) =>
      expect(db.prepare('SELECT is_full, continues FROM albums').get()).toEqual({ is_full: 0, continues: null }),
  },
  {
    name: '0014-album-privacy',
    before: (db) =>
      db.exec(
        `INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5)`,
      ),
    // An album that photos are in already is not asked about.
    after: (db) =>
      expect(db.prepare('SELECT state, privacy_check, seen_by FROM albums').get()).toEqual({
        state: 'ready',
        privacy_check: null,
        seen_by: null,
      }),
  },
  {
    name: '0015-albums-not-ours',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms)
          VALUES (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES
          (1, 'album', 'Begun', '9', 'ready', 5), (2, 'album', 'Untouched', '8', 'ready', 5), (3, 'album', 'New', NULL, 'wanted', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO placements (id, photo_id, album_id, folder_id, file_id, state, assigned_id, done_at_ms, priority, changed_at_ms)
          VALUES (1, 1, 1, 1, NULL, 'done', '77', 5, 10, 5);`),
    // What this library sent into already goes on; what it never touched is compared first.
    after: (db) =>
      expect(db.prepare('SELECT compare_since_ms FROM albums ORDER BY id').pluck().all()).toEqual([null, 0, null]),
  },
  {
    name: '0016-limit-evidence',
    before: (db) => db.exec(`INSERT INTO meta VALUES ('limits', '{}')`),
    after: (db) => expect(db.prepare('SELECT count(*) FROM limit_evidence').pluck().get()).toBe(0),
  },
  {
    name: '0017-filled-meanwhile',
    before: (db) =>
      db.exec(
        `INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5)`,
      ),
    after: (db) => expect(db.prepare('SELECT known_photos FROM albums').pluck().get()).toBe(null),
  },
  {
    name: '0018-captions',
    before: (db) =>
      db.exec(/* sql */ `
        INSERT INTO photos (id, sha256, size_bytes, format, width, height, orientation, has_gps, soundness, has_thumbnail, inspected_at_ms) VALUES
          (1, '${'a'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5),
          (2, '${'b'.repeat(64)}', 1000, 'jpeg', 4000, 3000, 1, 0, 'whole', 1, 5);
        INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5);
        INSERT INTO folders (id, kind, path, title, target_kind, album_id, rules, health_since_ms, created_at_ms)
          VALUES (1, 'watched', '/p', 'p', 'album', 1, '{}', 5, 5);
        INSERT INTO files (id, folder_id, path, search_key, size_bytes, mtime_ns, inode, state, shown, sort_ms, day, photo_id, changed_at_ms) VALUES
          (1, 1, 'a', 'a', 1, 1, 1, 'placed', 'waiting', 77, 19700101, 1, 1),
          (2, 1, 'b', 'b', 1, 1, 2, 'placed', 'done', 77, 19700101, 2, 1);
        INSERT INTO placements (id, photo_id, album_id, folder_id, file_id, state, assigned_id, done_at_ms, priority, changed_at_ms) VALUES
          (1, 1, 1, 1, 1, 'queued', NULL, NULL, 10, 5), (2, 2, 1, 1, 2, 'done', '77', 5, 10, 5);`),
    // What waits is read once more, for its caption; what is sent is left alone.
    after: (db) => {
      expect(db.prepare('SELECT state FROM files ORDER BY id').pluck().all()).toEqual(['settled', 'placed']);
      expect(db.prepare('SELECT caption, own_caption FROM photos').raw().all()).toEqual([
        [null, null],
        [null, null],
      ]);
    },
  },
  {
    name: '0019-groups',
    before: (db) =>
      db.exec(
        `INSERT INTO albums (id, kind, title, remote_id, state, changed_at_ms) VALUES (1, 'album', 'Dacha', '9', 'ready', 5)`,
      ),
    // An album of an older library is the person's own.
    after: (db) => expect(db.prepare('SELECT group_id, group_trouble FROM albums').raw().get()).toEqual([null, null]),
  },
];

test('every migration has a case in this test', () => {
  expect(steps.length).toBe(migrations.length);
});

for (const [index, step] of steps.entries()) {
  test(`${step.name} keeps the rows and leads to the same schema as a new library`, () => {
    const db = databaseOf(index);
    step.before(db);
    const rows = rowsOf(db);
    expect(migrate(db, migrations.slice(0, index + 1))).toEqual({ kind: 'ready', from: index, to: index + 1 });
    step.after(db);
    const after = rowsOf(db);
    migrate(db);
    expect(rowsOf(db)).toMatchObject(after);
    const fresh = openTestLibrary();
    expect(schemaOf(db)).toEqual(schemaOf(fresh.db));
    expect(db.pragma('foreign_key_check')).toEqual([]);
    fresh.close();
    db.close();

    // The same from that version in one go, as a person meets it who was away for long.
    rmSync(join(folder, 'library.db'));
    const old = databaseOf(index);
    step.before(old);
    old.close();
    const opened = openLibrary(folder);
    if (opened.kind !== 'open') throw new Error(opened.kind);
    expect(rowsOf(opened.db)).toMatchObject(rows);
    expect(opened.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(openLibraryQueries(opened.db, Date.now).counts.photos().all.all).toBe(rows['files'] ?? 0);
    opened.close();
  });
}

test('a migration that fails writes nothing, and the ones before it stay', () => {
  const db = databaseOf(0);
  const broken = [...migrations, 'CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);'];
  expect(() => migrate(db, broken)).toThrow(/nowhere/u);
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(schemaOf(db).some((row) => (row as { name: string }).name === 'half')).toBe(false);
  expect(migrate(db)).toMatchObject({ kind: 'ready' });
  db.close();
});

test('a library of a newer program is refused and not changed by a byte', () => {
  const db = databaseOf(migrations.length);
  db.pragma(`user_version = ${migrations.length + 1}`);
  db.close();
  const before = readFileSync(join(folder, 'library.db'));
  expect(openLibrary(folder)).toEqual({ kind: 'newer', version: migrations.length + 1 });
  expect(readFileSync(join(folder, 'library.db')).equals(before)).toBe(true);
  expect(existsSync(join(folder, 'library.db-wal'))).toBe(false);
  // The folder is not locked any more.
  expect(openLibrary(folder)).toEqual({ kind: 'newer', version: migrations.length + 1 });
});
