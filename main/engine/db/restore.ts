// A database that is damaged or lost: put aside, and replaced by the newest backup that is whole, or by an empty one. See [Note: after a restore].
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
/** Written when SQLite reports damage while the program runs: the next start looks at every page. */
const suspectFile = 'library.suspect';
const asideKept = 2;
const besides = ['', '-wal', '-shm'] as const;

export function markSuspect(dataFolder: string): void {
  closeSync(openSync(join(dataFolder, suspectFile), 'w'));
}

/** Whether it must be looked at before it is believed: not closed in order, or suspected. Asked before it is opened. */
export function isSuspect(dataFolder: string): boolean {
  if (existsSync(join(dataFolder, suspectFile))) return true;
  return sizeOf(join(dataFolder, `${libraryFile}-wal`)) > 0;
}

/** SQLite takes a missing or empty file for a new database. Where one has been, it is a lost one. */
export function isLost(dataFolder: string): boolean {
  if (sizeOf(join(dataFolder, libraryFile)) > 0) return false;
  return listBackups(dataFolder, 0).length > 0 || asides(dataFolder).length > 0 || hasReceipts(dataFolder);
}

/** Everything that can be wrong with pages and indexes, without comparing each index with its table. */
export function isWhole(db: Database): boolean {
  const found = db.pragma('quick_check(1)', { simple: true });
  return found === 'ok';
}

/**
 * Puts the file aside and the newest whole backup into its place. Safe to repeat after a crash at any point: the new file appears
 * under its name in one step, with the mark that it was restored. Throws what the disk says (full, read-only).
 */
export function restore(dataFolder: string, nowMs: number): void {
  // Until it is finished: what a crash leaves half put aside is looked at before it is believed.
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
  // The log first: a new file must never meet the old one's.
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

/** A file ready to become the library, marked as a restored one. false: this backup is damaged, too, or of a newer program. */
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
 * A backup whose time cannot be believed was made at some time after the last commit that it knows, which is of the service's clock. What
 * has been published since is compared; too much rather than too little.
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

/** After a look that found nothing. */
export function clearSuspect(dataFolder: string): void {
  rmSync(join(dataFolder, suspectFile), { force: true });
}

function hasReceipts(dataFolder: string): boolean {
  return readReceipts(dataFolder, { bytes: 10_000 }).next().done === false;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
