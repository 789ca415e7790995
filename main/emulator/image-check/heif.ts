// Follows the boxes of HEIC and AVIF to the end of the file, and finds the largest stated image size. Does not decode.
import { skip, take, type Parser } from './byte-reader.ts';
import { damaged, type Shape } from './picture.ts';

/** Boxes that only hold other boxes, with the bytes of their own that come before those. */
const CONTAINERS = new Map([
  ['meta', 4],
  ['iprp', 0],
  ['ipco', 0],
]);

/** Continues after the brands of `ftyp`. */
export function* parseHeif(): Parser<Shape> {
  let width = 0;
  let height = 0;
  let data = false;
  for (;;) {
    const head = yield* takeOrEnd(8);
    if (head === 'end') return { width, height, orientation: 1, whole: data && width > 0 };
    if (head === null) return damaged(width, height);
    const type = head.toString('latin1', 4, 8);
    let left = head.readUInt32BE(0) - 8;
    if (left === -7) {
      const long = yield* take(8);
      if (long === null) return damaged(width, height);
      left = Number(long.readBigUInt64BE(0)) - 16;
    } else if (left === -8) {
      // Size 0: this box reaches to the end of the file, so nothing can be missing.
      return { width, height, orientation: 1, whole: (data || type === 'mdat') && width > 0 };
    }
    if (left < 0) return damaged(width, height);
    const own = CONTAINERS.get(type);
    if (own !== undefined) left = own;
    if (type === 'mdat') data = true;
    if (type === 'ispe' && left >= 12) {
      const size = yield* take(12);
      if (size === null) return damaged(width, height);
      if (size.readUInt32BE(4) * size.readUInt32BE(8) > width * height) {
        width = size.readUInt32BE(4);
        height = size.readUInt32BE(8);
      }
      left -= 12;
    }
    if (!(yield* skip(left))) return damaged(width, height);
  }
}

/** Tells the clean end of a file, between two boxes, from an end inside a box head. */
function* takeOrEnd(bytes: number): Parser<Buffer | null | 'end'> {
  const first = yield* take(1);
  if (first === null) return 'end';
  const rest = yield* take(bytes - 1);
  return rest === null ? null : Buffer.concat([first, rest]);
}
