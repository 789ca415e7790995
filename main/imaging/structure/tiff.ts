// Reads directories of a TIFF block: a TIFF file, or EXIF inside another file. Checks every offset, and follows none
// twice.

export type Tiff = { bytes: Buffer; isLittle: boolean };
export type TiffEntry = {
  tag: number;
  type: number;
  count: number;
  /** Offset of the twelve bytes of the entry. */
  entryAt: number;
  /** Offset and length of its value, inside the entry or elsewhere; always inside the block. */
  valueAt: number;
  valueBytes: number;
};
export type TiffDirectory = {
  at: number;
  entries: TiffEntry[];
  /** Whether all of its entries, though perhaps not their values, lie inside the block. */ isWhole: boolean;
};

export const tag = {
  subfileType: 0x00fe,
  width: 0x0100,
  height: 0x0101,
  compression: 0x0103,
  description: 0x010e,
  stripOffsets: 0x0111,
  orientation: 0x0112,
  stripBytes: 0x0117,
  changed: 0x0132,
  tileOffsets: 0x0144,
  tileBytes: 0x0145,
  subDirectories: 0x014a,
  thumbnail: 0x0201,
  thumbnailBytes: 0x0202,
  xmp: 0x02bc,
  iim: 0x83bb,
  resources: 0x8649,
  exif: 0x8769,
  makerNote: 0x927c,
  interoperability: 0xa005,
  gps: 0x8825,
  xpComment: 0x9c9c,
  dngVersion: 0xc612,
  taken: 0x9003,
  digitized: 0x9004,
  offsetChanged: 0x9010,
  offsetTaken: 0x9011,
  offsetDigitized: 0x9012,
  subSecondsChanged: 0x9290,
  subSecondsTaken: 0x9291,
  subSecondsDigitized: 0x9292,
} as const;

const bytesPerType: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** A real directory has some dozen entries; a hostile one may claim 65,535, over and over. */
const mostEntries = 1000;

export const u16 = (tiff: Tiff, at: number) =>
  tiff.isLittle ? tiff.bytes.readUInt16LE(at) : tiff.bytes.readUInt16BE(at);
export const u32 = (tiff: Tiff, at: number) =>
  tiff.isLittle ? tiff.bytes.readUInt32LE(at) : tiff.bytes.readUInt32BE(at);

/** null when the block does not begin like a TIFF. BigTIFF is not read. */
export function openTiff(bytes: Buffer): Tiff | null {
  if (bytes.length < 8) return null;
  const mark = bytes.readUInt32BE(0);
  if (mark !== 0x49492a00 && mark !== 0x4d4d002a) return null;
  return { bytes, isLittle: mark === 0x49492a00 };
}

export const firstDirectoryAt = (tiff: Tiff) => u32(tiff, 4);

export type RawEntry = Pick<TiffEntry, 'tag' | 'type' | 'count' | 'entryAt'>;

/**
 * All entries of a directory that lie inside the block, also those whose values do not; empty when there is no
 * directory.
 */
export function rawEntries(tiff: Tiff, at: number): RawEntry[] {
  if (at < 8 || at + 2 > tiff.bytes.length) return [];
  const count = u16(tiff, at);
  if (count > mostEntries) return [];
  const there = Math.min(count, Math.floor((tiff.bytes.length - at - 2) / 12));
  return Array.from({ length: there }, (_, index) => {
    const entryAt = at + 2 + index * 12;
    return { tag: u16(tiff, entryAt), type: u16(tiff, entryAt + 2), count: u32(tiff, entryAt + 4), entryAt };
  });
}

/** null when nothing of it lies inside the block. Entries whose values lie outside are left out. */
export function readDirectory(tiff: Tiff, at: number): TiffDirectory | null {
  if (at < 8 || at + 2 > tiff.bytes.length) return null;
  const count = u16(tiff, at);
  if (count > mostEntries) return null;
  const entries: TiffEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const entryAt = at + 2 + index * 12;
    if (entryAt + 12 > tiff.bytes.length) return { at, entries, isWhole: false };
    const type = u16(tiff, entryAt + 2);
    const values = u32(tiff, entryAt + 4);
    const valueBytes = values * (bytesPerType[type] ?? 0);
    const valueAt = valueBytes <= 4 ? entryAt + 8 : u32(tiff, entryAt + 8);
    if (valueBytes === 0 || valueAt + valueBytes > tiff.bytes.length) continue;
    entries.push({ tag: u16(tiff, entryAt), type, count: values, entryAt, valueAt, valueBytes });
  }
  // Four bytes with the offset of the next directory follow.
  return { at, entries, isWhole: at + 2 + count * 12 + 4 <= tiff.bytes.length };
}

export const find = (directory: TiffDirectory | null, wanted: number) =>
  directory?.entries.find((entry) => entry.tag === wanted) ?? null;

/** SHORT, LONG and pointers; some writers use the signed ones for what is never negative. */
const wholeNumbers = new Set([3, 4, 8, 9, 13]);

/** First value of an entry of whole numbers. */
export function numberOf(tiff: Tiff, entry: TiffEntry | null): number | null {
  return entry === null ? null : (numbersOf(tiff, entry, 1)[0] ?? null);
}

export function numbersOf(tiff: Tiff, entry: TiffEntry, most: number): number[] {
  const size = bytesPerType[entry.type] ?? 0;
  if (!wholeNumbers.has(entry.type)) return [];
  return Array.from({ length: Math.min(entry.count, most) }, (_, index) =>
    (size === 2 ? u16 : u32)(tiff, entry.valueAt + index * size),
  );
}

/** The text of an ASCII entry up to its first NUL, trimmed; null for other types and for nothing. */
export function textOf(tiff: Tiff, entry: TiffEntry | null): string | null {
  if (entry === null || (entry.type !== 2 && entry.type !== 7) || entry.valueBytes > 4096) return null;
  const text = tiff.bytes
    .toString('latin1', entry.valueAt, entry.valueAt + entry.valueBytes)
    .split('\0', 1)[0]
    ?.trim();
  return text === undefined || text === '' ? null : text;
}

/** The directory that a pointer entry names. */
export function directoryAt(tiff: Tiff, entry: TiffEntry | null): TiffDirectory | null {
  const at = numberOf(tiff, entry);
  return at === null ? null : readDirectory(tiff, at);
}
