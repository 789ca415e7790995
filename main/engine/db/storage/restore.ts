// Replaces a damaged or lost database by the newest intact backup, or by an empty one, and keeps the damaged file.
// See [Note: after a restore].
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { listBackups } from './backups.ts';
import { migrate } from './migrate.ts';
import { readReceipts } from './receipts-file.ts';
import { noticeText } from './restored-notice.ts';

export const libraryFile = 'library.db';
/** Written when SQLite reports damage while the program runs: the next start checks every page. */
const suspectFile = 'library.suspect';
const asideKept = 2;
const besides = ['', '-wal', '-shm'] as const;

export function markSuspect(dataFolder: string): void {
  closeSync(openSync(join(dataFolder, suspectFile), 'w'));
}

/**
 * Whether every page must be checked: the library was not closed properly, or damage is suspected. Call before opening
 * it.
 */
export function isSuspect(dataFolder: string): boolean {
  if (existsSync(join(dataFolder, suspectFile))) return true;
  return sizeOf(join(dataFolder, `${libraryFile}-wal`)) > 0;
}

/** Whether a library existed and is missing or empty now. SQLite would take that for a new database. */
export function isLost(dataFolder: string): boolean {
  if (sizeOf(join(dataFolder, libraryFile)) > 0) return false;
  return listBackups(dataFolder, 0).length > 0 || asides(dataFolder).length > 0 || hasReceipts(dataFolder);
}

/** Checks pages and indexes, without comparing each index with its table. */
export function isWhole(db: Database): boolean {
  const found = db.pragma('quick_check(1)', { simple: true });
  return found === 'ok';
}

/**
 * Puts the file aside and the newest intact backup into its place. Safe to repeat after a crash at any point: the new
 * file gets its name in one step, and is marked as restored before. Throws the disk's error (full, read-only).
 */
export function restore(dataFolder: string, nowMs: number): void {
  // Until it is finished: after a crash in between, the next start checks every page.
  markSuspect(dataFolder);
  const asidePath = putAside(dataFolder, nowMs);
  const part = join(dataFolder, `${libraryFile}.part`);
  for (const backup of listBackups(dataFolder, nowMs)) {
    if (prepare(part, backup.path, asidePath, nowMs)) return finish(dataFolder, part);
  }
  if (!prepare(part, null, asidePath, nowMs)) throw new Error('an empty library could not be made');
  finish(dataFolder, part);
}

function putAside(dataFolder: string, nowMs: number): string | null {
  const path = join(dataFolder, libraryFile);
  if (!existsSync(path)) return null;
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/gu, '-');
  const aside = join(dataFolder, `library.damaged-${stamp}.db`);
  // The log first: a new database must never meet the old one's log.
  for (const end of [...besides].reverse()) if (existsSync(path + end)) renameSync(path + end, aside + end);
  for (const old of asides(dataFolder).slice(asideKept))
    for (const end of besides) rmSync(join(dataFolder, old + end), { force: true });
  return aside;
}

/** Newest first. */
function asides(dataFolder: string): string[] {
  return readdirSync(dataFolder)
    .filter((name) => /^library\.damaged-.*\.db$/u.test(name))
    .sort()
    .reverse();
}

/**
 * Makes `part` ready to become the library, marked as restored. false: the backup is damaged, too, or of a newer
 * program.
 */
function prepare(part: string, backupPath: string | null, asidePath: string | null, nowMs: number): boolean {
  for (const end of besides) rmSync(part + end, { force: true });
  if (backupPath !== null) copyFileSync(backupPath, part);
  let db: Database | null = null;
  try {
    db = new Sqlite(part);
    db.pragma('journal_mode = DELETE');
    if (!isWhole(db) || migrate(db).kind === 'newer') return false;
    const madeMs = Number(db.prepare(`SELECT value FROM meta WHERE key = 'backed_up_ms'`).pluck().get() ?? 0);
    const sinceMs = madeMs <= nowMs ? madeMs : surelyBefore(db, nowMs);
    const mark = db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    db.transaction(() => {
      mark.run('restored_from_ms', String(sinceMs));
      mark.run('restored_at_ms', String(nowMs));
      mark.run('restore_unfinished', '1');
      mark.run(
        'restored_notice',
        noticeText({ atMs: nowMs, backupMs: backupPath === null ? null : madeMs, asidePath }),
      );
    })();
    return true;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')) return false;
    throw error;
  } finally {
    db?.close();
  }
}

/**
 * For a backup whose own time is in the future: the time of the last commit in it, by the service's clock. The backup
 * was made later, so more than needed is compared, never less.
 */
function surelyBefore(db: Database, nowMs: number): number {
  const last = db.prepare('SELECT max(commit_started_ms) FROM placements WHERE commit_started_ms <= ?').pluck();
  return Number(last.get(nowMs) ?? 0);
}

function finish(dataFolder: string, part: string): void {
  const handle = openSync(part, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, join(dataFolder, libraryFile));
  rmSync(join(dataFolder, suspectFile), { force: true });
}

/** After a check that found no damage. */
export function clearSuspect(dataFolder: string): void {
  rmSync(join(dataFolder, suspectFile), { force: true });
}

function hasReceipts(dataFolder: string): boolean {
  return readReceipts(dataFolder, { bytes: 10_000 }).next().done === false;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
