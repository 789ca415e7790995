// Walks a GIF's blocks to its trailer.
import type { Structure } from './types.ts';

const tableBytes = (flags: number) => ((flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Offset behind a chain of sub-blocks, or null when it leaves the file. */
function skipSubBlocks(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}

export function walkGif(bytes: Buffer): Structure {
  const walk: Structure = { width: null, height: null, complete: false, exif: null, heldWhole: true, savedAtMs: null };
  if (bytes.length < 13) return walk;
  walk.width = bytes.readUInt16LE(6) || null;
  walk.height = bytes.readUInt16LE(8) || null;
  let at: number | null = 13 + tableBytes(bytes[10] ?? 0);
  while (at !== null && at < bytes.length) {
    const block = bytes[at];
    if (block === 0x3b) return { ...walk, complete: true };
    if (block === 0x21) at = skipSubBlocks(bytes, at + 2);
    else if (block === 0x2c) at = skipSubBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
    // Padding between blocks occurs in real files; after anything else nothing can be found, not even the end.
    else if (block === 0) at += 1;
    else return walk;
  }
  return walk;
}
