// The table of placements: when a failed step may be tried again.
import type { Database } from 'better-sqlite3';
import { atomic } from './storage/atomic.ts';
import type { JournalTable } from './journal.ts';

export function openPlacementRetries(
  db: Database,
  { journal, stateOf }: { journal: JournalTable; stateOf(id: number): { file_id: number | null } | undefined },
  now: () => number,
) {
  const later = db.prepare('UPDATE placements SET attempts = ?, retry_at_ms = ?, last_error = ? WHERE id = ?');
  const dropWaits = db.prepare(
    `UPDATE placements SET retry_at_ms = NULL WHERE retry_at_ms > ?
      AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const forget = db.prepare(
    `UPDATE placements SET retry_at_ms = NULL, attempts = 0
      WHERE state IN ('queued', 'reserved', 'uploaded', 'committing') AND retry_at_ms IS NOT NULL`,
  );

  return {
    /**
     * Keeps the state, no attempt before `atMs`. `attempts`: the new number; `error`: a word of ours, never foreign
     * text.
     */
    tryLater: atomic(db, (id: number, attempts: number, atMs: number, error: string): void => {
      const retryAtMs = Math.ceil(atMs);
      later.run(attempts, retryAtMs, error, id);
      journal.add(now(), stateOf(id)?.file_id ?? null, id, 'attempt_failed', { error, retryAtMs });
    }),
    /** Waits no longer; attempts start anew. */
    tryNow(id: number): void {
      later.run(0, null, null, id);
    },
    /** Drops waits that end later than this: they were written before the clock was set back. Attempts stay. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
    /** Nothing waits any longer, because the person said so or the network is back. Attempts start anew. */
    forgetWaits(): void {
      forget.run();
    },
  };
}
