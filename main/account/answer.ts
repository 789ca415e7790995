// Reads the service's answer from the return address: a token, or why there is none. Pure.
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SignInFailure } from '../../shared/sign-in.ts';

/** What the service granted. The first two are secrets. */
export interface Granted {
  accessToken: string;
  sessionSecretKey: string;
  /** Seconds from now; null when the service did not say. */
  expiresInSeconds: number | null;
  /** null when the service did not say. */
  rights: string[] | null;
}

export type SignInFailed = { ok: false; why: SignInFailure; subject: string };
export type SignInAnswer = { ok: true; granted: Granted } | SignInFailed;

export function notSignedIn(why: SignInFailure, subject = ''): SignInFailed {
  return { ok: false, why, subject };
}

const secret = z.string().regex(/^[\x21-\x7e]{8,4096}$/);
const answer = z.object({
  access_token: secret,
  session_secret_key: secret,
  expires_in: z.coerce.number().int().positive().max(10_000_000_000).nullable().catch(null),
  permissions_granted: z
    .string()
    .max(4_000)
    .transform((text) => text.split(/[;,\s]+/).filter((right) => /^\w{1,64}$/.test(right)))
    .nullable()
    .catch(null),
});

/** `text` follows `#` or `?`. An answer with a token must carry our `state`; an error may come without one. */
export function readSignInAnswer(text: string, state: string): SignInAnswer {
  const given = new URLSearchParams(text);
  const theirs = given.get('state');
  const error = given.get('error');
  if (theirs === null ? error === null : !isSameText(theirs, state)) return notSignedIn('wrong_state');
  const refused = refusedIn(given);
  if (refused !== null) return refused;
  const granted = grantedIn(Object.fromEntries(given));
  return granted === null ? notSignedIn('bad_answer') : { ok: true, granted };
}

/** null: the answer tells no error. */
export function refusedIn(given: URLSearchParams): SignInFailed | null {
  const error = given.get('error');
  if (error === null) return null;
  if (error === 'access_denied' || error === 'user_denied') return notSignedIn('refused');
  return notSignedIn('service_error', /^[\w.-]{1,60}$/.test(error) ? error : 'error');
}

/** null: there is no token, or an unreadable one. */
export function grantedIn(fields: Readonly<Record<string, string>>): Granted | null {
  const read = answer.safeParse({ expires_in: null, permissions_granted: null, ...fields });
  if (!read.success) return null;
  const { access_token, session_secret_key, expires_in, permissions_granted } = read.data;
  return {
    accessToken: access_token,
    sessionSecretKey: session_secret_key,
    expiresInSeconds: expires_in,
    rights: permissions_granted,
  };
}

/** The answer behind the address: its fragment, or else its query, in which errors may come. */
export function answerOf(address: string): string {
  const hash = address.indexOf('#');
  if (hash !== -1 && hash < address.length - 1) return address.slice(hash + 1);
  const query = address.indexOf('?');
  return query === -1 ? '' : address.slice(query + 1).replace(/#$/, '');
}

/** Takes the same time for every guess. */
export function isSameText(left: string, right: string): boolean {
  const sum = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(sum(left), sum(right));
}
