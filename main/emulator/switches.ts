// Every behaviour of the real service that is a guess or unknown, as a switch with a default. The control API can set
// each at any time.
import { z } from 'zod';
import { DEFAULT_LIMITS } from './image-check/limits.ts';
import { FORMATS } from './image-check/picture.ts';

const count = z.number().int().positive();
const ms = z.number().int().nonnegative();

const limits = z.strictObject({
  maxBytes: count,
  minSide: z.number().int().nonnegative(),
  maxSide: count,
  maxPixels: count.nullable(),
  formats: z.array(z.enum(FORMATS)),
});

/** A group of the service, and what the user is in it. */
const group = z.strictObject({
  gid: z.string().min(1),
  name: z.string(),
  /** Only the first two may publish there. `NONE`: no member. */
  status: z.enum(['ADMIN', 'MODERATOR', 'ACTIVE', 'BLOCKED', 'NONE']),
  /** Who sees what is in it: everyone, or only its members (`CLOSED`, `SECRET`). */
  access: z.enum(['OPEN', 'CLOSED', 'SECRET']),
});

export type EmulatedGroup = z.infer<typeof group>;

export const SwitchTable = z.strictObject({
  /** Judging of images; see image-check/limits.ts. A patch may name single limits. */
  limits,
  /** Largest `count` of one reservation; above it error 100. 20 was seen in use. */
  largestCount: count,
  /**
   * Scheme and host (with port) of the upload address that is given out; null: the emulator's own. Nothing answers
   * there.
   */
  uploadAddress: z.strictObject({ scheme: z.enum(['http', 'https']), host: z.string().min(1) }).nullable(),
  /** A list without items: written as `[]`, left out of the answer, or `null`. */
  emptyLists: z.enum(['written', 'left-out', 'null']),
  /** Life of a reservation. */
  reservationMs: count,
  /** Form of the expiry in the answer: two numbers, or the older text. */
  expiryForm: z.enum(['numbers', 'text']),
  /** `${photoIds}` in the upload address as it is, or percent-encoded. */
  placeholderForm: z.enum(['raw', 'percent']),
  /** Whether `sizes` above the limit are refused when reserving. */
  checkSizes: z.boolean(),
  /** `=` in answers written as `\u003d`. */
  escapeEquals: z.boolean(),
  keyOrder: z.enum(['natural', 'reversed', 'shuffled']),
  /** HTTP status of errors of the upload address. */
  uploadErrorStatus: z.number().int().min(200).max(599),
  /** Content type of the upload address's answers. */
  uploadContentType: z.string(),
  /**
   * Which part of a multipart body belongs to which id: by place, by the number in the field name, or in the wrong
   * order.
   */
  partOrder: z.enum(['position', 'field-name', 'reversed']),
  /**
   * One bad file among several: the whole POST is refused, or the good ones are taken and the bad ones left out of the
   * answer.
   */
  partialUpload: z.enum(['refuse-all', 'keep-good']),
  /** Bytes for an id that already has some, before its commit. */
  repeatedUpload: z.enum(['replace', 'keep-first', 'error']),
  repeatedCommit: z.enum(['same', 'error', 'duplicate']),
  /** How a commit tells that a photo cannot be committed: a status of that photo, or an error of the whole call. */
  badCommit: z.enum(['status', 'error']),
  /** Answer of photos.editPhoto, photos.deletePhoto and auth.touchSession. */
  writeAnswer: z.enum(['true', 'object']),
  /** The last page of a list still carries an anchor. */
  anchorOnLastPage: z.boolean(),
  /** `hasMore` stays true on the last full page, so that an empty page follows. */
  emptyLastPage: z.boolean(),
  largestPage: count,
  listOrder: z.enum(['newest-first', 'oldest-first']),
  /** Longer side that `standard_width` and `standard_height` are scaled down to; null leaves them. */
  standardSide: count.nullable(),
  /** Whether the reported size is that of the photo as seen, after its EXIF orientation. */
  applyOrientation: z.boolean(),
  /** Which secrets a signature may be made with. */
  signatureMode: z.enum(['either', 'client', 'server']),
  /** Whether `session_key` belongs into the signed string. */
  sessionKeySigned: z.enum(['either', 'yes', 'no']),
  /** Error for a call without a session: 100 was seen, 453 is documented. */
  missingTokenCode: z.union([z.literal(100), z.literal(453)]),
  /** What becomes of the `type` of an album that is made or edited: kept, or another one put in its place. */
  albumTypeKept: z.enum(['always', 'when-edited', 'never']),
  /** The type of albums whose own is not kept. */
  albumTypeInstead: z.string(),
  /** Spellings of `type` that are understood; others get error 100. */
  albumTypeSpelling: z.enum(['any', 'upper', 'lower']),
  /** How a list of albums tells the type. */
  albumTypeForm: z.enum(['upper', 'lower', 'list', 'absent']),
  /** An album stands in the list so long after it was made. */
  albumListedAfterMs: ms,
  /** Groups there are; other ids get 160. */
  groups: z.array(group),
  /** What a call that changes something in a group gets where the user may not publish. */
  notManagedCode: z.number().int(),
  /** Types of mediatopic.post that are open to this application; others get 10. */
  topicTypes: z.array(z.enum(['USER', 'USER_STATUS', 'USER_NOTE', 'GROUP_THEME', 'GROUP_SUGGESTED'])),
  /** Photos in one topic before 100. */
  maxPhotosInTopic: count,
  /** Words that make a caption or title be refused with 454. */
  censoredWords: z.array(z.string()),
  /** Photos an album holds before 26. */
  maxPhotosInAlbum: count.nullable(),
  /**
   * When a full album is told: when addresses are asked for, when photos are committed (by status or as an error:
   * `badCommit`), or both.
   */
  fullAlbumAt: z.enum(['reserve', 'commit', 'both']),
  /** Calls of one method before 11; null for no quota. */
  callQuota: count.nullable(),
  /** After so long the calls of a method are counted from nothing again; null: never. */
  callQuotaMs: count.nullable(),
  /** Applications besides the one that is printed at the start. */
  otherApplications: z.array(z.strictObject({ id: z.string().min(1), key: z.string().min(1) })),
  /** Whether the same person has another id under each of them. */
  userIdPerApplication: z.boolean(),
  accessTokenMs: count,
  longTokenMs: count,
  refreshTokenMs: count,
  codeMs: count,
  /** Rights that the application has been given; others are left out of what is granted. */
  applicationRights: z.array(z.string()),
  /** Whether a consent given before is not asked for again. */
  rememberConsent: z.boolean(),
  redirectUris: z.array(z.string()),
  /**
   * Accept any loopback redirect address besides the registered ones. The service does not; it saves a registration
   * here.
   */
  anyLoopbackRedirect: z.boolean(),
  /** How an error of the authorize page comes when it cannot be or is not sent back to the application. */
  oauthErrors: z.enum(['redirect', 'html-200', 'html-400']),
  /** Keep received bytes for looking at them; otherwise only their hash. */
  keepBytes: z.boolean(),
  /** Added to every call. */
  latencyMs: ms,
  /** Bytes a second of each request body and of each answer; null for no limit. */
  bandwidthIn: count.nullable(),
  bandwidthOut: count.nullable(),
  /** Seed of every chance, set again whenever it is given. */
  seed: z.number().int(),
  /** Added to the clock, so that expiry can be tried without waiting. */
  clockOffsetMs: z.number().int(),
});

export type Switches = z.infer<typeof SwitchTable>;

/** A partial change; `limits` may be partial too. */
export const SwitchPatch = SwitchTable.partial().extend({ limits: limits.partial().optional() });

export type SwitchPatch = z.infer<typeof SwitchPatch>;

const DAY_MS = 86_400_000;

export const defaultSwitches = (): Switches => ({
  limits: { ...DEFAULT_LIMITS, formats: [...DEFAULT_LIMITS.formats] },
  largestCount: 100,
  uploadAddress: null,
  emptyLists: 'written',
  reservationMs: DAY_MS,
  expiryForm: 'numbers',
  placeholderForm: 'raw',
  checkSizes: true,
  escapeEquals: false,
  keyOrder: 'natural',
  uploadErrorStatus: 200,
  uploadContentType: 'application/json;charset=utf-8',
  partOrder: 'position',
  partialUpload: 'refuse-all',
  repeatedUpload: 'replace',
  repeatedCommit: 'same',
  badCommit: 'status',
  writeAnswer: 'true',
  anchorOnLastPage: true,
  emptyLastPage: false,
  largestPage: 100,
  listOrder: 'newest-first',
  standardSide: null,
  applyOrientation: false,
  signatureMode: 'either',
  sessionKeySigned: 'either',
  missingTokenCode: 100,
  albumTypeKept: 'always',
  albumTypeInstead: 'PUBLIC',
  albumTypeSpelling: 'any',
  albumTypeForm: 'upper',
  albumListedAfterMs: 0,
  groups: [],
  notManagedCode: 10,
  topicTypes: ['GROUP_THEME', 'GROUP_SUGGESTED'],
  maxPhotosInTopic: 10,
  censoredWords: [],
  maxPhotosInAlbum: null,
  fullAlbumAt: 'reserve',
  callQuota: null,
  callQuotaMs: null,
  otherApplications: [],
  userIdPerApplication: false,
  accessTokenMs: 30 * 60_000,
  longTokenMs: 30 * DAY_MS,
  refreshTokenMs: 30 * DAY_MS,
  codeMs: 2 * 60_000,
  applicationRights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN'],
  rememberConsent: true,
  redirectUris: ['https://oauth.mycdn.me/blank.html', 'https://api.ok.ru/blank.html'],
  anyLoopbackRedirect: true,
  oauthErrors: 'redirect',
  keepBytes: true,
  latencyMs: 0,
  bandwidthIn: null,
  bandwidthOut: null,
  seed: 1,
  clockOffsetMs: 0,
});

/** The switches after a patch. Nothing is changed in place. */
export const patchSwitches = (now: Switches, patch: SwitchPatch): Switches => {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return { ...now, ...given, limits: { ...now.limits, ...patch.limits } } as Switches;
};
