// Makes a copy of a photo that the service takes: smaller, as a JPEG, without its place. The original is only read.
import { createHash } from 'node:crypto';
import type { ConversionOutcome, ConversionPlan } from '../../shared/facts.ts';
import type { ImageFormat } from '../../shared/image-formats.ts';
import { exifOfHeader, isTooLarge, mostFileBytes } from './decode.ts';
import { encode, type Encodable, type Source } from './encode.ts';
import { readExif, xmpTime, type WrittenTime } from './exif.ts';
import { openHeicInThread } from './heic-thread.ts';
import { metadataParts, tellsPlace } from './place/find-place.ts';
import { removePlace } from './place/remove-place.ts';
import { xmpText } from './place/xmp-place.ts';
import type { Progress } from './progress.ts';
import { readOnce } from './read-once.ts';
import { loadSharp } from './sharp-for-electron.ts';
import { detectFormat } from '../../shared/detect-format.ts';
import { walkStructure } from './structure/structure.ts';
import type { Structure } from './structure/types.ts';
import { isRawTiff } from './structure/tiff-file.ts';
import { tiffOfPixels } from './tiff-of-pixels.ts';
import { writeWhole } from './write-whole.ts';

type Failure = ConversionOutcome & { kind: 'failed' };
type Copy = { bytes: Buffer; format: ImageFormat; width: number; height: number };

const failed = (reason: Failure['reason']): Failure => ({ kind: 'failed', reason });
const isEncodable = (format: ImageFormat): format is Encodable =>
  format === 'jpeg' || format === 'png' || format === 'webp';

/** The bytes as they are, only without the place if the plan says so; null when the plan asks for more. */
function copyWithoutDecoding(
  format: ImageFormat,
  bytes: Buffer,
  structure: Structure,
  plan: ConversionPlan,
): Copy | null {
  const { width, height } = structure;
  if (!isEncodable(format) || !structure.complete || width === null || height === null) return null;
  if (plan.toFormat !== null && plan.toFormat !== format) return null;
  // Four channels are CMYK: few programs show those colours correctly.
  if (plan.toFormat === 'jpeg' && 'components' in structure && structure.components === 4) return null;
  if (plan.maxSidePixels !== null && Math.max(width, height) > plan.maxSidePixels) return null;
  const copy = plan.removeGps ? removePlace(format, bytes) : bytes;
  if (copy === null || (plan.maxBytes !== null && copy.length > plan.maxBytes)) return null;
  return plan.removeGps && tellsPlace(metadataParts(format, copy), null)
    ? null
    : { bytes: copy, format, width, height };
}

/** The capture date that inspection would find inside the file, to be written where every program looks for it. */
function takenIn(format: ImageFormat, exif: Buffer | null, bytes: Buffer): WrittenTime | null {
  const { taken, digitized, changed } = readExif(exif);
  const packet = metadataParts(format, bytes).find((part) => part.kind === 'xmp');
  const xmp = packet === undefined ? null : xmpTime(xmpText(packet.bytes));
  return taken ?? digitized ?? xmp ?? changed;
}

/** What sharp can read, with the metadata that must be carried over by hand. null: cannot be decoded. */
async function sourceOf(format: ImageFormat, bytes: Buffer, structure: Structure): Promise<Source | null> {
  if (format === 'svg' || format === 'bmp' || format === 'jxl' || !structure.complete) return null;
  if (format === 'heic') return sourceOfHeic(bytes);
  const sharp = loadSharp();
  const header = await sharp(bytes, { failOn: 'none', limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (header === null || isTooLarge(header.width, header.height, format, structure.heldWhole)) return null;
  const { width, height } = header.autoOrient;
  return {
    input: bytes,
    width,
    height,
    exif: null,
    taken: takenIn(format, structure.exif ?? exifOfHeader(header.exif), bytes),
  };
}

async function sourceOfHeic(bytes: Buffer): Promise<Source | null> {
  const picture = await openHeicInThread(bytes);
  try {
    if (picture === null || isTooLarge(picture.width, picture.height, 'heic', true)) return null;
    const { width, height, exif, profile } = picture;
    const pixels = await picture.decode();
    if (pixels === null) return null;
    return {
      input: tiffOfPixels(pixels, width, height, profile),
      width,
      height,
      exif,
      taken: takenIn('heic', exif, bytes),
    };
  } finally {
    picture?.close();
  }
}

async function encodeCopy(path: string, plan: ConversionPlan, { onRead, onDecode }: Progress): Promise<Copy | Failure> {
  const reading = await readOnce(path, { keepUpTo: mostFileBytes, ...(onRead && { onRead }) });
  if (reading.kind === 'vanished') return failed('vanished');
  if (reading.kind !== 'read' || !reading.isWhole) return failed('cannot-decode');
  onDecode?.();
  const { bytes } = reading;
  const format = detectFormat(bytes);
  if (format === null || (format === 'tiff' && isRawTiff(bytes))) return failed('cannot-decode');
  const structure = walkStructure(format, bytes);
  const copy = copyWithoutDecoding(format, bytes, structure, plan);
  if (copy !== null) return copy;
  const source = await sourceOf(format, bytes, structure);
  const target = plan.toFormat ?? (isEncodable(format) ? format : 'jpeg');
  const encoded = source === null ? null : await encode(source, target, plan);
  if (encoded === null) return failed('cannot-decode');
  // Checked once more, because an encoder may have carried the place over.
  const isClean = !plan.removeGps || !tellsPlace(metadataParts(target, encoded.bytes), null);
  return isClean ? { ...encoded, format: target } : failed('cannot-decode');
}

/**
 * Writes to `outPath`, completely or not at all, what `plan` asks for. Keeps the capture date; the picture becomes
 * upright and sRGB unless its pixels stay as they are. Safe to repeat. Never rejects for what the file or the disk
 * does.
 */
export async function makeCopy(
  path: string,
  outPath: string,
  plan: ConversionPlan,
  progress: Progress = {},
): Promise<ConversionOutcome> {
  const copy = await encodeCopy(path, plan, progress);
  if ('kind' in copy) return copy;
  const written = await writeWhole(path, outPath, copy.bytes);
  if (written !== 'written') return failed(written);
  const { bytes, format, width, height } = copy;
  return {
    kind: 'made',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    width,
    height,
    format,
  };
}
