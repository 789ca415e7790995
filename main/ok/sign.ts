// The signature of a call (docs/ok-api.md, section 1).
import { createHash } from 'node:crypto';

/** Not part of the signed text. */
const UNSIGNED = new Set(['sig', 'access_token']);

/** Lower-case hex of the MD5 of the UTF-8 bytes. */
function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** Names in byte order, `name=value` with nothing between; values raw, exactly as sent, empty ones included. */
export function signedText(params: Readonly<Record<string, string>>): string {
  return Object.keys(params)
    .filter((name) => !UNSIGNED.has(name))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((name) => `${name}=${params[name]}`)
    .join('');
}

/** The `sig` parameter. `secret`: the session's, or the result of `signingSecretOf`. */
export function sign(params: Readonly<Record<string, string>>, secret: string): string {
  return md5(signedText(params) + secret);
}

/** The signing secret of an application that knows its own secret key (server OAuth). */
export function signingSecretOf(from: { accessToken: string; applicationSecretKey: string }): string {
  return md5(from.accessToken + from.applicationSecretKey);
}
