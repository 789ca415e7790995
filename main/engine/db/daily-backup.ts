// When the daily backup of the library is made: some time after the start, then once a day; by a program that ends, at its end.
import type { Database } from 'better-sqlite3';
import { isBackupDue, makeBackup } from './backups.ts';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock, Log } from '../ports.ts';

/** The first scan and the first photos go before it. */
const firstLookMs = 30_000;
const lookEveryMs = 3_600_000;

export interface DailyBackup {
  start(): void;
  /** Gives up a backup that runs, or makes the one that is due where nothing stays running. The database must still be open. */
  close(): Promise<void>;
}

export function openDailyBackup(context: {
  db: Database;
  dataFolder: string;
  clock: Clock;
  log: Log;
  live: boolean;
}): DailyBackup {
  const { db, dataFolder, clock, log } = context;
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
      if (!signal.aborted) log.warn('backup.failed', { code: systemErrorCode(error) || 'UNKNOWN' });
    }
  }

  function look(): void {
    running = make(stop.signal).finally(() => {
      if (!stop.signal.aborted) cancel = clock.after(lookEveryMs, look);
    });
  }

  return {
    start() {
      if (context.live) cancel = clock.after(firstLookMs, look);
    },
    async close() {
      cancel?.();
      stop.abort();
      await running;
      if (!context.live) await make(new AbortController().signal);
    },
  };
}
