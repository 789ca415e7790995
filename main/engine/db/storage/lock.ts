// One program per data folder, and one at a time for whatever else has a lock file. The lock is SQLite's lock on a
// small file: the system frees it however the process ends.
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

export type Lock = { kind: 'held'; release(): void } | { kind: 'taken' };

/** Windows may free the locks of a process a moment after its end: a restart must not fail because of that. */
const patienceMs = 1_000;

/** Blocks up to `patienceMs` while another program holds the folder. Throws for a folder that cannot be written. */
export const lockDataFolder = (folder: string): Lock => lockFile(join(folder, 'in-use.lock'), patienceMs);

/** Blocks up to `waitMs`. Throws for a file that cannot be written. */
export function lockFile(path: string, waitMs: number): Lock {
  const db = new Sqlite(path, { timeout: waitMs });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    return { kind: 'held', release: () => db.close() };
  } catch (error) {
    db.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return { kind: 'taken' };
    throw error;
  }
}

/** Whether a program holds the folder now. Takes no lock and writes nothing. */
export function isDataFolderInUse(folder: string): boolean {
  let db: Sqlite.Database | null = null;
  try {
    db = new Sqlite(join(folder, 'in-use.lock'), { timeout: 0, readonly: true, fileMustExist: true });
    // Reading needs a shared lock, which an exclusive one does not allow.
    db.pragma('schema_version');
    return false;
  } catch (error) {
    return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
  } finally {
    db?.close();
  }
}
