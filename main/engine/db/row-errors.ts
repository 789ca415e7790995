// Whether a failure is about the row that was written, or about the library as a whole. Only the first lets the rest of a batch go on.
import { systemErrorCode } from '../../../shared/system-error-code.ts';

/** What this computer lacks, whatever the row. */
const lacking: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** What SQLite refuses of a value; what the disk says of one file; and what is thrown by ourselves, which is a bug that met this row. */
export function isRowError(error: unknown): boolean {
  const code = systemErrorCode(error);
  if (lacking.has(code)) return false;
  return !code.startsWith('SQLITE_') || /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|RANGE)/u.test(code);
}
