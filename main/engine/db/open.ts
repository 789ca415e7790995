// Opens the library's database: lock, pragmas, migrations. The only room that creates a connection; it decides nothing about photos.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { lockDataFolder } from './lock.ts';

export const libraryFile = 'library.db';

export type Opened =
  | { kind: 'open'; db: Database; close(): void }
  | { kind: 'in_use' }
  | { kind: 'newer'; version: number }
  | { kind: 'unwritable'; code: string }
  | { kind: 'disk_full' }
  | { kind: 'damaged'; code: string };

/**
 * [Note: which pragma gives what] WAL with synchronous=NORMAL: a crash of the program loses nothing that was written;
 * a power cut may lose the newest transactions, never the order. What must be on the disk before its side effect
 * («about to commit», «about to create an album») is written through `durably`, whose sync also carries all before it.
 */
export function openLibrary(folder: string): Opened {
  let lock: ReturnType<typeof lockDataFolder>;
  try {
    mkdirSync(folder, { recursive: true });
    lock = lockDataFolder(folder);
  } catch (error) {
    return troubleOf(error);
  }
  if (lock.kind === 'taken') return { kind: 'in_use' };

  let db: Database | undefined;
  try {
    db = new Sqlite(join(folder, libraryFile), { timeout: 5000 });
    const opened = db;
    prepareConnection(opened);
    const migrated = migrate(opened);
    if (migrated.kind === 'newer') {
      opened.close();
      lock.release();
      return migrated;
    }
    const { release } = lock;
    return {
      kind: 'open',
      db: opened,
      close() {
        opened.pragma('optimize');
        opened.close();
        release();
      },
    };
  } catch (error) {
    db?.close();
    lock.release();
    return troubleOf(error);
  }
}

/** A second connection that only reads: for `status` and `why` beside a running program. null when there is no library. */
export function openForReading(folder: string): Database | null {
  try {
    const db = new Sqlite(join(folder, libraryFile), { readonly: true, fileMustExist: true, timeout: 5000 });
    if ((db.pragma('user_version', { simple: true }) as number) < 1) {
      db.close();
      return null;
    }
    return db;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CANTOPEN')) return null;
    if (error instanceof TypeError) return null; // the folder does not exist
    throw error;
  }
}

export function prepareConnection(db: Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -16000');
}

/** Runs one transaction that is on the disk when this returns. See [Note: which pragma gives what]. */
export function durably<T>(db: Database, run: () => T): T {
  db.pragma('synchronous = FULL');
  try {
    return db.transaction(run).immediate();
  } finally {
    db.pragma('synchronous = NORMAL');
  }
}

function troubleOf(error: unknown): Opened {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') {
    // better-sqlite3 throws a TypeError when the folder is not there; mkdir above makes that a folder we may not enter.
    if (error instanceof TypeError) return { kind: 'unwritable', code: 'NO_FOLDER' };
    throw error;
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return { kind: 'disk_full' };
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { kind: 'damaged', code };
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENAMETOOLONG)$/.test(code)) return { kind: 'unwritable', code };
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR'))
    return { kind: 'unwritable', code };
  throw error;
}
