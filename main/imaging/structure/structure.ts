// What a walk over a file's own structure finds, without decoding a pixel: size in pixels, the ends, where metadata stands. Reads no files.
import type { ImageFormat } from '../../../shared/image-formats.ts';
import { walkBmp } from './bmp.ts';
import { walkBoxes } from './boxes.ts';
import { walkGif } from './gif.ts';
import { walkJpeg } from './jpeg.ts';
import { walkPng } from './png.ts';
import { walkTiff } from './tiff-file.ts';
import { walkWebp } from './webp.ts';

export type Structure = {
  /** Pixels as stored. null: not said, or said elsewhere than in a header that this walk reads. */
  width: number | null;
  height: number | null;
  /**
   * False when the structure announces more than the file holds, or contradicts itself: a wrong checksum, a part that cannot be one.
   * Meaningless when only the file's head was given.
   */
  complete: boolean;
  /** The TIFF block with EXIF, a view into the file's bytes. */
  exif: Buffer | null;
  /** The decoder must hold the whole picture at once: progressive, interlaced, or a format that knows no other way. */
  heldWhole: boolean;
  /** Milliseconds since 1970 that the container itself gives (PNG's tIME, which is UTC by its specification). */
  savedAtMs: number | null;
};

export const nothingKnown: Structure = {
  width: null,
  height: null,
  complete: true,
  exif: null,
  heldWhole: true,
  savedAtMs: null,
};

/** Never throws on hostile bytes: a walk that leaves the file ends there. */
export function walkStructure(format: ImageFormat, bytes: Buffer): Structure {
  switch (format) {
    case 'jpeg':
      return walkJpeg(bytes);
    case 'png':
      return walkPng(bytes);
    case 'gif':
      return walkGif(bytes);
    case 'webp':
      return walkWebp(bytes);
    case 'tiff':
      return walkTiff(bytes);
    case 'bmp':
      return walkBmp(bytes);
    case 'heic':
    case 'avif':
      return walkBoxes(bytes);
    case 'jxl':
    case 'svg':
      return nothingKnown;
  }
}
