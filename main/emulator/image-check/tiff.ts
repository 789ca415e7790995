// Reads the first directory of a TIFF for its size, and checks that it and its strips lie inside the file.
import { skip, take, type Parser } from './byte-reader.ts';
import { damaged, type Shape } from './picture.ts';

const WIDTH = 256;
const HEIGHT = 257;
const STRIP_OFFSETS = 273;
const STRIP_BYTES = 279;
const SHORT = 3;

/** Continues after the byte order and the number 42. */
export function* parseTiff(little: boolean): Parser<Shape> {
  const start = yield* take(4);
  if (start === null) return damaged();
  const directory = little ? start.readUInt32LE(0) : start.readUInt32BE(0);
  if (directory < 8 || !(yield* skip(directory - 8))) return damaged();
  const head = yield* take(2);
  if (head === null) return damaged();
  const entries = little ? head.readUInt16LE(0) : head.readUInt16BE(0);
  const found = new Map<number, number>();
  for (let i = 0; i < entries; i += 1) {
    const entry = yield* take(12);
    if (entry === null) return damaged(found.get(WIDTH) ?? 0, found.get(HEIGHT) ?? 0);
    const u16 = (at: number) => (little ? entry.readUInt16LE(at) : entry.readUInt16BE(at));
    const u32 = (at: number) => (little ? entry.readUInt32LE(at) : entry.readUInt32BE(at));
    if (u32(4) === 1) found.set(u16(0), u16(2) === SHORT ? u16(8) : u32(8));
  }
  const width = found.get(WIDTH) ?? 0;
  const height = found.get(HEIGHT) ?? 0;
  const at = directory + 2 + entries * 12;
  const stripEnd = (found.get(STRIP_OFFSETS) ?? 0) + (found.get(STRIP_BYTES) ?? 0);
  const whole = width > 0 && height > 0 && (stripEnd <= at || (yield* skip(stripEnd - at)));
  return { width, height, orientation: 1, whole };
}
