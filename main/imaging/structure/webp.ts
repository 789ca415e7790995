// Walks a WebP's RIFF chunks.
import type { Structure } from './types.ts';
import { exifMark } from './jpeg.ts';
import { mostParts } from './most-parts.ts';

export type WebpChunk = { type: string; start: number; from: number; to: number };
export type WebpWalk = Structure & { chunks: WebpChunk[] };

const uint24 = (bytes: Buffer, at: number) => bytes.readUIntLE(at, 3);

/** Width and height from the first chunk that has them: the extended header, a lossy frame, or a lossless one. */
function sizeFrom(type: string, data: Buffer): [number, number] | null {
  if (type === 'VP8X' && data.length >= 10) return [uint24(data, 4) + 1, uint24(data, 7) + 1];
  if (type === 'VP8 ' && data.length >= 10 && uint24(data, 3) === 0x2a019d)
    return [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  return null;
}

export function walkWebp(bytes: Buffer): WebpWalk {
  const announced = bytes.readUInt32LE(4) + 8;
  const walk: WebpWalk = {
    width: null,
    height: null,
    complete: announced <= bytes.length,
    exif: null,
    heldWhole: true,
    savedAtMs: null,
    chunks: [],
  };
  const end = Math.min(announced, bytes.length);
  for (let at = 12; at + 8 <= end;) {
    const type = bytes.toString('latin1', at, at + 4);
    const from = at + 8;
    const to = from + bytes.readUInt32LE(at + 4);
    if (to > end || walk.chunks.length === mostParts) walk.complete = false;
    if (walk.chunks.length === mostParts) return walk;
    const data = bytes.subarray(from, Math.min(to, end));
    walk.chunks.push({ type, start: at, from, to: from + data.length });
    const size = walk.width === null ? sizeFrom(type, data) : null;
    if (size !== null && size[0] > 0 && size[1] > 0) [walk.width, walk.height] = size;
    // Some writers copy JPEG's mark in front of the block.
    if (type === 'EXIF') walk.exif ??= data.subarray(0, 6).equals(exifMark) ? data.subarray(6) : data;
    at = to + (to % 2);
  }
  return walk;
}
