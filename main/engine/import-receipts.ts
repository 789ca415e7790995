// At every start: is the library as new as what was sent? Puts what is known from receipts into it, and notes when it is of another time.
import type { Tables } from './db/library.ts';
import { readReceipts } from './db/receipts-file.ts';
import { noticeText, readNotice } from './db/restored-notice.ts';
import type { Clock, Log } from './ports.ts';

/** About 400 lines: more than can be lost between a receipt and its row, and read in a moment. */
const newestBytes = 65_536;

export function importReceipts(tables: Tables, dataFolder: string, clock: Clock, log: Log): void {
  const { receipts, meta } = tables;
  let older: number | null = null;
  if (meta.text('restore_unfinished') !== '1') {
    // A file that somebody put back from elsewhere is whole, and older than what was sent.
    older = receipts.checkNewest(readReceipts(dataFolder, { bytes: newestBytes })).olderSinceMs;
    if (older === null) return;
    // Before it is begun: a crash between the two comes here again.
    const notice = { atMs: clock.now(), backupMs: older === 0 ? null : older, asidePath: null };
    meta.put('restored_notice', noticeText(notice));
  }
  const fromMs = older ?? meta.number('restored_from_ms') ?? 0;
  const { recognised } = receipts.beginComparison(fromMs, readReceipts(dataFolder));
  log.warn('library.restored', { fromMs, recognised, damaged: readNotice(meta)?.asidePath != null });
}
