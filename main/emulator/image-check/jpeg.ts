// Follows the segments of a JPEG up to its end marker. Does not decode the scans.
import { nextMarker, skip, take, type Parser } from './byte-reader.ts';
import { exifOrientation } from './exif-orientation.ts';
import { damaged, type Shape } from './picture.ts';

const END_OF_IMAGE = 0xd9;
const START_OF_IMAGE = 0xd8;
const START_OF_SCAN = 0xda;
const NUMBER_OF_LINES = 0xdc;
const APP1 = 0xe1;
const TEMPORARY = 0x01;

const isFrameHeader = (code: number) => code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;

/**
 * Continues after `FF D8 FF xx`, where xx is `firstMarker`. Data after the end marker (motion photos, padding) is fine.
 */
export function* parseJpeg(firstMarker: number): Parser<Shape> {
  let width = 0;
  let height = 0;
  let orientation = 1;
  let scans = 0;
  let marker: number | null = firstMarker;
  while (marker !== null) {
    if (marker === END_OF_IMAGE) return { width, height, orientation, whole: scans > 0 && width > 0 && height > 0 };
    // Codes below C0 are reserved; a second start inside an image means that two files were mixed.
    if (marker === START_OF_IMAGE || (marker < 0xc0 && marker !== TEMPORARY)) break;
    if (marker !== TEMPORARY) {
      const head: Buffer | null = yield* take(2);
      const length: number = head === null ? 0 : head.readUInt16BE(0);
      if (length < 2) break;
      if (isFrameHeader(marker)) {
        const frame: Buffer | null = length < 8 ? null : yield* take(length - 2);
        if (frame === null) break;
        height = frame.readUInt16BE(1);
        width = frame.readUInt16BE(3);
      } else if (marker === NUMBER_OF_LINES && length >= 4) {
        const lines: Buffer | null = yield* take(length - 2);
        if (lines === null) break;
        if (height === 0) height = lines.readUInt16BE(0);
      } else if (marker === APP1) {
        const block: Buffer | null = yield* take(length - 2);
        if (block === null) break;
        if (orientation === 1) orientation = exifOrientation(block);
      } else if (!(yield* skip(length - 2))) break;
      if (marker === START_OF_SCAN) {
        if (width === 0) break;
        scans += 1;
      }
    }
    marker = yield* nextMarker();
  }
  return damaged(width, height, orientation);
}
