// Backups of the database, one a day, five kept, made page by page while other work runs. Restoring: restore.ts.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';

export const backupsKept = 5;
/** 400 kB, which takes about a millisecond. */
const pagesAtOnce = 100;
const dayMs = 86_400_000;

export const backupsFolder = (dataFolder: string): string => join(dataFolder, 'backups');

export interface Backup {
  path: string;
  /** YYYY-MM-DD, local. */
  day: string;
}

/**
 * Newest first, without unfinished ones. A backup whose day lies after `nowMs` was made while the clock was wrong, so
 * its true day is unknown: it comes last.
 */
export function listBackups(dataFolder: string, nowMs: number): Backup[] {
  // A day more, because a person who travels west meets the former day again.
  const tomorrow = localDay(nowMs + dayMs);
  let names: string[];
  try {
    names = readdirSync(backupsFolder(dataFolder));
  } catch {
    return []; // none was ever made
  }
  return names
    .flatMap((name) => {
      const day = /^library-(\d{4}-\d{2}-\d{2})\.db$/u.exec(name)?.[1];
      return day === undefined ? [] : [{ day, path: join(backupsFolder(dataFolder), name) }];
    })
    .sort((a, b) => Number(a.day > tomorrow) - Number(b.day > tomorrow) || (a.day < b.day ? 1 : -1));
}

export function isBackupDue(dataFolder: string, nowMs: number): boolean {
  return !listBackups(dataFolder, nowMs).some(({ day }) => day === localDay(nowMs));
}

/**
 * Rejects with the error of SQLite or the disk, or when `signal` is aborted; then there is no backup of today. What
 * this connection writes meanwhile is in the backup, too.
 */
export async function makeBackup(
  db: Database,
  dataFolder: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<Backup> {
  const folder = backupsFolder(dataFolder);
  mkdirSync(folder, { recursive: true });
  const day = localDay(nowMs);
  const path = join(folder, `library-${day}.db`);
  const part = `${path}.part`;
  for (const name of readdirSync(folder)) if (name.includes('.part')) rmSync(join(folder, name), { force: true });
  // The backup tells its own time.
  db.prepare(`INSERT INTO meta VALUES ('backed_up_ms', ?) ON CONFLICT DO UPDATE SET value = excluded.value`).run(
    String(nowMs),
  );
  let synced: 'no' | 'running' | 'yes' = 'no';
  try {
    await db.backup(part, {
      progress({ remainingPages }) {
        signal.throwIfAborted();
        if (remainingPages > pagesAtOnce || synced === 'yes') return pagesAtOnce;
        // The last step waits for the disk. Syncing the rest first, outside the event loop, leaves little to wait for.
        if (synced === 'no') {
          synced = 'running';
          void sync(part).finally(() => (synced = 'yes'));
        }
        return 0;
      },
    });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  for (const old of listBackups(dataFolder, nowMs).slice(backupsKept)) rmSync(old.path, { force: true });
  return { path, day };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(() => null);
  await file?.sync().catch(() => undefined);
  await file?.close();
}

function localDay(ms: number): string {
  const date = new Date(ms);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
