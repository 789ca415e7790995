// Puts an EXIF block into a JPEG, because pixels from libheif have none.
import { find, firstDirectoryAt, openTiff, readDirectory, tag } from './structure/tiff.ts';
import { exifMark, walkJpeg } from './structure/jpeg.ts';

/** A segment's length has two bytes. */
const mostSegmentBytes = 0xffff - 2;

/** The block with its orientation set to upright, for pixels that have been turned already. */
function upright(block: Buffer): Buffer {
  const copy = Buffer.from(block);
  const tiff = openTiff(copy);
  const entry = tiff === null ? null : find(readDirectory(tiff, firstDirectoryAt(tiff)), tag.orientation);
  if (tiff === null || entry === null) return copy;
  if (tiff.isLittle) copy.writeUInt16LE(1, entry.valueAt);
  else copy.writeUInt16BE(1, entry.valueAt);
  return copy;
}

/** `jpeg` with `block` as its only EXIF, orientation 1. null when the block does not fit into one segment. */
export function withExifBlock(jpeg: Buffer, block: Buffer): Buffer | null {
  const payload = Buffer.concat([exifMark, upright(block)]);
  if (payload.length > mostSegmentBytes) return null;
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  const parts = [jpeg.subarray(0, 2), head, payload];
  let at = 2;
  for (const { marker, start, end } of walkJpeg(jpeg).segments) {
    if (marker !== 0xe1 || !jpeg.subarray(start + 4, start + 10).equals(exifMark)) continue;
    parts.push(jpeg.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...parts, jpeg.subarray(at)]);
}
