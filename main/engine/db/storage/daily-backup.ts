// Makes the daily backup: some time after the start, then once a day. A program that ends by itself makes it at its
// end.
import type { Database } from 'better-sqlite3';
import { isBackupDue, makeBackup } from './backups.ts';
import { systemErrorCode } from '../../../../shared/system-error-code.ts';
import type { Clock, Log } from '../../ports.ts';

/** Leaves the first moments to the first scan and the first photos. */
const firstCheckMs = 30_000;
const checkEveryMs = 3_600_000;

export interface DailyBackup {
  start(): void;
  /**
   * Aborts a running backup; in a program that ends by itself makes the one that is due. The database must still be
   * open.
   */
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
      // Mostly a full disk. The former backups are kept; the next check tries again.
      if (!signal.aborted) log.warn('backup.failed', { code: systemErrorCode(error) || 'UNKNOWN' });
    }
  }

  function check(): void {
    running = make(stop.signal).finally(() => {
      if (!stop.signal.aborted) cancel = clock.after(checkEveryMs, check);
    });
  }

  return {
    start() {
      if (context.live) cancel = clock.after(firstCheckMs, check);
    },
    async close() {
      cancel?.();
      stop.abort();
      await running;
      if (!context.live) await make(new AbortController().signal);
    },
  };
}
