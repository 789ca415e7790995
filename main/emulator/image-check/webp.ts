// Follows the RIFF chunks of a WebP up to the size that the file states. Does not decode VP8.
import { skip, take, type Parser } from './byte-reader.ts';
import { damaged, type Shape } from './picture.ts';

/** Continues after `RIFF<size>WEBP`; `riffBytes` is the stated size, which counts from `WEBP` on. */
export function* parseWebp(riffBytes: number): Parser<Shape> {
  let left = riffBytes - 4;
  let width = 0;
  let height = 0;
  let pixels = false;
  while (left >= 8) {
    const head = yield* take(8);
    if (head === null) return damaged(width, height);
    const type = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    const padded = length + (length % 2);
    left -= 8 + padded;
    if (left < -1) return damaged(width, height);
    const size = type === 'VP8X' || type === 'VP8 ' || type === 'VP8L' ? yield* readSize(type, length) : undefined;
    if (size === null) return damaged(width, height);
    if (size !== undefined) {
      // The canvas of VP8X comes first and outranks the size of a frame.
      if (width === 0) ({ width, height } = size);
      if (type !== 'VP8X') pixels = true;
    }
    if (type === 'ANMF' && length > 16) pixels = true;
    const unread = padded - (size === undefined ? 0 : sizeBytes(type));
    // Some writers leave out the padding byte of the last chunk, and do not count it.
    const missing = left === -1 ? 1 : 0;
    if (unread > missing && !(yield* skip(unread - missing))) return damaged(width, height);
  }
  return { width, height, orientation: 1, whole: pixels && width > 0 && height > 0 };
}

/** Bytes at the start of a chunk that tell its size in pixels. */
const sizeBytes = (type: string) => (type === 'VP8L' ? 5 : 10);

function* readSize(type: string, length: number): Parser<{ width: number; height: number } | null> {
  const body = length >= sizeBytes(type) ? yield* take(sizeBytes(type)) : null;
  if (body === null) return null;
  if (type === 'VP8X') return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 };
  if (type === 'VP8L') {
    if (body[0] !== 0x2f) return null;
    const bits = body.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (body.readUIntBE(3, 3) !== 0x9d012a) return null;
  return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
}
