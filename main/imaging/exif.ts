// Reads orientation and dates from EXIF and XMP.
import {
  directoryAt,
  find,
  firstDirectoryAt,
  numberOf,
  openTiff,
  readDirectory,
  tag,
  textOf,
} from './structure/tiff.ts';

/** `text` as EXIF writes it (`2024:07:12 14:31:12`), with its offset (`+03:00`) and digits of a second where given. */
export type WrittenTime = { text: string; offset: string | null; subSeconds: string | null };

export type ExifReading = {
  /** 1–8; 1 when there is none, or nonsense. */
  orientation: number;
  taken: WrittenTime | null;
  digitized: WrittenTime | null;
  /** When the file was last written by a program: a scanner's only date, an editor's own. */
  changed: WrittenTime | null;
};

const nothing: ExifReading = { orientation: 1, taken: null, digitized: null, changed: null };

/** `block` as it stands in a JPEG after `Exif\0\0`. Damaged blocks give what can be read of them. */
export function readExif(block: Buffer | null): ExifReading {
  const tiff = block === null ? null : openTiff(block);
  if (tiff === null) return nothing;
  const first = readDirectory(tiff, firstDirectoryAt(tiff));
  const exif = directoryAt(tiff, find(first, tag.exif));
  const orientation = numberOf(tiff, find(first, tag.orientation)) ?? 1;
  const time = (directory: typeof first, at: number, offset: number, subSeconds: number): WrittenTime | null => {
    const text = textOf(tiff, find(directory, at));
    return text === null
      ? null
      : { text, offset: textOf(tiff, find(exif, offset)), subSeconds: textOf(tiff, find(exif, subSeconds)) };
  };
  return {
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    taken: time(exif, tag.taken, tag.offsetTaken, tag.subSecondsTaken),
    digitized: time(exif, tag.digitized, tag.offsetDigitized, tag.subSecondsDigitized),
    changed: time(first, tag.changed, tag.offsetChanged, tag.subSecondsChanged),
  };
}

/** Where XMP keeps the capture date, best first. */
export const xmpDateNames = ['exif:DateTimeOriginal', 'photoshop:DateCreated', 'xmp:CreateDate'] as const;

/** The first value of one of `names` in an XMP packet, written as an attribute or as an element. */
export function xmpValue(packet: string, names: readonly string[]): string | null {
  for (const name of names) {
    const found = new RegExp(`\\b${name}\\s*=\\s*["']([^"'<]{1,64})["']|<${name}>([^<]{1,64})</${name}>`).exec(packet);
    const value = found?.[1] ?? found?.[2];
    if (value !== undefined) return value.trim();
  }
  return null;
}

/** An XMP packet's capture date in EXIF's form; null when there is none with a time of day. */
export function xmpTime(packet: string): WrittenTime | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(:\d{2})?(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?$/.exec(
    xmpValue(packet, xmpDateNames) ?? '',
  );
  if (found === null) return null;
  const [, year, month, day, minutes, seconds, fraction, offset] = found;
  return {
    text: `${year}:${month}:${day} ${minutes}${seconds ?? ':00'}`,
    offset: offset === 'Z' ? '+00:00' : (offset ?? null),
    subSeconds: fraction ?? null,
  };
}
