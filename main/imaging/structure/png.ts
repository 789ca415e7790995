// Walks a PNG's chunks to its IEND, and verifies their checksums.
import { crc32 } from 'node:zlib';
import { mostParts } from './most-parts.ts';
import type { Structure } from './types.ts';

export type PngChunk = {
  type: string;
  /** Offset of the length field. */ start: number;
  /** Offsets of the chunk's data. */ from: number;
  to: number;
};
export type PngWalk = Structure & { chunks: PngChunk[] };

/** tIME: year, month, day, hour, minute, second; UTC by the specification. */
function timeOf(data: Buffer): number | null {
  if (data.length !== 7) return null;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = data.subarray(2);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
  return Date.UTC(data.readUInt16BE(0), month - 1, day, hour, minute, second);
}

export function walkPng(bytes: Buffer): PngWalk {
  const walk: PngWalk = {
    width: null,
    height: null,
    complete: false,
    exif: null,
    heldWhole: false,
    savedAtMs: null,
    chunks: [],
  };
  /** Whether every checksum was right. */
  let isTrue = true;
  for (let at = 8; at + 12 <= bytes.length;) {
    const from = at + 8;
    const to = from + bytes.readUInt32BE(at);
    // Four bytes of checksum follow the data.
    if (to + 4 > bytes.length || walk.chunks.length === mostParts) return walk;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!/^[a-z]{4}$/i.test(type)) return walk;
    if (crc32(bytes.subarray(at + 4, to)) !== bytes.readUInt32BE(to)) isTrue = false;
    const data = bytes.subarray(from, to);
    walk.chunks.push({ type, start: at, from, to });
    if (type === 'IHDR' && data.length >= 13) {
      walk.width = data.readUInt32BE(0) || null;
      walk.height = data.readUInt32BE(4) || null;
      walk.heldWhole = data[12] === 1;
    } else if (type === 'eXIf') {
      walk.exif ??= data;
    } else if (type === 'tIME') {
      walk.savedAtMs ??= timeOf(data);
    } else if (type === 'IEND') {
      walk.complete = isTrue;
      return walk;
    }
    at = to + 4;
  }
  return walk;
}
