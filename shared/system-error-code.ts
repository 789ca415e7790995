// The system's or a library's own word for a failure: ENOSPC, SQLITE_FULL, UND_ERR_CLOSED. Never its text, which may hold anything.

/** '' when there is none. */
export function systemErrorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
