// Encodes a picture anew until it fits: upright, sRGB, with its capture date.
import type { ConversionPlan } from '../../shared/facts.ts';
import { mostPixels } from './decode.ts';
import type { WrittenTime } from './exif.ts';
import { withExifBlock } from './exif-segment.ts';
import { loadSharp, type SharpModule } from './sharp-for-electron.ts';
import { removePlace } from './place/remove-place.ts';

export type Encodable = 'jpeg' | 'png' | 'webp';
export type Source = {
  input: Buffer;
  /** As seen, upright. */
  width: number;
  height: number;
  /** EXIF that is not in `input`: put into the copy as it is, but for its orientation. */
  exif: Buffer | null;
  /** The capture date, where the copy would lose it or keep it elsewhere. */
  taken: WrittenTime | null;
};
export type Encoded = { bytes: Buffer; width: number; height: number };

/** From «invisible» to «still fine on a screen»; below that fewer pixels look better than lower quality. */
const qualities = [90, 84, 78, 72] as const;
const mostShrink = 0.85;
const leastShrink = 0.3;
/** Smaller than this a copy is no photo any more. */
const smallestSide = 64;

/** The size and quality of one attempt. */
type Attempt = { side: number; quality: number };

async function encodeOnce(
  sharp: SharpModule,
  source: Source,
  format: Encodable,
  { side, quality }: Attempt,
): Promise<Encoded | null> {
  let picture = sharp(source.input, { failOn: 'truncated', limitInputPixels: mostPixels })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .withIccProfile('srgb')
    .keepExif();
  if (source.taken !== null) {
    const { text, offset, subSeconds } = source.taken;
    picture = picture.withExifMerge({
      IFD2: {
        DateTimeOriginal: text,
        ...(offset && { OffsetTimeOriginal: offset }),
        ...(subSeconds && { SubSecTimeOriginal: subSeconds }),
      },
    });
  }
  if (format === 'jpeg') picture = picture.flatten({ background: '#ffffff' }).jpeg({ quality });
  else if (format === 'webp') picture = picture.webp({ quality });
  else picture = picture.png({ compressionLevel: 9 });
  try {
    const { data, info } = await picture.toBuffer({ resolveWithObject: true });
    const bytes = source.exif !== null && format === 'jpeg' ? (withExifBlock(data, source.exif) ?? data) : data;
    return { bytes, width: info.width, height: info.height };
  } catch {
    // Damaged, or of a kind that the decoder does not support.
    return null;
  }
}

/** null: cannot be decoded, or cannot be made to fit. The quality is lowered first, then the size. */
export async function encode(source: Source, format: Encodable, plan: ConversionPlan): Promise<Encoded | null> {
  const sharp = loadSharp();
  const longest = Math.max(source.width, source.height);
  let side = Math.min(plan.maxSidePixels ?? longest, longest);
  for (;;) {
    let smallest = Infinity;
    for (const quality of format === 'png' ? qualities.slice(0, 1) : qualities) {
      const encoded = await encodeOnce(sharp, source, format, { side, quality });
      const bytes = encoded === null || !plan.removeGps ? encoded?.bytes : removePlace(format, encoded.bytes);
      if (encoded === null || !bytes) return null;
      if (plan.maxBytes === null || bytes.length <= plan.maxBytes) return { ...encoded, bytes };
      smallest = bytes.length;
    }
    // Bytes grow with the square of the side; a little less, so that the next attempt fits.
    const share = Math.sqrt((plan.maxBytes ?? smallest) / smallest) * 0.95;
    side = Math.floor(side * Math.min(mostShrink, Math.max(leastShrink, share)));
    if (side < smallestSide) return null;
  }
}
