// Follows the chunks of a PNG up to IEND and checks every CRC. Does not inflate the pixels.
import { crc32 } from 'node:zlib';
import { checksum, take, type Parser } from './byte-reader.ts';
import { damaged, type Shape } from './picture.ts';

const SIGNATURE_REST = Buffer.from([0x0d, 0x0a, 0x1a, 0x0a]);
const LONGEST_CHUNK = 0x7fffffff;

/** Continues after the first four bytes of the signature. */
export function* parsePng(): Parser<Shape> {
  const rest = yield* take(4);
  if (rest === null || !rest.equals(SIGNATURE_REST)) return damaged();
  let width = 0;
  let height = 0;
  let pixels = false;
  for (let first = true; ; first = false) {
    const head = yield* take(8);
    if (head === null) return damaged(width, height);
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (length > LONGEST_CHUNK || !/^[A-Za-z]{4}$/.test(type) || first !== (type === 'IHDR')) {
      return damaged(width, height);
    }
    const typeSum = crc32(head.subarray(4, 8));
    let sum: number | null;
    if (type === 'IHDR') {
      const body = length === 13 ? yield* take(13) : null;
      if (body === null) return damaged();
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      sum = crc32(body, typeSum);
    } else {
      sum = yield* checksum(length, typeSum);
    }
    const stated = yield* take(4);
    if (sum === null || stated === null || stated.readUInt32BE(0) !== sum) return damaged(width, height);
    if (type === 'IDAT' && length > 0) pixels = true;
    if (type === 'IEND') return { width, height, orientation: 1, whole: pixels && width > 0 && height > 0 };
  }
}
