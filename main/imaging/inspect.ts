// Inspects one file: all facts that the rest of the program wants to know. Never changes the file.
import type { Facts, InspectOutcome } from '../../shared/facts.ts';
import type { ImageFormat } from '../../shared/image-formats.ts';
import { isPictureNamed, isRawNamed } from '../../shared/image-formats.ts';
import { detectFormat } from '../../shared/detect-format.ts';
import { captionOf } from './caption/caption.ts';
import { captureDate } from './capture-date.ts';
import { decode, mostFileBytes, type Decoding } from './decode.ts';
import { readExif } from './exif.ts';
import { keptWhole } from './kept-whole.ts';
import { metadataParts, partsOfPicture, tellsPlace } from './place/find-place.ts';
import { xmpText } from './place/xmp-place.ts';
import type { Progress } from './progress.ts';
import { readOnce, stampAt, type Reading } from './read-once.ts';
import { walkStructure } from './structure/structure.ts';
import { unknownStructure } from './structure/types.ts';
import { isRawTiff } from './structure/tiff-file.ts';
import { hasThumbnail, keepThumbnail } from './thumbnails.ts';

export type InspectWish = Progress & {
  /** Also find damage in the middle of large JPEGs, for about twice the time. */
  thorough?: boolean;
};

const nothingDecoded: Decoding = { soundness: 'unknown', thumbnail: null, width: null, height: null, exif: null };

/**
 * Reads `path` once and inspects it. Never rejects for what the file is or does; rejects when sharp cannot be loaded.
 * The thumbnail goes below `thumbnailFolder`, under its sha256, unless it is there already. Safe to repeat.
 */
export async function inspect(path: string, thumbnailFolder: string, wish: InspectWish = {}): Promise<InspectOutcome> {
  const reading = await readOnce(path, {
    ...keptWhole(path),
    wanted: (head) => isPictureNamed(path) || detectFormat(head) !== null,
    ...(wish.onRead && { onRead: wish.onRead }),
  });
  if (reading.kind === 'declined') return { kind: 'not-a-photo' };
  if (reading.kind !== 'read') return reading;
  // The decoder reads a file that is too large to keep once more.
  if (reading.isWhole) wish.onDecode?.();
  const facts = await factsOf(path, thumbnailFolder, reading, wish.thorough ?? false);
  // The decoder has read a file that is too large to keep a second time.
  if (!reading.isWhole && (await stampAt(path)) !== reading.stamp) return { kind: 'changed' };
  return { kind: 'facts', facts };
}

/** A camera's raw file is no image that can be sent: its first picture is a small preview. */
function formatOf(path: string, bytes: Buffer): ImageFormat | null {
  const format = detectFormat(bytes);
  return format === 'tiff' && (isRawNamed(path) || isRawTiff(bytes)) ? null : format;
}

/** The language of the computer, for files that say the same in several. */
const languageHere = (): string => Intl.DateTimeFormat().resolvedOptions().locale;

async function factsOf(
  path: string,
  thumbnailFolder: string,
  reading: Reading & { kind: 'read' },
  thorough: boolean,
): Promise<Facts> {
  const { bytes, sha256, sizeBytes, isWhole } = reading;
  const format = formatOf(path, bytes);
  const walked = format === null ? unknownStructure : walkStructure(format, bytes);
  // The head of a long file cannot show whether its end is there; the decoder will.
  const structure = isWhole ? walked : { ...walked, complete: true };
  const { width, height } = structure;
  const decoding =
    format === null || sizeBytes > mostFileBytes
      ? { ...nothingDecoded, width, height, exif: structure.exif }
      : await decode({ format, input: isWhole ? bytes : path, structure, thorough });
  const exif = readExif(decoding.exif);
  const parts = format === null ? [] : metadataParts(format, bytes);
  const xmp = parts.find((part) => part.kind === 'xmp')?.bytes ?? null;
  return {
    sha256,
    sizeBytes,
    format,
    width: decoding.width,
    height: decoding.height,
    // The decoders of these two rotate the picture themselves, as the container says.
    orientation: format === 'heic' || format === 'avif' ? 1 : exif.orientation,
    ...captureDate({
      exif,
      xmp: xmp && xmpText(xmp),
      savedAtMs: structure.savedAtMs,
      path,
      modifiedMs: reading.modifiedMs,
    }),
    hasGps: tellsPlace(parts, decoding.exif),
    caption:
      format === null
        ? null
        : captionOf({ parts: partsOfPicture(format, bytes), exif: decoding.exif, path, language: languageHere() }),
    soundness: decoding.soundness,
    hasThumbnail:
      decoding.thumbnail === null
        ? await hasThumbnail(thumbnailFolder, sha256)
        : await keepThumbnail(thumbnailFolder, sha256, decoding.thumbnail),
  };
}
