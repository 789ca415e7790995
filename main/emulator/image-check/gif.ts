// Follows the blocks of a GIF up to its trailer. Does not decode LZW.
import { skip, take, type Parser } from './byte-reader.ts';
import { damaged, type Shape } from './picture.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

const colourTableBytes = (flags: number) => ((flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function* skipSubBlocks(): Parser<number | null> {
  for (let blocks = 0; ; blocks += 1) {
    const size = yield* take(1);
    if (size === null) return null;
    if (size[0] === 0) return blocks;
    if (!(yield* skip(size[0]!))) return null;
  }
}

/** Continues after `GIF8`. */
export function* parseGif(): Parser<Shape> {
  const head = yield* take(9);
  if (head === null) return damaged();
  const version = head.toString('latin1', 0, 2);
  const width = head.readUInt16LE(2);
  const height = head.readUInt16LE(4);
  const broken = damaged(width, height);
  if ((version !== '7a' && version !== '9a') || !(yield* skip(colourTableBytes(head[6]!)))) return broken;
  for (let images = 0; ;) {
    const block = yield* take(1);
    if (block === null) return broken;
    if (block[0] === TRAILER) return { width, height, orientation: 1, whole: images > 0 && width > 0 && height > 0 };
    if (block[0] === EXTENSION) {
      if (!(yield* skip(1)) || (yield* skipSubBlocks()) === null) return broken;
    } else if (block[0] === IMAGE) {
      const descriptor = yield* take(9);
      if (descriptor === null || !(yield* skip(colourTableBytes(descriptor[8]!) + 1))) return broken;
      const blocks = yield* skipSubBlocks();
      if (blocks === null || blocks === 0) return broken;
      images += 1;
    } else return broken;
  }
}
