// Opens the library's database: lock, check, pragmas, migrations. The only module that opens the library for writing.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { isDiskFull } from './disk-full.ts';
import { planOnce } from './plan-once.ts';
import { migrate, migrations } from './migrate.ts';
import { noteHolder, notedHolder, type Holder } from './holder.ts';
import { lockDataFolder } from './lock.ts';
import { clearSuspect, isLost, isSuspect, isWhole, libraryFile, markSuspect, restore } from './restore.ts';

export { libraryFile };

export type Opened =
  | { kind: 'open'; db: Database; close(): void }
  /** `holder`: null where it left no note. */
  | { kind: 'in_use'; holder: Holder | null }
  | { kind: 'newer'; version: number }
  | { kind: 'unwritable'; code: string }
  | { kind: 'disk_full' }
  | { kind: 'damaged'; code: string };

/** How often a library that was always closed properly is checked page by page. */
const checkEveryMs = 7 * 86_400_000;

/**
 * [Note: which pragma gives what] WAL with synchronous=NORMAL: a crash of the program loses nothing that was written. A
 * power cut may lose the newest transactions, but never changes their order. What must be on the disk before its side
 * effect («about to commit», «about to create an album») is written by `durably`, whose sync also carries everything
 * before it.
 */
export function openLibrary(folder: string, nowMs = Date.now(), holder: Holder | null = null): Opened {
  let lock: ReturnType<typeof lockDataFolder>;
  try {
    // File names and thumbnails are the person's own.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = lockDataFolder(folder);
  } catch (error) {
    return troubleOf(error, folder);
  }
  if (lock.kind === 'taken') return { kind: 'in_use', holder: notedHolder(folder) };
  const unlock = lock.release;
  noteHolder(folder, holder);
  const release = (): void => {
    noteHolder(folder, null);
    unlock();
  };

  let opened: Attempt | Opened;
  try {
    if (isLost(folder)) restore(folder, nowMs);
    opened = attempt(folder, nowMs);
    if (opened.kind === 'damaged') {
      restore(folder, nowMs);
      opened = attempt(folder, nowMs);
    }
  } catch (error) {
    opened = troubleOf(error, folder);
  }
  if (opened.kind !== 'ready') {
    release();
    return opened;
  }
  const { db } = opened;
  return {
    kind: 'open',
    db,
    close() {
      try {
        db.pragma('optimize');
        // While another process reads, closing alone would leave the log behind, and the next start would check every
        // page.
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // `optimize` reads pages that are rarely read, so an error may mean damage: the next start checks all of them.
        markSuspect(folder);
      }
      db.close();
      release();
    },
  };
}

type Attempt = { kind: 'ready'; db: Database } | Exclude<Opened, { kind: 'open' | 'in_use' }>;

function attempt(folder: string, nowMs: number): Attempt {
  const suspect = isSuspect(folder);
  let db: Database | undefined;
  try {
    db = new Sqlite(join(folder, libraryFile), { timeout: 5000 });
    const version = db.pragma('user_version', { simple: true }) as number;
    if (suspect && !isWhole(db)) {
      db.close();
      return { kind: 'damaged', code: 'QUICK_CHECK' };
    }
    prepareConnection(db);
    const migrated = migrate(db);
    if (migrated.kind === 'newer') {
      db.close();
      return migrated;
    }
    if (!isCheckedLately(db, nowMs, suspect || version === 0)) {
      db.close();
      return { kind: 'damaged', code: 'QUICK_CHECK' };
    }
    if (suspect) clearSuspect(folder);
    return { kind: 'ready', db };
  } catch (error) {
    db?.close();
    return troubleOf(error, folder) as Attempt;
  }
}

/** Checks every page when the last check is long ago; false: damage was found. */
function isCheckedLately(db: Database, nowMs: number, isFresh: boolean): boolean {
  const checkedMs = Number(db.prepare(`SELECT value FROM meta WHERE key = 'checked_ms'`).pluck().get() ?? 0);
  if (!isFresh && nowMs >= checkedMs && nowMs - checkedMs < checkEveryMs) return true;
  if (!isFresh && !isWhole(db)) return false;
  db.prepare(`INSERT INTO meta VALUES ('checked_ms', ?) ON CONFLICT DO UPDATE SET value = excluded.value`).run(
    String(nowMs),
  );
  return true;
}

/** A read-only connection, also beside a running program. null: there is no library. */
export function openForReading(folder: string): Database | null {
  try {
    const db = new Sqlite(join(folder, libraryFile), { readonly: true, fileMustExist: true, timeout: 5000 });
    planOnce(db);
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

/**
 * Whether the library is of an older program, to be migrated by the next start. false also where that cannot be read.
 */
export function isOfOlderProgram(folder: string): boolean {
  let db: Database | null = null;
  try {
    db = new Sqlite(join(folder, libraryFile), { readonly: true, fileMustExist: true, timeout: 5000 });
    const version = db.pragma('user_version', { simple: true }) as number;
    return version > 0 && version < migrations.length;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

export function prepareConnection(db: Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -16000');
  // A log that grew in a burst is truncated at the next checkpoint.
  db.pragma('journal_size_limit = 8388608');
  planOnce(db);
}

/**
 * Runs one transaction that is on the disk when this returns. Throws inside another transaction, whose end would
 * decide. See [Note: which pragma gives what].
 */
export function durably<T>(db: Database, run: () => T): T {
  if (db.inTransaction) throw new Error('durably: inside a transaction nothing is on the disk before that ends');
  db.pragma('synchronous = FULL');
  try {
    return db.transaction(run).immediate();
  } finally {
    db.pragma('synchronous = NORMAL');
  }
}

function troubleOf(error: unknown, folder: string): Opened {
  if (isDiskFull(error, folder)) return { kind: 'disk_full' };
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') {
    // better-sqlite3 throws a TypeError for a missing folder; after mkdir above it is one that we may not enter.
    if (error instanceof TypeError) return { kind: 'unwritable', code: 'NO_FOLDER' };
    throw error;
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { kind: 'damaged', code };
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENAMETOOLONG)$/.test(code)) return { kind: 'unwritable', code };
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR'))
    return { kind: 'unwritable', code };
  throw error;
}
