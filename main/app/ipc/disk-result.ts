// Turns a failed write into the error code that the window shows.
import { ok, refuse } from '../../../shared/errors.ts';
import type { ErrorCode, Result } from '../../../shared/errors.ts';

/** Runs `write`, which may fail only because of the disk. `subject`: the file or folder that the error is about. */
export async function diskResult<T>(write: () => Promise<T>, subject = 'settings.json'): Promise<Result<T>> {
  try {
    return ok(await write());
  } catch (error) {
    return refuse(diskErrorCode(error), subject);
  }
}

function diskErrorCode(error: unknown): ErrorCode {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'data_unwritable';
}
