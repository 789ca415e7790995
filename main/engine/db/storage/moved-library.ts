// A library that moves to another computer: a copy of it without secrets, and that copy made ready for its new place.
import { rmSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { searchKey } from '../sql-queries/search-key.ts';
import { migrate } from './migrate.ts';
import { openForReading } from './open.ts';
import { isWhole } from './restore.ts';

/**
 * Copies the library, page by page, also beside a program that works on it. Upload addresses and tokens stay behind:
 * another computer has another key, and what was half sent begins anew there. null: there is no library.
 */
export async function copyForMoving(dataFolder: string, toPath: string): Promise<{ userId: string | null } | null> {
  const source = openForReading(dataFolder);
  if (source === null) return null;
  try {
    rmSync(toPath, { force: true });
    await source.backup(toPath);
  } finally {
    source.close();
  }
  const copy = new Sqlite(toPath);
  try {
    copy.pragma('journal_mode = DELETE');
    copy.pragma('secure_delete = ON');
    copy.exec(`UPDATE reservations SET upload_url_sealed = '';
      UPDATE placements SET token_sealed = '' WHERE token_sealed IS NOT NULL;
      VACUUM;`);
    return { userId: textOf(copy, 'account_user_id') };
  } finally {
    copy.close();
  }
}

export type Prepared =
  | { kind: 'ready'; folders: { from: string; to: string }[] }
  | { kind: 'damaged' }
  | { kind: 'newer' }
  /** Two folders would lie at one path. */
  | { kind: 'conflict'; path: string };

/**
 * Gives folders and dropped photos their new paths, and marks the library as one that is older than what was sent: the
 * old computer may have sent more since. [Note: after a restore]
 */
export function prepareMoved(path: string, exportedAtMs: number, moved: (path: string) => string): Prepared {
  let db: Database | null = null;
  try {
    db = new Sqlite(path, { fileMustExist: true });
    db.pragma('journal_mode = DELETE');
    if (!isWhole(db)) return { kind: 'damaged' };
    if (migrate(db).kind === 'newer') return { kind: 'newer' };
    return db.transaction(rewrite).immediate(db, exportedAtMs, moved);
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT_UNIQUE'))
      return { kind: 'conflict', path: '' };
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB|ERROR)/u.test(error.code))
      return { kind: 'damaged' };
    throw error;
  } finally {
    db?.close();
  }
}

function rewrite(db: Database, exportedAtMs: number, moved: (path: string) => string): Prepared {
  const folders: { from: string; to: string }[] = [];
  const rows = db.prepare<[], { id: number; path: string; removed_at_ms: number | null }>(
    'SELECT id, path, removed_at_ms FROM folders WHERE path IS NOT NULL',
  );
  const all = rows.all().map((row) => ({ ...row, to: moved(row.path) }));
  const twice = all.find((row) => all.some((other) => other.id !== row.id && other.to === row.to));
  if (twice !== undefined) return { kind: 'conflict', path: twice.to };
  // Free first: one folder may go where another one was.
  db.prepare(`UPDATE folders SET path = '/moving/' || id WHERE path IS NOT NULL`).run();
  const setFolder = db.prepare('UPDATE folders SET path = ?, root_dev = NULL, root_inode = NULL WHERE id = ?');
  for (const { id, path, to, removed_at_ms } of all) {
    setFolder.run(to, id);
    if (removed_at_ms === null) folders.push({ from: path, to });
  }
  const dropped = db.prepare<[], { id: number; path: string }>(
    `SELECT f.id, f.path FROM files f JOIN folders d ON d.id = f.folder_id WHERE d.kind = 'dropped'`,
  );
  const setFile = db.prepare('UPDATE files SET path = ?, search_key = ? WHERE id = ?');
  for (const { id, path } of dropped.all()) {
    const to = moved(path);
    if (to !== path) setFile.run(to, searchKey(to), id);
  }
  const put = db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
  put.run('restored_from_ms', String(exportedAtMs));
  put.run('restore_unfinished', '1');
  return { kind: 'ready', folders };
}

function textOf(db: Database, key: string): string | null {
  return (db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined) ?? null;
}
