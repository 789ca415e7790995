// One photo: its row in a list, and everything the panel shows of it.
import { z } from 'zod';
import { imageFormat, captureSource, soundness } from '../facts.ts';
import { captionText } from '../caption.ts';
import { placementState } from '../placement-state.ts';
import { reason } from '../reasons.ts';
import { count, id, byteCount, timeMs } from '../shapes.ts';
import { shownState } from './shown-state.ts';
import { album } from './album.ts';

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
  sizeBytes: byteCount,
  /** Capture time, else the file's time: the order of the list, newest first. */
  sortMs: timeMs,
  /** Where that time was found. */
  datedBy: captureSource,
  /** Waits for a decision and is being checked again meanwhile. */
  isCheckedAgain: z.boolean(),
  /** Why files of its folder are neither checked nor sent now; null: they are. */
  waitsFor: z.enum(['drive_off', 'folder_shut', 'folder_paused']).nullable(),
  /** «Not before», when an attempt failed and will be repeated. */
  retryAtMs: timeMs.nullable(),
});
export type PhotoRow = z.infer<typeof photoRow>;

/** The key of a page's last row; the next page starts after it. */
export const photoCursor = z.strictObject({ sortMs: timeMs, fileId: id });
export type PhotoCursor = z.infer<typeof photoCursor>;

export const journalEntry = z.strictObject({
  atMs: timeMs,
  /**
   * Event name, for example `seen`, `inspected`, `queued`, `reserved`, `uploaded`, `committed`, `held`,
   * `attempt_failed`.
   */
  event: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const photoAction = z.enum([
  'try_again',
  'leave_out',
  'send_anyway',
  'send_without_caption',
  'shrink',
  'convert',
  'approve',
  'it_is_there',
  'it_is_not_there',
  'check_again',
]);
export type PhotoAction = z.infer<typeof photoAction>;

/** What goes, or went, with a photo as its caption. */
export const photoCaption = z.strictObject({
  /** Goes with it, or would go now; '': none. */
  text: captionText,
  /** Whose words these are; `none`: the folder's rule is to send none. */
  from: z.enum(['own', 'file', 'folder', 'none']),
  /** What the file says, whether it goes or not. */
  file: captionText.nullable(),
  /** On OK with the photo; '': it was published without one. null: not published, or by another way. */
  sent: z.string().nullable(),
});
export type PhotoCaption = z.infer<typeof photoCaption>;

/** A person's own caption: '' for none, null for what the folder's rule says. */
export const captionChange = z.strictObject({ fileId: id, caption: z.string().max(100_000).nullable() });
export const keptCaption = z.strictObject({ caption: captionText.nullable() });

export const photoDetail = z.strictObject({
  row: photoRow,
  path: z.string(),
  /** Other files with the same content. */
  copies: z.array(z.string()),
  album: album.nullable(),
  state: placementState.nullable(),
  sinceMs: timeMs,
  attempts: count,
  /** Typed word for the last failure (shared/locales/failure-text.ts), never text from outside. */
  lastError: z.string().nullable(),
  format: imageFormat.nullable(),
  capturedAtMs: timeMs.nullable(),
  capturedFrom: captureSource.nullable(),
  hasGps: z.boolean(),
  /** null: no photo yet. */
  caption: photoCaption.nullable(),
  soundness: soundness.nullable(),
  /** What was or will be sent when it is not the file itself. */
  mended: z
    .strictObject({ width: count, height: count, sizeBytes: byteCount, format: imageFormat, gpsRemoved: z.boolean() })
    .nullable(),
  /** Page of the photo on the service; null before it is there. */
  url: z.string().nullable(),
  actions: z.array(photoAction),
  journal: z.array(journalEntry),
});
export type PhotoDetail = z.infer<typeof photoDetail>;
