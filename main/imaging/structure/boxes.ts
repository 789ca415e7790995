// Walks the outer boxes of a HEIC or AVIF file; what is inside is left to the decoders.
import type { Structure } from './types.ts';

const known = new Set([
  'ftyp',
  'meta',
  'mdat',
  'moov',
  'moof',
  'free',
  'skip',
  'wide',
  'uuid',
  'udta',
  'idat',
  'mfra',
  'styp',
  'sidx',
]);

export function walkBoxes(bytes: Buffer): Structure {
  const walk: Structure = { width: null, height: null, complete: false, exif: null, heldWhole: true, savedAtMs: null };
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    // 0: to the end of the file. 1: the real size follows the name, in eight bytes.
    if (short === 0) return { ...walk, complete: true };
    if (short === 1 && at + 16 > bytes.length) return walk;
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    // Anything that is no box of a picture is trailing data; phones append some.
    if (size < 8 || !known.has(bytes.toString('latin1', at + 4, at + 8))) return { ...walk, complete: at > 0 };
    at += size;
  }
  // Fewer than eight bytes left over are no box either.
  return { ...walk, complete: at <= bytes.length };
}
