// The code of a system or library error (ENOSPC, SQLITE_FULL, UND_ERR_CLOSED), never its message, which may hold
// anything.

/** '' when there is none. */
export function systemErrorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
