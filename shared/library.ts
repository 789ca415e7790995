// What the window, the tray and the terminal are shown of the library. Shapes only; the engine fills them, nobody else decides.
import { z } from 'zod';
import { imageFormat, captureSource, soundness } from './facts.ts';
import { placementState } from './placement-state.ts';
import { reason, problemReason } from './reasons.ts';

const count = z.number().int().nonnegative();
const id = z.number().int().positive();
const bytes = z.number().int().nonnegative();
const timeMs = z.number().int();

/** Who can see an album on the service. */
export const privacy = z.enum(['public', 'friends', 'private']);
export type Privacy = z.infer<typeof privacy>;

/** Where photos of a folder, or dropped photos, shall go. */
export const albumTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('personal') }),
  /** An album this library already knows. */
  z.strictObject({ kind: z.literal('known'), albumId: id }),
  /** An album that exists on the service. */
  z.strictObject({ kind: z.literal('remote'), remoteId: z.string().min(1).max(100), title: z.string().max(500) }),
  /** `another`: the person knows that there is an album of this title. Without it a title that is there already is asked about. */
  z.strictObject({
    kind: z.literal('new'),
    title: z.string().trim().min(1).max(500),
    privacy,
    another: z.boolean().optional(),
  }),
  /** An album of this title: the one there is if it is the only one and no wider than `privacy`, else a new one; otherwise asked about. */
  z.strictObject({ kind: z.literal('titled'), title: z.string().trim().min(1).max(500), privacy }),
  /** An album per direct or deeper subfolder that holds photos, named after it. `namesakes`: where its title is there already; absent: ask. */
  z.strictObject({ kind: z.literal('per_subfolder'), privacy, namesakes: z.enum(['use', 'another']).optional() }),
]);
export type AlbumTarget = z.infer<typeof albumTarget>;

/** A pattern may be the whole path of a folder that was left out. */
export const longestPattern = 4_096;

export const folderRules = z.strictObject({
  removeGps: z.boolean(),
  /** A file edited in place is sent again as the new photo it is. */
  sendEdited: z.boolean(),
  /** Too many bytes or pixels: send a smaller copy instead of asking. */
  shrink: z.boolean(),
  /** A format the service does not take: send a JPEG copy instead of asking. */
  convert: z.boolean(),
  /** Show new photos before they are sent. */
  review: z.boolean(),
  /** Of a photo and what an editor made of it: send both, or the edited one only. */
  versions: z.enum(['both', 'edited']),
  /** Files that hold a picture and are not named like one. */
  unnamed: z.enum(['ask', 'send', 'leave_out']),
  /** Names or folders to leave out; `*` and `?` as usual, matched against each part of the path. */
  ignore: z.array(z.string().min(1).max(longestPattern)).max(200),
  /** The album takes no more photos: ask, or go on in «Title – 2» by itself. */
  whenAlbumFull: z.enum(['ask', 'next']),
});
export type FolderRules = z.infer<typeof folderRules>;

export const defaultRules: FolderRules = {
  removeGps: false,
  sendEdited: true,
  shrink: false,
  convert: false,
  review: false,
  versions: 'both',
  unnamed: 'ask',
  ignore: [],
  whenAlbumFull: 'ask',
};

/** The rules that are asked for wherever an album is chosen; the others keep their defaults there. */
export const askedRules = folderRules.pick({ removeGps: true, convert: true, shrink: true });
export type AskedRules = z.infer<typeof askedRules>;

/** What a new folder, and what a person drops, begins with. */
export const newDefaults = askedRules.extend({
  /** Of a new album. */
  privacy,
});
export type NewDefaults = z.infer<typeof newDefaults>;

/** Before anybody has chosen: nobody sees it, and nobody learns where it was taken. */
export const firstDefaults: NewDefaults = { privacy: 'private', removeGps: true, convert: false, shrink: false };

/** How a file is shown. Derived by the database from the file and its placement; the filters of the Photos screen. */
export const shownStates = ['checking', 'review', 'waiting', 'done', 'needs_you', 'skipped', 'duplicate'] as const;
export const shownState = z.enum(shownStates);
export type ShownState = z.infer<typeof shownState>;

export const shownCounts = z.strictObject({
  all: count,
  checking: count,
  review: count,
  waiting: count,
  done: count,
  needs_you: count,
  skipped: count,
  duplicate: count,
});
export type ShownCounts = z.infer<typeof shownCounts>;

/** A new one each time: it may be counted up. */
export const noCounts = (): ShownCounts => ({
  all: 0,
  checking: 0,
  review: 0,
  waiting: 0,
  done: 0,
  needs_you: 0,
  skipped: 0,
  duplicate: 0,
});

/** `live`: events arrive. `scanned`: no watching, walked on a timer. `absent`: the drive is not connected; nothing is concluded from that. */
export const watchHealth = z.enum(['starting', 'live', 'scanned', 'absent', 'unreadable', 'paused']);
export type WatchHealth = z.infer<typeof watchHealth>;

export const album = z.strictObject({
  /** null: exists on the service, this library has not used it yet. */
  albumId: id.nullable(),
  /** null: personal photos, or not created yet. */
  remoteId: z.string().nullable(),
  kind: z.enum(['personal', 'album']),
  title: z.string(),
  privacy: privacy.nullable(),
  /** Photos in it, as far as known. */
  photos: count.nullable(),
  /** The day it was made on the service, YYYY-MM-DD; null: not made yet, or not told. */
  createdOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  url: z.string().nullable(),
});
export type Album = z.infer<typeof album>;

/** What inside a folder could not be looked at: how many places, and the first one with the system's word for why. */
export const unopened = z.strictObject({ places: count, first: z.string(), code: z.string() });
export type Unopened = z.infer<typeof unopened>;

export const folderCard = z.strictObject({
  folderId: id,
  title: z.string(),
  path: z.string(),
  target: z.strictObject({
    kind: z.enum(['personal', 'album', 'per_subfolder']),
    title: z.string(),
    /** Of the album that was full before this one, and before that: it is what the person chose. */
    firstTitle: z.string(),
    privacy: privacy.nullable(),
    albums: count,
    url: z.string().nullable(),
  }),
  rules: folderRules,
  counts: shownCounts,
  health: watchHealth,
  /** Since when the health is what it is. */
  healthSinceMs: timeMs,
  /** Only with `scanned`: how often. */
  scanEveryMs: z.number().int().positive().nullable(),
  /** Only with `scanned` because of the system's watch limit: the line that lifts it. */
  remedy: z.string().nullable(),
  /** When that was last tried, relative to it; null: nothing. */
  unopened: unopened.nullable(),
  /** Code of why it was not looked through to its end, lately: it is tried again. null: it was. */
  trouble: z.string().nullable(),
  paused: z.boolean(),
  /** Checked, but nothing is sent before the person starts it. */
  planned: z.boolean(),
  lastScanMs: timeMs.nullable(),
  /** Newest thumbnails, at most three sha256. */
  thumbnails: z.array(z.string()).max(3),
});
export type FolderCard = z.infer<typeof folderCard>;

export const photoRow = z.strictObject({
  fileId: id,
  name: z.string(),
  folderId: id,
  folderTitle: z.string(),
  shown: shownState,
  reason: reason.nullable(),
  /** sha256, shown as app://thumbnail/<sha256>; null when there is none. */
  thumbnail: z.string().nullable(),
  /** As seen, after orientation. */
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  sizeBytes: bytes,
  /** Capture time, else the file's time: the order of the list, newest first. */
  sortMs: timeMs,
  /** Where that time was found. */
  datedBy: captureSource,
  /** Waits for a decision, and is being looked at again meanwhile. */
  isCheckedAgain: z.boolean(),
  /** Why its folder's files are neither checked nor sent now; null: they are. */
  waitsFor: z.enum(['drive_off', 'folder_shut', 'folder_paused']).nullable(),
  /** «Not before», when an attempt failed and will be repeated. */
  retryAtMs: timeMs.nullable(),
});
export type PhotoRow = z.infer<typeof photoRow>;

/** A photo of a folder that is not added yet. */
export const folderPreview = z.strictObject({
  /** Shown as app://thumbnail/<sha256>. */
  sha256: z.string(),
  /** As seen, after orientation. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type FolderPreview = z.infer<typeof folderPreview>;
/** Of all folders together; one alone may have them all. */
export const maxFolderPreviews = 24;

/** Pages by key, never by offset: the last row's place. */
export const photoCursor = z.strictObject({ sortMs: timeMs, fileId: id });
export type PhotoCursor = z.infer<typeof photoCursor>;

export const journalEntry = z.strictObject({
  atMs: timeMs,
  /** Event name, for example `seen`, `inspected`, `queued`, `reserved`, `uploaded`, `committed`, `held`, `attempt_failed`. */
  event: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const photoAction = z.enum([
  'try_again',
  'leave_out',
  'send_anyway',
  'shrink',
  'convert',
  'approve',
  'it_is_there',
  'it_is_not_there',
  'check_again',
]);
export type PhotoAction = z.infer<typeof photoAction>;

export const photoDetail = z.strictObject({
  row: photoRow,
  path: z.string(),
  /** Other files with the same content. */
  copies: z.array(z.string()),
  album: album.nullable(),
  state: placementState.nullable(),
  sinceMs: timeMs,
  attempts: count,
  /** Typed word of the last failure (shared/errors.ts), never raw text from outside. */
  lastError: z.string().nullable(),
  format: imageFormat.nullable(),
  capturedAtMs: timeMs.nullable(),
  capturedFrom: captureSource.nullable(),
  hasGps: z.boolean(),
  soundness: soundness.nullable(),
  /** What was or will be sent when it is not the file itself. */
  mended: z
    .strictObject({ width: count, height: count, sizeBytes: bytes, format: imageFormat, gpsRemoved: z.boolean() })
    .nullable(),
  /** Page of the photo on the service; null before it is there. */
  url: z.string().nullable(),
  actions: z.array(photoAction),
  journal: z.array(journalEntry),
});
export type PhotoDetail = z.infer<typeof photoDetail>;

/** What can be done about an album that takes none of its photos. */
export const albumAction = z.enum(['choose_album', 'create_album', 'next_album']);

export const problemGroup = z.strictObject({
  reason: problemReason,
  /** Problems of one album or one service answer are a group of their own. */
  albumTitle: z.string().nullable(),
  albumId: id.nullable(),
  /** Set where the decision becomes a rule of the folder: a group of its own, too. */
  folder: z.strictObject({ folderId: id, title: z.string() }).optional(),
  photos: count,
  /** First few, for the strip. */
  rows: z.array(photoRow).max(8),
  /** Where it can go on in another album: that one's title. */
  nextTitle: z.string().nullable(),
  actions: z.array(photoAction.or(albumAction)),
});
export type ProblemGroup = z.infer<typeof problemGroup>;

const pictureName = z.string().regex(/^[0-9a-z-]{1,80}$/);

/** One side of «before and after». */
export const conversionSide = z.strictObject({
  picture: pictureName.nullable(),
  width: count,
  height: count,
  sizeBytes: bytes,
  format: imageFormat.nullable(),
  hasGps: z.boolean(),
  capturedAtMs: timeMs.nullable(),
  capturedFrom: captureSource.nullable(),
});
export type ConversionSide = z.infer<typeof conversionSide>;

/** A photo in the album on OK that may be one of ours. */
export const candidate = z.strictObject({
  picture: pictureName.nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  createdMs: timeMs.nullable(),
  /** Looks the same; a person decides. */
  likely: z.boolean(),
});
export type Candidate = z.infer<typeof candidate>;

/** What will happen with folders that were added and not started: the last look before anything is sent. */
export const plan = z.strictObject({
  /** Files still being looked at: the numbers will grow. */
  checking: count,
  /** The folders are not looked through to their end yet. */
  searching: z.boolean(),
  toSend: z.strictObject({ photos: count, bytes }),
  /** Seconds at the speed last measured; null when none ever was. */
  seconds: count.nullable(),
  alreadyThere: count,
  duplicates: count,
  skipped: count,
  /** Edited photos whose original lies beside them. */
  versions: count,
  held: z.array(z.strictObject({ reason, photos: count })),
  /** Photos to be sent that tell where they were taken, and are to keep telling it. */
  withGps: count,
});
export type Plan = z.infer<typeof plan>;

/** Photos that reached one album within one stretch of time: a row of the history. */
export const moment = z.strictObject({
  atMs: timeMs,
  albumId: id.nullable(),
  title: z.string(),
  kind: z.enum(['personal', 'album']),
  privacy: privacy.nullable(),
  url: z.string().nullable(),
  photos: count,
  rows: z.array(photoRow).max(24),
});
export type Moment = z.infer<typeof moment>;

/** One sentence's worth of «where does this file stand»: `why PATH`, «Explain this file». */
export const explanation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), detail: photoDetail }),
  z.strictObject({ kind: z.literal('not_watched') }),
  z.strictObject({ kind: z.literal('ignored'), pattern: z.string() }),
  z.strictObject({ kind: z.literal('not_seen_yet'), folderTitle: z.string() }),
  /** It, or the place it lies in, could not be looked at when that was last tried. `place` is relative to the folder. */
  z.strictObject({ kind: z.literal('unopened'), folderTitle: z.string(), place: z.string(), code: z.string() }),
  /** Its whole folder cannot be looked through now. `code` with `failed`. */
  z.strictObject({
    kind: z.literal('folder_unseen'),
    folderTitle: z.string(),
    why: z.enum(['drive_off', 'folder_shut', 'folder_paused', 'failed']),
    code: z.string().nullable(),
  }),
]);
export type Explanation = z.infer<typeof explanation>;
