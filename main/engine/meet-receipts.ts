// At every start: is the library as new as what was sent? Puts what is known from receipts into it, and says when it had to be restored.
import type { Tables } from './db/library.ts';
import { readReceipts } from './db/receipts-file.ts';
import type { Restored } from './db/restore.ts';
import type { Log } from './ports.ts';

/** Something a person should know about their library, once. */
export interface EngineNotice {
  kind: 'data_restored';
  /** Of what time the library is now, milliseconds since 1970; null: it began empty. */
  backupMs: number | null;
  /** Where the damaged file was put; null: there was none. */
  asidePath: string | null;
}

/** About 400 lines: more than can be lost between a receipt and its row, and read in a moment. */
const newestBytes = 65_536;

export function meetReceipts(
  tables: Tables,
  dataFolder: string,
  restored: Restored | null,
  log: Log,
): EngineNotice | null {
  const { comparing, meta } = tables;
  let older: number | null = null;
  if (meta.text('restore_unfinished') !== '1') {
    // A file that somebody put back from elsewhere is whole, and older than what was sent.
    older = comparing.meet(readReceipts(dataFolder, { bytes: newestBytes })).olderSinceMs;
    if (older === null) return null;
  }
  const fromMs = older ?? meta.number('restored_from_ms') ?? 0;
  const { recognised } = comparing.begin(fromMs, readReceipts(dataFolder));
  log.warn('library.restored', { fromMs, recognised, damaged: restored?.asidePath != null });
  return { kind: 'data_restored', backupMs: fromMs === 0 ? null : fromMs, asidePath: restored?.asidePath ?? null };
}
