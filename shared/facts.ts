// The facts that inspection finds in a photo, and the messages between the engine and the imaging process.
import { z } from 'zod';
import { captionText } from './caption.ts';
import { imageFormats } from './image-formats.ts';

/** Detected from the first bytes of a file, never from its name. */
export const imageFormat = z.enum(imageFormats);

/**
 * The integrity of a picture. The values are stored in the library.
 * - `whole`: decodes to its end.
 * - `cut`: truncated, the picture ends early; the service refuses it.
 * - `flawed`: damaged, decodes to its end with damage in the middle; told to the person, not refused.
 * - `broken`: undecodable.
 * - `unknown`: not checked, this program has no decoder for the format.
 */
export const soundness = z.enum(['whole', 'cut', 'broken', 'flawed', 'unknown']);
export type Soundness = z.infer<typeof soundness>;

/** JPEGs up to this size are always decoded completely (a few milliseconds); larger ones only on request. */
export const quickDecodePixels = 1_500_000;

/** Where the capture date was found; `file` is the file's own modification time, the last resort. */
export const captureSource = z.enum(['exif', 'xmp', 'png', 'name', 'file']);

export const facts = z.strictObject({
  /** Lower-case hex of the whole file's bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int().nonnegative(),
  /** null: no known image format. */
  format: imageFormat.nullable(),
  /** Pixels as stored, before orientation is applied. null when the header cannot be read. */
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  /** EXIF orientation 1–8; 1 when there is none. */
  orientation: z.number().int().min(1).max(8),
  /** Milliseconds since 1970, UTC. EXIF without an offset is read as local time. */
  capturedAtMs: z.number().int().nullable(),
  capturedFrom: captureSource.nullable(),
  /** Whether the file says where it was taken, by coordinates or names. */
  hasGps: z.boolean(),
  /** What a person wrote into the file as its caption, cleaned; null: nothing. */
  caption: captionText.nullable(),
  soundness,
  /** Whether a thumbnail was written beside the others, under its sha256. */
  hasThumbnail: z.boolean(),
});
export type Facts = z.infer<typeof facts>;

/** A file that is neither an image nor named like one: skipped by rule, not hashed. */
export const inspectOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('facts'), facts }),
  z.strictObject({ kind: z.literal('not-a-photo') }),
  z.strictObject({ kind: z.literal('unreadable'), code: z.string() }),
  z.strictObject({ kind: z.literal('vanished') }),
  /** The file's size or mtime was not the same before and after reading. */
  z.strictObject({ kind: z.literal('changed') }),
  /** The process reading it died and was replaced. Added by the pool, never by the process. */
  z.strictObject({ kind: z.literal('crashed') }),
  /** No process could be started, or all are being stopped: nothing is known against the photo. Added by the pool. */
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('timed-out') }),
]);
export type InspectOutcome = z.infer<typeof inspectOutcome>;

/** What a copy for sending should become; the original file is never touched. */
export const conversionPlan = z.strictObject({
  /** Longest side in pixels; null keeps the size. */
  maxSidePixels: z.number().int().positive().nullable(),
  /** Bytes the copy may have; the quality is lowered, then the size, until it fits. null: any. */
  maxBytes: z.number().int().positive().nullable(),
  /** null keeps the format (only possible for jpeg, png and webp). */
  toFormat: z.enum(['jpeg']).nullable(),
  removeGps: z.boolean(),
});
export type ConversionPlan = z.infer<typeof conversionPlan>;

export const conversionOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('made'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    sizeBytes: z.number().int().positive(),
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    format: imageFormat,
  }),
  z.strictObject({
    kind: z.literal('failed'),
    reason: z.enum(['cannot-decode', 'cannot-write', 'disk-full', 'vanished']),
  }),
  z.strictObject({ kind: z.literal('crashed') }),
  /** No process could be started, or all are being stopped: nothing is known against the photo. Added by the pool. */
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('timed-out') }),
]);
export type ConversionOutcome = z.infer<typeof conversionOutcome>;

/** A perceptual hash of 64 bits in hex: similar pictures have close hashes. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{16}$/);

export const fingerprintOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fingerprint'),
    /** Hashes of the picture as seen, and rotated by 90, 180 and 270 degrees clockwise. */
    turns: z.array(fingerprintSchema).length(4),
    /** Pixels as stored, before orientation is applied. */
    width: z.number().int().positive(),
    height: z.number().int().positive(),
  }),
  /** Cannot be decoded, or is too plain or too small to be distinguished from others. */
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('crashed') }),
  /** No process could be started, or all are being stopped. Added by the pool. */
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('timed-out') }),
]);
export type FingerprintOutcome = z.infer<typeof fingerprintOutcome>;

/** How far a small picture of the service differs from one of our files, in greys from 0 to 255. */
export const agreementOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('agreement'),
    mean: z.number().nonnegative(),
    /** Of the block of points that differs most. */
    worst: z.number().nonnegative(),
  }),
  /** One of them cannot be decoded, is too small, or both have other shapes. */
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('crashed') }),
  /** No process could be started, or all are being stopped. Added by the pool. */
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('timed-out') }),
]);
export type AgreementOutcome = z.infer<typeof agreementOutcome>;

/** Engine → imaging process. */
export const imagingRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    id: z.number().int(),
    kind: z.literal('inspect'),
    path: z.string(),
    thumbnailFolder: z.string(),
    /** Also find damage in the middle of large JPEGs; takes about twice the time. */
    thorough: z.boolean().optional(),
  }),
  z.strictObject({
    id: z.number().int(),
    kind: z.literal('makeCopy'),
    path: z.string(),
    outPath: z.string(),
    plan: conversionPlan,
  }),
  z.strictObject({ id: z.number().int(), kind: z.literal('fingerprint'), path: z.string() }),
  z.strictObject({ id: z.number().int(), kind: z.literal('agreement'), path: z.string(), previewPath: z.string() }),
]);
export type ImagingRequest = z.infer<typeof imagingRequest>;

/**
 * Imaging process → engine. `ready` comes once, first. `residentBytes`: memory; the pool replaces a process that uses
 * too much.
 */
export const imagingReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** A heartbeat: at the start of a request, and about once a second during it. */
  z.strictObject({
    kind: z.literal('working'),
    id: z.number().int(),
    /** `reading`: waits for the disk, which may be a network, a cloud, or asleep. */
    doing: z.enum(['reading', 'decoding']),
    readBytes: z.number().nonnegative(),
    /** Processor time of the whole process for this request so far. */
    cpuMs: z.number().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('inspected'),
    id: z.number().int(),
    outcome: inspectOutcome,
    residentBytes: z.number(),
  }),
  z.strictObject({
    kind: z.literal('made'),
    id: z.number().int(),
    outcome: conversionOutcome,
    residentBytes: z.number(),
  }),
  z.strictObject({
    kind: z.literal('fingerprinted'),
    id: z.number().int(),
    outcome: fingerprintOutcome,
    residentBytes: z.number(),
  }),
  z.strictObject({
    kind: z.literal('agreed'),
    id: z.number().int(),
    outcome: agreementOutcome,
    residentBytes: z.number(),
  }),
]);
export type ImagingReply = z.infer<typeof imagingReply>;

/** Path of a thumbnail below the thumbnail folder: two hex letters keep a folder small. */
export function thumbnailPath(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}.webp`;
}
