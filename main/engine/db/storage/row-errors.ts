// Tells errors of one row from errors of the whole library: only after the former the rest of a batch may go on.
import { systemErrorCode } from '../../../../shared/system-error-code.ts';

/** Resources of the computer, so independent of the row. */
const exhausted: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * A value that SQLite refuses, an error of the disk about one file, or an error of our own, which is a bug that met
 * this row.
 */
export function isRowError(error: unknown): boolean {
  const code = systemErrorCode(error);
  if (exhausted.has(code)) return false;
  return !code.startsWith('SQLITE_') || /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|RANGE)/u.test(code);
}
