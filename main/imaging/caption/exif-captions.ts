// Captions in EXIF, and the XMP and IPTC that a TIFF keeps in the same directory.
import { find, firstDirectoryAt, openTiff, readDirectory, tag, type Tiff, type TiffEntry } from '../structure/tiff.ts';
import { iimInResources } from './iim-caption.ts';
import { mostTextBytes, unmarkedText } from './unmarked-text.ts';

function firstOf(block: Buffer, wanted: readonly number[]): (Buffer | null)[] {
  const tiff = openTiff(block);
  const first = tiff === null ? null : readDirectory(tiff, firstDirectoryAt(tiff));
  return tiff === null ? [] : wanted.map((one) => bytesOf(tiff, find(first, one)));
}

const bytesOf = (tiff: Tiff, entry: TiffEntry | null): Buffer | null =>
  entry === null ? null : tiff.bytes.subarray(entry.valueAt, entry.valueAt + entry.valueBytes);

/** ImageDescription, whose encoding EXIF does not name, then Windows's XPComment in UTF-16. */
export function exifCaptions(exif: Buffer): (string | null)[] {
  const [description, comment] = firstOf(exif, [tag.description, tag.xpComment]);
  return [description == null ? null : unmarkedText(description), comment == null ? null : utf16Text(comment)];
}

function utf16Text(bytes: Buffer): string {
  const even = bytes.subarray(0, Math.min(bytes.length, mostTextBytes) & ~1);
  return even.toString('utf16le').split('\0', 1)[0] ?? '';
}

export const xmpInExif = (exif: Buffer): Buffer[] => firstOf(exif, [tag.xmp]).filter((block) => block !== null);

export function iimInExif(exif: Buffer): (Buffer | null)[] {
  const [iim, resources] = firstOf(exif, [tag.iim, tag.resources]);
  return [iim ?? null, resources == null ? null : iimInResources(resources)];
}
