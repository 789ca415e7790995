// Codes of expected errors between window, main, engine and terminal. Texts: shared/locales.
import { z } from 'zod';

export const errorCode = z.enum([
  // asking
  'bad_input',
  'unknown_call',
  'not_allowed',
  'engine_not_running',
  // folders and drops
  'no_such_folder',
  'not_a_folder',
  'folder_unreadable',
  'folder_already_added',
  'folder_inside_another',
  'folder_contains_another',
  'nothing_found',
  'no_such_item',
  'too_late',
  // account and network
  'no_account',
  'sign_in_needed',
  'permission_missing',
  'not_an_ok_server',
  'address_not_allowed',
  'offline',
  'service_refused',
  'caption_refused',
  'caption_unproven',
  'album_gone',
  'album_title_taken',
  'cannot_mend',
  'keychain_missing',
  // data
  'data_in_use',
  'data_held_by_window',
  'data_held_by_terminal',
  'data_newer',
  'data_damaged',
  'data_unwritable',
  'disk_full',
  // ours
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** A path may be longer; its beginning suffices in an error. */
const longestSubject = 4096;

export const wireError = z.strictObject({
  code: errorCode,
  /** Details for a person or the log: a path, a name, a field. Never a secret. */
  subject: z.string().max(longestSubject).nullable(),
});
export type WireError = z.infer<typeof wireError>;

export type Result<T> = { ok: true; value: T } | { ok: false; error: WireError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, subject: string | null = null): { ok: false; error: WireError } {
  return { ok: false, error: { code, subject: subject?.slice(0, longestSubject) ?? null } };
}
