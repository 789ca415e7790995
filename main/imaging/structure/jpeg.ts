// Walks a JPEG's segments to its end marker.
import { mostParts } from './most-parts.ts';
import type { Structure } from './types.ts';

export type JpegSegment = {
  /** Second byte of the marker. */
  marker: number;
  /** Offset of the marker's 0xFF. */
  start: number;
  /** Offset behind the segment, entropy-coded data not included. */
  end: number;
};

export type JpegWalk = Structure & {
  segments: JpegSegment[];
  /**
   * Offset behind the end marker of the picture; null when there is none. What follows is not the picture: a motion
   * photo's video, a gain map.
   */
  endsAt: number | null;
  /** Colour components: 4 is CMYK. */
  components: number | null;
};

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const app1 = 0xe1;
export const exifMark = Buffer.from('Exif\0\0', 'latin1');

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Codes that occur in no JPEG. */
const isReserved = (marker: number) => marker > 0x01 && marker < 0xc0;
/** What may end picture data: the next scan, its tables, metadata, the end. */
const mayFollowScan = (marker: number) =>
  marker === sos ||
  marker === eoi ||
  marker === 0xc4 ||
  (marker >= 0xdb && marker <= 0xdd) ||
  marker === 0xfe ||
  (marker >= 0xe0 && marker <= 0xef);
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

/**
 * Offset of the next 0xFF from `from` on, or -1. Uses the method of arrays: Buffer's own, called often with a number,
 * kills the process in Electron 33 with Node 20.18 (SIGTRAP in optimised code; not with `--no-turbo-fast-api-calls`).
 */
const nextMark = (bytes: Buffer, from: number) => Uint8Array.prototype.indexOf.call(bytes, 0xff, from);

/**
 * Offset of the marker that ends the picture data beginning at `from`. null: there is none, or an impossible code
 * stands there. In picture data a zero, a restart or the end of the data follows every 0xFF; anything else is damage,
 * or two files were mixed.
 */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (let at = nextMark(bytes, from); at !== -1 && at + 1 < bytes.length; at = nextMark(bytes, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker <= 0x01 || marker === 0xff || isRestart(marker)) continue;
    if (marker === eoi) return at;
    const fits = at + 4 <= bytes.length && at + 2 + bytes.readUInt16BE(at + 2) <= bytes.length;
    return mayFollowScan(marker) && fits ? at : null;
  }
  return null;
}

export function walkJpeg(bytes: Buffer): JpegWalk {
  const walk: JpegWalk = {
    width: null,
    height: null,
    complete: false,
    exif: null,
    heldWhole: false,
    savedAtMs: null,
    segments: [],
    endsAt: null,
    components: null,
  };
  let at = 2;
  for (;;) {
    // Fill bytes, and the stray bytes that some cameras leave between segments.
    at = nextMark(bytes, at);
    while (at !== -1 && bytes[at + 1] === 0xff) at += 1;
    if (at === -1 || at + 1 >= bytes.length) return walk;
    const marker = bytes[at + 1] ?? 0;
    if (marker === eoi) {
      walk.endsAt = at + 2;
      // An end before any frame is no picture; the decoder reports that.
      walk.complete = true;
      return walk;
    }
    if (marker === soi || isReserved(marker) || walk.segments.length === mostParts) return walk;
    if (marker === 0 || marker === 1 || isRestart(marker)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) return walk;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    // A length counts its own two bytes.
    if (end < at + 4 || end > bytes.length) return walk;
    walk.segments.push({ marker, start: at, end });
    if (isFrame(marker) && end - at >= 10 && walk.width === null) {
      walk.heldWhole = marker !== 0xc0 && marker !== 0xc1 && marker !== 0xc3;
      walk.height = bytes.readUInt16BE(at + 5) || null;
      walk.width = bytes.readUInt16BE(at + 7) || null;
      walk.components = bytes[at + 9] ?? null;
    }
    if (marker === app1 && walk.exif === null && bytes.subarray(at + 4, at + 10).equals(exifMark))
      walk.exif = bytes.subarray(at + 10, end);
    if (marker === sos) {
      const next = endOfScan(bytes, end);
      if (next === null) return walk;
      at = next;
    } else {
      at = end;
    }
  }
}
