// Decodes a picture once, small: to check its integrity and to make its thumbnail.
import { quickDecodePixels, type Soundness } from '../../shared/facts.ts';
import type { ImageFormat } from '../../shared/image-formats.ts';
import { openHeicInThread } from './heic-thread.ts';
import { loadSharp, type SharpModule } from './sharp-for-electron.ts';
import { exifMark } from './structure/jpeg.ts';
import type { Structure } from './structure/types.ts';

export type Decoding = {
  soundness: Soundness;
  /** WebP, its longer side at most 256 pixels, upright. Of a truncated picture, the part that is there. */
  thumbnail: Buffer | null;
  width: number | null;
  height: number | null;
  exif: Buffer | null;
};

export type DecodingWish = {
  format: ImageFormat;
  /** The file's bytes, or its path where they are too many to keep. */
  input: Buffer | string;
  structure: Structure;
  /** Also decode a large JPEG at full size, for about twice the time: finds damage in the middle. */
  thorough: boolean;
};

const thumbnailSide = 256;
/** sharp's own default: 16383 × 16383. A larger picture is never decoded. */
export const mostPixels = 0x3fff * 0x3fff;
/** Decoders keep some hundred lines of any picture; a JPEG cannot be wider than this. */
export const mostSide = 0xffff;
/** For pictures that a decoder must hold as a whole, at up to six bytes a pixel. */
export const mostHeldPixels = 100_000_000;
/**
 * The decoders of video formats hold it several times over, at up to twenty bytes a pixel. The largest phones make 48.8
 * million pixels.
 */
export const mostHeifPixels = 50_000_000;
/**
 * sharp's WebAssembly build copies the whole file into its memory, and ends the process when that is full. The service
 * takes an eighth of this.
 */
export const mostFileBytes = 256 * 1024 * 1024;

type FailOn = 'none' | 'truncated' | 'error' | 'warning';
type Pixels = { data: Buffer; width: number; height: number };

/** Whether decoding would take more memory than an imaging process may have. */
export function isTooLarge(width: number, height: number, format: ImageFormat, heldWhole: boolean): boolean {
  if (Math.max(width, height) > mostSide) return true;
  const isHeif = format === 'heic' || format === 'avif';
  return width * height > (isHeif ? mostHeifPixels : heldWhole ? mostHeldPixels : mostPixels);
}

async function thumbnailOf(
  sharp: SharpModule,
  input: Buffer | string | Pixels,
  failOn: FailOn,
): Promise<Buffer | null> {
  const options = { failOn, limitInputPixels: mostPixels };
  const picture =
    typeof input === 'string' || Buffer.isBuffer(input)
      ? sharp(input, options)
      : sharp(input.data, { raw: { width: input.width, height: input.height, channels: 4 } });
  try {
    return await picture
      .autoOrient()
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 76, effort: 2 })
      .toBuffer();
  } catch {
    // Every error of a decoder is handled alike: how strict was it, and does a milder level succeed?
    return null;
  }
}

/**
 * Some cameras write stray bytes in front of a header: no damage. In front of a restart or end marker (d0–d9) they come
 * from damaged picture data.
 */
const habit = /extraneous bytes before marker 0x(?!d\d)/;

/** Decodes a JPEG at full size, row by row, and keeps no pixels: the only way to find damage in the middle. */
async function decodesInFull(
  sharp: SharpModule,
  input: Buffer | string,
  width: number,
  height: number,
): Promise<boolean> {
  try {
    // An extraction, even of everything, keeps sharp from shrinking while it loads; its default kernel looks at every
    // row.
    await sharp(input, { failOn: 'warning', limitInputPixels: mostPixels })
      .extract({ left: 0, top: 0, width, height })
      .resize({ width: 16, height: 16, fit: 'fill' })
      .raw()
      .toBuffer();
    return true;
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .every((line) => !line.includes('Corrupt JPEG data') || habit.test(line));
  }
}

/** Strictest first. The levels that fail where a milder one succeeds measure the damage. */
function levels(format: ImageFormat): FailOn[] {
  // A JPEG is shrunk while loading, where only its end is noticed; `warning` is for the full decode.
  if (format === 'jpeg') return ['truncated', 'none'];
  return format === 'gif' ? ['warning', 'truncated', 'none'] : ['error', 'truncated', 'none'];
}

async function decodeWithSharp({ format, input, structure, thorough }: DecodingWish): Promise<Decoding> {
  const sharp = loadSharp();
  const { width, height } = structure;
  for (const [index, failOn] of levels(format).entries()) {
    const thumbnail = await thumbnailOf(sharp, input, failOn);
    if (thumbnail === null) continue;
    const found = { thumbnail, width, height, exif: structure.exif };
    if (!structure.complete || failOn === 'none') return { ...found, soundness: 'cut' };
    if (index > 0) return { ...found, soundness: 'flawed' };
    if (format !== 'jpeg' || width === null || height === null) return { ...found, soundness: 'whole' };
    const worthIt = thorough || width * height <= quickDecodePixels;
    return { ...found, soundness: worthIt && !(await decodesInFull(sharp, input, width, height)) ? 'flawed' : 'whole' };
  }
  return { soundness: structure.complete ? 'broken' : 'cut', thumbnail: null, width, height, exif: structure.exif };
}

async function decodeHeic({ input, structure }: DecodingWish): Promise<Decoding> {
  const unknown: Decoding = { soundness: 'unknown', thumbnail: null, width: null, height: null, exif: null };
  if (typeof input === 'string') return unknown;
  const picture = await openHeicInThread(input);
  if (picture === null) return { ...unknown, soundness: structure.complete ? 'broken' : 'cut' };
  const { width, height, exif } = picture;
  try {
    if (isTooLarge(width, height, 'heic', true))
      return { ...unknown, soundness: structure.complete ? 'unknown' : 'cut', width, height, exif };
    const data = await picture.decode();
    const thumbnail = data === null ? null : await thumbnailOf(loadSharp(), { data, width, height }, 'none');
    const soundness = !structure.complete ? 'cut' : data === null ? 'broken' : 'whole';
    return { soundness, thumbnail, width, height, exif };
  } finally {
    picture.close();
  }
}

/** sharp gives some containers' EXIF with JPEG's mark in front, and some without. */
export function exifOfHeader(exif: Buffer | undefined): Buffer | null {
  return exif?.subarray(0, exifMark.length).equals(exifMark) ? exif.subarray(exifMark.length) : (exif ?? null);
}

/** AVIF keeps its size and its EXIF deep inside; sharp reads them without decoding. */
async function withAvifHeader(wish: DecodingWish): Promise<Structure | null> {
  const sharp = loadSharp();
  const header = await sharp(wish.input, { failOn: 'none', limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (header === null) return null;
  return { ...wish.structure, width: header.width, height: header.height, exif: exifOfHeader(header.exif) };
}

/**
 * Never rejects for what is in the file. `unknown`: not decoded, because there is no decoder or the picture is too
 * large.
 */
export async function decode(wish: DecodingWish): Promise<Decoding> {
  const { format, structure } = wish;
  const unseen: Decoding = {
    soundness: 'unknown',
    thumbnail: null,
    width: structure.width,
    height: structure.height,
    exif: structure.exif,
  };
  if (format === 'svg' || format === 'jxl') return unseen;
  if (format === 'bmp') return structure.complete ? unseen : { ...unseen, soundness: 'cut' };
  if (format === 'heic') return decodeHeic(wish);
  const known = format === 'avif' ? await withAvifHeader(wish) : structure;
  if (known === null) return { ...unseen, soundness: structure.complete ? 'broken' : 'cut' };
  const { width, height, exif } = known;
  if (isTooLarge(width ?? 1, height ?? 1, format, known.heldWhole))
    return { ...unseen, soundness: structure.complete ? 'unknown' : 'cut', width, height, exif };
  return decodeWithSharp({ ...wish, structure: known });
}
