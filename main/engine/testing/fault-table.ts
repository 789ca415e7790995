// For faults.test.ts: what every fault of every method leads to, as one word each, and what a word means for the
// photos, the person and the calls. Data only.
import type { FaultOrder } from '../../emulator/faults/faults.ts';
import type { TextKey } from '../../../shared/locales/ru.ts';
import type { PlacementState } from '../../../shared/placement-state.ts';
import type { ProblemReason } from '../../../shared/reasons.ts';

/** A fault of one call, without the method and the number of times. */
export type Fault = Omit<FaultOrder, 'method' | 'times'>;

const codes = [
  1, 2, 7, 8, 9, 10, 11, 24, 26, 100, 101, 102, 103, 104, 120, 121, 300, 453, 500, 501, 502, 503, 504, 505, 512, 5000,
  9999, 4711,
];
/** By their names in docs/faults.md. */
export const faults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(codes.map((code) => [code === 4711 ? 'a code nobody knows' : `code ${code}`, { code }])),
  'HTTP 500': { httpStatus: 500 },
  'HTTP 502 with a page': { httpStatus: 502 },
  'HTTP 502 after the work': { httpStatus: 502, worked: true },
  'HTTP 429, Retry-After': { httpStatus: 429, retryAfterSeconds: 1 },
  'half an answer': { answer: 'truncated' },
  'the answer `null`': { answer: 'null' },
  'an empty answer': { answer: 'empty' },
  'an answer of wrong types': { answer: 'wrong-types' },
  'a page with HTTP 200': { answer: 'html' },
  'an answer of 100 MB': { answer: 'huge', answerBytes: 100_000_000 },
  'sent on to another server': { redirect: { status: 302, to: 'http://127.0.0.1:9/login?token=x' } },
  'sent on for ever': { redirect: { status: 308, to: 'http://other.example/uploadImage' } },
  'sent in a circle': { redirect: { status: 307, to: 'self' } },
  'sent on without an address': { redirect: { status: 301, to: 'javascript:void(0)' } },
  '100, 103, 102 unasked': { interim: [100, 103, 102, 100] },
  'a gzip answer': { packed: 'gzip' },
  'a deflate answer': { packed: 'deflate-raw' },
  'a brotli answer': { packed: 'br' },
  'a packed answer that says nothing of it': { packed: 'gzip-unsaid' },
  'a gzip answer of 64 MB': { packed: 'bomb' },
  'an answer in UTF-16': { dress: 'utf-16' },
  'JSON that is said to be a page': { dress: 'html-type' },
  'an answer with a trailer': { dress: 'trailers' },
  'HTTP/1.0 without a length': { dress: 'http-1.0' },
  'a call of a script (JSONP)': { dress: 'jsonp' },
  'reset before the request': { cut: 'before' },
  'reset within the request': { cut: 'within' },
  'reset within the answer': { cut: 'within-answer' },
  'reset after the work': { cut: 'after-stored' },
  'an answer that takes its time': { latencyMs: 150 },
  'a slow line': { bandwidthIn: 4_000, bandwidthOut: 4_000 },
};

export const methods = [
  'users.getCurrentUser',
  'photos.createAlbum',
  'photos.getAlbums',
  'photosV2.getUploadUrl',
  'upload',
  'photosV2.commit',
  'photos.getPhotos',
] as const;
export type Method = (typeof methods)[number];

/** What brings the engine to ask this method at all. */
export const before: Partial<Record<Method, FaultOrder>> = {
  'photos.getAlbums': { method: 'photos.createAlbum', cut: 'after-stored' },
  'photos.getPhotos': { method: 'photosV2.commit', cut: 'after-stored' },
};

/** What is seen while the fault lasts, as one word. */
export type FaultResult =
  | 'goes_on'
  | 'waits'
  | 'offline'
  | 'rests'
  | 'sign_in'
  | 'permission'
  | 'rejected'
  | 'redirected'
  | 'strange_upload'
  | ProblemReason;

const fileReasons: Readonly<Record<number, ProblemReason>> = {
  500: 'too_many_bytes',
  501: 'too_small',
  502: 'too_big',
  503: 'invalid_format',
  504: 'corrupted',
  505: 'no_image',
};

const isAboutAlbums = (method: Method): boolean => method === 'photos.getAlbums' || method === 'photos.createAlbum';

export function expected(method: Method, fault: Fault): FaultResult {
  const { code, httpStatus, answer, cut, worked, redirect, packed, dress } = fault;
  if (redirect !== undefined) return 'redirected';
  if (code === 7 || code === 8 || code === 9 || code === 11 || httpStatus === 429) return 'rests';
  if (code === 102 || code === 103 || code === 453) return 'sign_in';
  if (code === 10) return 'permission';
  if (code === 100 || code === 101 || code === 104) return method === 'upload' && code === 100 ? 'waits' : 'rejected';
  const isUnread = packed === 'bomb' || dress === 'jsonp';
  const answersWell =
    !isUnread && code === undefined && answer === undefined && cut === undefined && httpStatus === undefined;
  if (answersWell) return 'goes_on';
  if (method === 'users.getCurrentUser') return 'offline';
  const fileReason = fileReasons[code ?? 0];
  if (fileReason !== undefined) {
    if (isAboutAlbums(method)) return 'album_refused';
    return method === 'photos.getPhotos' ? 'waits' : fileReason;
  }
  if (code === 26 && (method === 'photosV2.getUploadUrl' || method === 'upload' || method === 'photosV2.commit'))
    return 'album_full';
  if (code === 24 || code === 26 || code === 120 || code === 300 || code === 512) {
    if (method === 'upload' && (code === 120 || code === 300)) return 'waits';
    if (isAboutAlbums(method)) return 'album_refused';
    return method === 'photos.getPhotos' ? 'commit_unclear' : 'album_gone';
  }
  if (answer === 'html') return method === 'upload' ? 'strange_upload' : 'offline';
  // The work is done behind the spoiled answer: looking finds it.
  const done =
    worked === true ||
    isUnread ||
    answer === 'truncated' ||
    answer === 'wrong-types' ||
    cut === 'within-answer' ||
    cut === 'after-stored';
  return done && (method === 'photosV2.commit' || method === 'photos.createAlbum') ? 'goes_on' : 'waits';
}

/** What a person sees of a sign-in while the call that asks for the user meets this fault each time. */
export type SignInEnd = 'signed_in' | 'wrong_key' | 'not_answering';

export function signInEnd(fault: Fault): SignInEnd {
  if (fault.code === 101 || fault.code === 104) return 'wrong_key';
  // The id can be had without the right that is missing; the engine then tells which one it is.
  if (fault.code === 10) return 'signed_in';
  return expected('users.getCurrentUser', fault) === 'goes_on' ? 'signed_in' : 'not_answering';
}

const onTheWay: readonly PlacementState[] = ['queued', 'reserved', 'uploaded', 'committing'];
/** How far a photo comes while every call of this method fails. */
const farthest: Readonly<Record<Method, PlacementState>> = {
  'users.getCurrentUser': 'queued',
  'photos.createAlbum': 'queued',
  'photos.getAlbums': 'queued',
  'photosV2.getUploadUrl': 'queued',
  upload: 'reserved',
  'photosV2.commit': 'committing',
  'photos.getPhotos': 'committing',
};

export interface Meaning {
  /** Where photos may stand, and where at least one of them does. */
  states: readonly PlacementState[];
  stands: readonly PlacementState[];
  /** Key of the status sentence. */
  reads: TextKey;
  /** Whether attempts of photos may be used up. */
  attempts: boolean;
  waitsFor: 'nothing' | 'the next attempt' | 'the connection' | 'the end of the rest' | 'the person';
  /** So many calls at most while it is watched (faults.test.ts), with waits a hundredth of a person's. */
  calls: number;
}

/** More than this is a storm; the waits of the quick policy allow about a third of it. */
const stormCalls = 40;

export function meaningOf(method: Method, result: FaultResult): Meaning {
  const until = onTheWay.slice(0, onTheWay.indexOf(farthest[method]) + 1);
  // «About to commit» is taken back where the service has surely done nothing.
  const stands: PlacementState[] =
    method === 'upload'
      ? ['reserved', 'queued']
      : method === 'photosV2.commit'
        ? ['uploaded', 'committing']
        : [farthest[method]];
  const on = { states: until, stands, attempts: false };
  switch (result) {
    case 'goes_on':
      return {
        states: ['done'],
        stands: ['done'],
        reads: 'status.ready',
        attempts: false,
        waitsFor: 'nothing',
        calls: stormCalls,
      };
    case 'waits':
      return {
        ...on,
        reads: 'status.waitingRetryUntil',
        attempts: true,
        waitsFor: 'the next attempt',
        calls: stormCalls,
      };
    case 'offline':
      return { ...on, reads: 'status.offline', waitsFor: 'the connection', calls: stormCalls };
    case 'redirected':
      return {
        ...on,
        reads: method === 'upload' ? 'status.redirectedBytes' : 'status.redirected',
        waitsFor: 'the next attempt',
        calls: stormCalls,
      };
    case 'strange_upload':
      return { ...on, reads: 'status.strangeUpload', waitsFor: 'the next attempt', calls: stormCalls };
    case 'rests':
      return { ...on, reads: 'status.resting', waitsFor: 'the end of the rest', calls: 8 };
    case 'sign_in':
      return { ...on, reads: 'status.signIn', waitsFor: 'the person', calls: 2 };
    case 'permission':
      return { ...on, reads: 'status.permission', waitsFor: 'the person', calls: 2 };
    case 'rejected':
      return { ...on, reads: 'status.rejected', waitsFor: 'the person', calls: 2 };
    case 'commit_unclear':
      return {
        states: ['unclear', 'done'],
        stands: ['unclear'],
        reads: 'status.needsYou',
        attempts: false,
        waitsFor: 'the person',
        calls: 2,
      };
    default:
      return {
        states: ['held'],
        stands: ['held'],
        reads: 'status.needsYou',
        attempts: false,
        waitsFor: 'the person',
        calls: 2,
      };
  }
}
