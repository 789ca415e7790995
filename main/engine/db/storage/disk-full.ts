// Whether an error means that the disk is full: SQLite has more than one code for it.
import { statfsSync } from 'node:fs';

/** Less than this counts as full: the log's index file alone needs 32 kB. */
const leastSpaceBytes = 262_144;

export function isDiskFull(error: unknown, folder: string): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return true;
  // For a file that cannot grow SQLite reports an I/O error (SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE).
  if (typeof code !== 'string' || !(code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')))
    return false;
  return !hasSpace(folder);
}

/** false: not even the log's index would fit. true also where the system does not tell. */
export function hasSpace(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= leastSpaceBytes;
  } catch {
    return true;
  }
}
