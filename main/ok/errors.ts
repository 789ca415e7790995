// What the service's error codes mean, as one table, and what an HTTP answer without a code means. No text from outside
// gets through.
import type { Trouble } from './answer.ts';

/** `unclear`: the work may be done although the answer is an error. */
interface Meaning {
  trouble: Trouble;
  unclear?: true;
}

/** The meaning of one answer; `unclear` as above. */
export interface Classified {
  trouble: Trouble;
  unclear: boolean;
}

/** What answered: an upload address knows neither calls nor albums, so some codes mean something else there. */
export type Endpoint = 'api' | 'upload';

const service = (code: number): Meaning => ({ trouble: { who: 'service', kind: 'service', code }, unclear: true });
const throttled = (code: number): Meaning => ({ trouble: { who: 'service-throttled', kind: 'throttled', code } });
const blocked = (code: number): Meaning => ({ trouble: { who: 'service-throttled', kind: 'blocked', code } });
const signIn = (code: number): Meaning => ({ trouble: { who: 'user', kind: 'sign-in', code } });
const permission = (code: number): Meaning => ({ trouble: { who: 'user', kind: 'permission', code } });
const file = (code: number, refusal: (Trouble & { who: 'file' })['refusal']): Meaning => ({
  trouble: { who: 'file', refusal, code },
});
const album = (code: number): Meaning => ({ trouble: { who: 'album', code } });
const id = (code: number): Meaning => ({ trouble: { who: 'id', code } });
const bug = (code: number): Meaning => ({ trouble: { who: 'bug', code } });

/** docs/ok-api.md, section 7. Names are the service's own; null where the documents have none. */
const CODES: readonly [code: number, name: string | null, meaning: Meaning][] = [
  [1, 'UNKNOWN', service(1)],
  [2, 'SERVICE', service(2)],
  [9999, 'SYSTEM', service(9999)],
  // Seen for trouble that passes.
  [5000, null, service(5000)],
  [7, 'ACTION_BLOCKED', blocked(7)],
  [8, 'FLOOD_BLOCKED', throttled(8)],
  [9, 'IP_BLOCKED', blocked(9)],
  [11, 'LIMIT_REACHED', throttled(11)],
  [511, 'IDS_BLOCKED', blocked(511)],
  [102, 'PARAM_SESSION_EXPIRED', signIn(102)],
  [103, 'PARAM_SESSION_KEY', signIn(103)],
  [453, 'SESSION_REQUIRED', signIn(453)],
  [514, 'IDS_SESSION_VERIFICATION_REQUIRED', signIn(514)],
  [10, 'PERMISSION_DENIED', permission(10)],
  [200, 'PARAM_PERMISSION', permission(200)],
  [22, 'NOT_ACTIVATED', permission(22)],
  [500, 'PHOTO_SIZE_LIMIT_EXCEEDED', file(500, 'too_many_bytes')],
  [501, 'PHOTO_SIZE_TOO_SMALL', file(501, 'too_small')],
  [502, 'PHOTO_SIZE_TOO_BIG', file(502, 'too_big')],
  [503, 'PHOTO_INVALID_FORMAT', file(503, 'invalid_format')],
  [504, 'PHOTO_IMAGE_CORRUPTED', file(504, 'corrupted')],
  [505, 'PHOTO_NO_IMAGE', file(505, 'no_image')],
  [324, 'EDIT_PHOTO_FILE', file(324, 'refused_by_service')],
  [454, 'CENSOR_MATCH', file(454, 'refused_by_service')],
  [120, 'PARAM_ALBUM_ID', album(120)],
  [300, 'NOT_FOUND', album(300)],
  [512, 'PHOTO_ALBUM_NOT_BELONGS_TO_USER', album(512)],
  [513, 'PHOTO_ALBUM_NOT_BELONGS_TO_GROUP', album(513)],
  [160, 'PARAM_GROUP_ID', album(160)],
  [456, 'GROUP_RESTRICTION', album(456)],
  [24, 'NOT_OWNER', album(24)],
  [26, 'TOTAL_LIMIT_REACHED', album(26)],
  [121, 'PARAM_PHOTO_ID', id(121)],
  [3, 'METHOD', bug(3)],
  [4, 'REQUEST', bug(4)],
  [21, 'NOT_MULTIPART', bug(21)],
  [100, 'PARAM', bug(100)],
  [101, 'PARAM_API_KEY', bug(101)],
  [104, 'PARAM_SIGNATURE', bug(104)],
  [210, 'PARAM_APPLICATION_DISABLED', bug(210)],
];

const byCode = new Map(CODES.map(([code, , meaning]) => [code, meaning]));
const byName = new Map(CODES.flatMap(([, name, meaning]) => (name === null ? [] : [[name, meaning] as const])));

/** At an upload address these can only be about the reservation in the address: reserve again. */
const RESERVATION_GONE = new Set([100, 120, 121, 300]);

/** Trouble of an API code. An unknown one is the service's: wait and repeat. */
export function troubleOfCode(code: number, endpoint: Endpoint = 'api', errorData?: unknown): Classified {
  if (endpoint === 'upload' && RESERVATION_GONE.has(code)) return { trouble: { who: 'id', code }, unclear: false };
  const meaning = byCode.get(code) ?? service(code);
  const right = meaning.trouble.who === 'user' && meaning.trouble.kind === 'permission' ? rightIn(errorData) : null;
  const trouble = right === null ? meaning.trouble : { ...(meaning.trouble as Trouble & { who: 'user' }), right };
  return { trouble, unclear: meaning.unclear === true };
}

/** The words of a commit status are not documented; these would be about the reservation (a guess). */
const RESERVATION_WORD = /PHOTO_ID|NOT_FOUND|NOT_UPLOADED|EXPIRED|TOKEN/u;

/**
 * Trouble of one photo by the word in its commit status. An unknown word is a refusal for an unknown reason.
 * null: the word may mean that the photo is there already.
 */
export function troubleOfStatusWord(word: string): Trouble | null {
  if (word.includes('ALREADY')) return null;
  if (RESERVATION_WORD.test(word)) return { who: 'id' };
  return byName.get(word)?.trouble ?? { who: 'file', refusal: 'refused_by_service' };
}

/** error_data is foreign text: only what looks like the name of a right gets through. */
function rightIn(errorData: unknown): string | null {
  return typeof errorData === 'string' && /^[A-Z][A-Z_]{2,60}$/u.test(errorData) ? errorData : null;
}

/** Statuses a front server gives without passing the request on. */
const NOT_PASSED_ON = new Set([404, 405, 407, 413, 414, 429, 431, 511]);
const NO_SUCH_CALL = new Set([404, 405, 410, 501]);

/** Trouble of an HTTP answer that carries no API code and is not a success. */
export function troubleOfStatus(
  status: number,
  endpoint: Endpoint,
  isHtml: boolean,
  retryAfterMs: number | null,
): Classified {
  const wait = retryAfterMs === null ? {} : { retryAfterMs };
  const unclear = !NOT_PASSED_ON.has(status);
  const byService = (kind: (Trouble & { who: 'service' })['kind']): Classified => ({
    trouble: { who: 'service', kind, code: status, ...wait },
    unclear,
  });
  if (status === 429) return { trouble: { who: 'service-throttled', kind: 'throttled', code: 429, ...wait }, unclear };
  if (status === 413 && endpoint === 'upload') return { trouble: { who: 'file', refusal: 'too_many_bytes' }, unclear };
  if (endpoint === 'upload' && (status === 403 || status === 404 || status === 410))
    return { trouble: { who: 'id' }, unclear };
  if (NO_SUCH_CALL.has(status)) return { trouble: { who: 'not-ok-server' }, unclear };
  // A status below 400 that is no redirect (redirect.ts), or a page asking to log in: the service gives neither.
  if (status < 400 || status === 407 || status === 511) return byService('not_ok');
  if (status >= 500 || status === 408) return byService('http');
  return byService(isHtml ? 'not_ok' : 'http');
}
