// Reads what a person pastes in place of a sign-in: a token with its session secret, or the whole address of the page
// that the service sent the browser to. Pure.
import { answerOf, grantedIn, isSameText, notSignedIn, refusedIn, type SignInAnswer } from './answer.ts';

/** White space, quotes and invisible characters that a copy brings along. */
const around = /^[\s"'«»“”„‘’\u200b-\u200f\u2060\ufeff]+|[\s"'«»“”„‘’\u200b-\u200f\u2060\ufeff]+$/gu;
const clean = (text: string): string => text.replaceAll(around, '');

const isAddress = (text: string): boolean =>
  /^[a-z][a-z\d+.-]*:\/\//iu.test(text) || /(?:^|[#?&])access_token=/u.test(text);
/** Tokens of the service's neighbour: an OK token never begins so. */
const isOfVk = (token: string): boolean => /^vk\d?\./iu.test(token);

/** `state`: of the last attempt in the browser or the window; null: there was none. */
export function readPastedToken(given: { token: string; secret: string }, state: string | null): SignInAnswer {
  const token = clean(given.token);
  const secret = clean(given.secret);
  if (!isAddress(token)) return answerFrom({ access_token: token, session_secret_key: secret });
  const text = token.startsWith('access_token=') ? token : answerOf(token);
  const found = new URLSearchParams(text);
  const refused = refusedIn(found);
  if (refused !== null) return refused;
  if (!found.has('access_token')) return notSignedIn('no_fragment');
  const theirs = found.get('state');
  // An address from somebody else would send the photos to their account.
  if (theirs !== null && (state === null || !isSameText(theirs, state))) return notSignedIn('wrong_state');
  const fields = Object.fromEntries(found);
  return answerFrom({ ...fields, session_secret_key: fields['session_secret_key'] ?? secret });
}

function answerFrom(fields: Record<string, string>): SignInAnswer {
  if (isOfVk(fields['access_token'] ?? '')) return notSignedIn('other_service');
  if ((fields['session_secret_key'] ?? '') === '') return notSignedIn('no_secret');
  const granted = grantedIn(fields);
  return granted === null ? notSignedIn('bad_token') : { ok: true, granted };
}
