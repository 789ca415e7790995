// Walks a file's own structure without decoding a pixel: size in pixels, whether the file is complete, where metadata
// is.
import type { ImageFormat } from '../../../shared/image-formats.ts';
import { walkBmp } from './bmp.ts';
import { walkBoxes } from './boxes.ts';
import { walkGif } from './gif.ts';
import { walkJpeg } from './jpeg.ts';
import { walkPng } from './png.ts';
import { walkTiff } from './tiff-file.ts';
import { unknownStructure, type Structure } from './types.ts';
import { walkWebp } from './webp.ts';

/** Never throws on hostile bytes: a walk that would leave the file ends there. */
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
      return unknownStructure;
  }
}
