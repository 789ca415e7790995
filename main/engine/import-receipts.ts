// At every start compares the library with the receipts file, imports what is missing, and notes when the library is
// older.
import type { Tables } from './db/tables.ts';
import { readReceipts, receiptsFolder } from './db/storage/receipts-file.ts';
import { noticeText, readNotice } from './db/storage/restored-notice.ts';
import { readSamePerson } from './db/storage/same-person.ts';
import type { Clock, Log } from './ports.ts';

/** About 400 lines: more than can be lost between a receipt and its row, and read at once. */
const newestBytes = 65_536;

export function importReceipts(tables: Tables, dataFolder: string, clock: Clock, log: Log): void {
  const { receipts, meta } = tables;
  takeNewestId(tables, dataFolder);
  let older: number | null = null;
  if (meta.text('restore_unfinished') !== '1') {
    // A database file that a person put back is intact, and older than what was sent.
    older = receipts.checkNewest(readReceipts(dataFolder, { bytes: newestBytes })).olderSinceMs;
    if (older === null) return;
    // The notice first: after a crash in between, the next start comes here again.
    const notice = { atMs: clock.now(), backupMs: older === 0 ? null : older, asidePath: null };
    meta.put('restored_notice', noticeText(notice));
  }
  const fromMs = older ?? meta.number('restored_from_ms') ?? 0;
  const { recognised } = receipts.beginComparison(fromMs, readReceipts(dataFolder));
  log.warn('library.restored', { fromMs, recognised, damaged: readNotice(meta)?.asidePath != null });
}

/** A backup from before the account had another id. */
function takeNewestId({ meta }: Tables, dataFolder: string): void {
  const userId = meta.text('account_user_id');
  const now = userId === null ? null : readSamePerson(receiptsFolder(dataFolder)).now(userId);
  if (now === null || now.userId === userId) return;
  meta.put('account_user_id', now.userId);
  meta.put('account_application', now.application);
}
