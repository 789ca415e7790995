// Walks the first picture of a TIFF file: its size, and whether its strips or tiles lie inside the file.
import type { Structure } from './types.ts';
import { find, firstDirectoryAt, numberOf, numbersOf, openTiff, readDirectory, tag } from './tiff.ts';

/** Enough for a gigapixel scan in strips of sixteen rows. */
const mostStrips = 100_000;

export function walkTiff(bytes: Buffer): Structure {
  const tiff = openTiff(bytes);
  // BigTIFF: left to the decoder.
  if (tiff === null) return { width: null, height: null, complete: true, exif: null, heldWhole: true, savedAtMs: null };
  const first = readDirectory(tiff, firstDirectoryAt(tiff));
  const offsets = find(first, tag.stripOffsets) ?? find(first, tag.tileOffsets);
  const lengths = find(first, tag.stripBytes) ?? find(first, tag.tileBytes);
  const starts = offsets === null ? [] : numbersOf(tiff, offsets, mostStrips);
  const sizes = lengths === null ? [] : numbersOf(tiff, lengths, mostStrips);
  return {
    width: numberOf(tiff, find(first, tag.width)) || null,
    height: numberOf(tiff, find(first, tag.height)) || null,
    complete:
      first !== null &&
      first.isWhole &&
      starts.length > 0 &&
      starts.every((start, index) => start + (sizes[index] ?? 0) <= bytes.length),
    exif: bytes,
    heldWhole: false,
    savedAtMs: null,
  };
}

/** Whether a TIFF is a camera's raw file: it has a DNG version, Canon's mark, or its first picture is a reduced one. */
export function isRawTiff(bytes: Buffer): boolean {
  const tiff = openTiff(bytes);
  if (tiff === null) return false;
  if (bytes.toString('latin1', 8, 10) === 'CR') return true;
  const first = readDirectory(tiff, firstDirectoryAt(tiff));
  if (find(first, tag.dngVersion) !== null) return true;
  return ((numberOf(tiff, find(first, tag.subfileType)) ?? 0) & 1) === 1 && find(first, tag.subDirectories) !== null;
}
