// Whether a failure means that the disk is full: SQLite says so in more than one way.
import { statfsSync } from 'node:fs';

/** Less than this is none: the log's own index file needs 32 kB. */
const noRoomBytes = 262_144;

export function isDiskFull(error: unknown, folder: string): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return true;
  // A file that cannot be made longer is an I/O error to SQLite (SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE).
  if (typeof code !== 'string' || !(code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')))
    return false;
  return !hasSpace(folder);
}

/** false: not even the log's index would fit. true where nobody can say. */
export function hasSpace(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= noRoomBytes;
  } catch {
    return true;
  }
}
