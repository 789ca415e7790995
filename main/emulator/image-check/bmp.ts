// Reads the header of a BMP and checks that its pixels are in the file.
import { skip, take, type Parser } from './byte-reader.ts';
import { damaged, type Shape } from './picture.ts';

const HEADER_SIZES = new Set([12, 40, 52, 56, 64, 108, 124]);

/** Continues after the first four bytes. Returns null when it is no BMP after all: two letters are a weak signature. */
export function* parseBmp(): Parser<Shape | null> {
  const head = yield* take(14);
  if (head === null) return null;
  const pixelsAt = head.readUInt32LE(6);
  const headerBytes = head.readUInt32LE(10);
  if (!HEADER_SIZES.has(headerBytes)) return null;
  const old = headerBytes === 12;
  const body = yield* take(headerBytes - 4);
  if (body === null) return damaged();
  const width = old ? body.readUInt16LE(0) : body.readInt32LE(0);
  const height = old ? body.readUInt16LE(2) : Math.abs(body.readInt32LE(4));
  const depth = body.readUInt16LE(old ? 6 : 10);
  const compressed = !old && body.readUInt32LE(12) !== 0;
  const stated = old ? 0 : body.readUInt32LE(16);
  if (width <= 0 || height <= 0 || pixelsAt < 14 + headerBytes) return damaged(Math.max(0, width), height);
  const pixelBytes = compressed ? stated : Math.ceil((width * depth) / 32) * 4 * height;
  const whole = yield* skip(pixelsAt - 14 - headerBytes + pixelBytes);
  return { width, height, orientation: 1, whole };
}
