// Opens the data folder for an engine: the library and its receipts; or tells why that failed.
import type { ErrorCode } from '../../shared/errors.ts';
import { tablesOf, type Tables } from './db/tables.ts';
import { openLibraryQueries, type LibraryQueries } from './db/sql-queries/library-queries.ts';
import { holderText, thisHolder, type Holder } from './db/storage/holder.ts';
import { openLibrary, type Opened } from './db/storage/open.ts';
import { openReceiptsFile } from './db/storage/receipts-file.ts';
import { importReceipts } from './import-receipts.ts';
import type { Clock, Log } from './ports.ts';

export interface EngineData {
  db: Extract<Opened, { kind: 'open' }>['db'];
  tables: Tables;
  queries: LibraryQueries;
  close(): void;
}

/** `subject`: the folder, or the version of a library that is newer than this program. */
export type OpenedData =
  { kind: 'open'; data: EngineData } | { kind: 'failed'; code: ErrorCode; subject: string | null };

export function openData(dataFolder: string, clock: Clock, log: Log): OpenedData {
  const opened = openLibrary(dataFolder, clock.now(), thisHolder(clock.now()));
  if (opened.kind === 'in_use') return inUse(dataFolder, opened.holder);
  if (opened.kind === 'newer') return { kind: 'failed', code: 'data_newer', subject: String(opened.version) };
  if (opened.kind === 'unwritable') return { kind: 'failed', code: 'data_unwritable', subject: dataFolder };
  if (opened.kind === 'disk_full') return { kind: 'failed', code: 'disk_full', subject: dataFolder };
  if (opened.kind === 'damaged') return { kind: 'failed', code: 'data_damaged', subject: dataFolder };

  const receipts = openReceiptsFile(dataFolder);
  const now = (): number => clock.now();
  const queries = openLibraryQueries(opened.db, now);
  const tables = tablesOf(opened.db, now, receipts, queries);
  // Every account has personal photos: a list of albums finds their row and has nothing to write.
  tables.albums.personal();
  importReceipts(tables, dataFolder, clock, log);
  const close = (): void => {
    opened.close();
    receipts.close();
  };
  return { kind: 'open', data: { db: opened.db, tables, queries, close } };
}

function inUse(dataFolder: string, holder: Holder | null): OpenedData {
  if (holder === null) return { kind: 'failed', code: 'data_in_use', subject: dataFolder };
  const code = holder.program === 'window' ? 'data_held_by_window' : 'data_held_by_terminal';
  return { kind: 'failed', code, subject: `${dataFolder} (${holderText(holder)})` };
}
