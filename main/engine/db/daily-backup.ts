// When the daily backup of the library is made: some time after the start, then once a day; by a program that ends, at its end.
import type { Database } from 'better-sqlite3';
import { isBackupDue, makeBackup } from './backups.ts';
import { errorCode } from '../error-code.ts';
import type { Clock, Log } from '../ports.ts';

/** The first scan and the first photos go before it. */
const firstLookMs = 30_000;
const lookEveryMs = 3_600_000;

export interface BackupKeeper {
  start(): void;
  /** Gives up a backup that runs, or makes the one that is due where nothing stays running. The database must still be open. */
  close(): Promise<void>;
}

export function openBackupKeeper(rooms: {
  db: Database;
  dataFolder: string;
  clock: Clock;
  log: Log;
  live: boolean;
}): BackupKeeper {
  const { db, dataFolder, clock, log } = rooms;
  const stop = new AbortController();
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();

  async function make(signal: AbortSignal): Promise<void> {
    if (!isBackupDue(dataFolder, clock.now())) return;
    try {
      const { day } = await makeBackup(db, dataFolder, clock.now(), signal);
      log.info('backup.made', { day });
    } catch (error) {
      // A full disk, mostly. The former backups are still there; the next look tries again.
      if (!signal.aborted) log.warn('backup.failed', { code: errorCode(error) || 'UNKNOWN' });
    }
  }

  function look(): void {
    running = make(stop.signal).finally(() => {
      if (!stop.signal.aborted) cancel = clock.after(lookEveryMs, look);
    });
  }

  return {
    start() {
      if (rooms.live) cancel = clock.after(firstLookMs, look);
    },
    async close() {
      cancel?.();
      stop.abort();
      await running;
      if (!rooms.live) await make(new AbortController().signal);
    },
  };
}
