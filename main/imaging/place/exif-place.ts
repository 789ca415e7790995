// Finds and blanks the place in one EXIF block or TIFF file: its GPS directories, and names of places in what else it
// may hold.
import {
  find,
  firstDirectoryAt,
  numberOf,
  numbersOf,
  openTiff,
  rawEntries,
  readDirectory,
  tag,
  u16,
  u32,
  type RawEntry,
  type Tiff,
  type TiffDirectory,
  type TiffEntry,
} from '../structure/tiff.ts';
import { iimTellsPlace, resourcesTellPlace } from './iptc-place.ts';
import { blankXmpPlace, xmpTellsPlace } from './xmp-place.ts';

type Range = { from: number; to: number };
type Found = {
  tiff: Tiff;
  /** Directories that are not of the place. */
  directories: number[];
  /** Entries that lead to a place, with the directory they stand in. */
  pointers: { directory: number; entryAt: number }[];
  places: TiffDirectory[];
  xmp: Range[];
  /** IPTC, Photoshop's resources, a maker's own names: they leave as a whole when they tell a place. */
  others: { directory: number; entryAt: number; range: Range; tellsPlace: boolean }[];
  /** JPEG files inside the block. */
  thumbnails: Range[];
};

/** A camera's block has five. */
const mostDirectories = 64;
/** Latitude, longitude, their destinations, the name of the area: a version, a time or a height alone is no place. */
const placeTags = new Set([2, 4, 20, 22, 28]);
/** The GPS directory has 32 tags. */
const lastGpsTag = 0x1f;
const isGpsLike = (directory: TiffDirectory) =>
  directory.entries.length <= 64 && directory.entries.some((entry) => entry.tag <= lastGpsTag);

/**
 * Where an entry's pointer may lead: as its type says it, and as four plain bytes. Writers differ, and so do readers.
 */
function targetsOf(tiff: Tiff, { type, count, entryAt }: RawEntry): number[] {
  const field = u32(tiff, entryAt + 8);
  const { bytes, isLittle } = tiff;
  const inside = (size: number) => field + size <= bytes.length;
  if (type === 3 || type === 8) return [u16(tiff, entryAt + 8), field];
  // A fraction, whole numbers of eight bytes, a float, a double, four bytes of their own.
  if ((type === 5 || type === 10) && inside(8))
    return [Math.floor(u32(tiff, field) / (u32(tiff, field + 4) || 1)), field];
  if (type >= 16 && type <= 18 && inside(8)) return [u32(tiff, field + (isLittle ? 0 : 4)), field];
  if (type === 11) return [isLittle ? bytes.readFloatLE(entryAt + 8) : bytes.readFloatBE(entryAt + 8), field];
  if (type === 12 && inside(8)) return [isLittle ? bytes.readDoubleLE(field) : bytes.readDoubleBE(field), field];
  if (count > 4 && inside(4)) return [u32(tiff, field), field];
  return [field];
}

function gpsDirectories(tiff: Tiff, entry: RawEntry): TiffDirectory[] {
  const targets = targetsOf(tiff, entry).filter((at) => Number.isSafeInteger(at));
  const directories = [...new Set(targets)].flatMap((at) => readDirectory(tiff, at) ?? []);
  // The plain pointer is believed; any other reading of it must look like what it should lead to.
  return directories.filter((directory) => entry.type === 4 || isGpsLike(directory));
}

/** Panasonic's names of the place, country, state, town and landmark; offsets count from the block's beginning. */
const panasonic = Buffer.from('Panasonic\0\0\0', 'latin1');
const panasonicNames = new Set([0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x80]);

/** Some of these directories end without the place of a next one, so nothing behind their entries may be touched. */
function lookAtMaker(found: Found, note: TiffEntry): void {
  const { tiff } = found;
  const { bytes } = tiff;
  if (!bytes.subarray(note.valueAt, note.valueAt + panasonic.length).equals(panasonic)) return;
  const directory = readDirectory(tiff, note.valueAt + panasonic.length);
  if (directory === null) return;
  for (const { tag: name, entryAt, valueAt, valueBytes } of directory.entries) {
    if (!panasonicNames.has(name)) continue;
    const range = { from: valueAt, to: valueAt + valueBytes };
    const tellsPlace = /[\p{L}\p{N}]/u.test(bytes.toString('utf8', range.from, range.to));
    found.others.push({ directory: directory.at, entryAt, range, tellsPlace });
  }
}

function search(block: Buffer): Found | null {
  const tiff = openTiff(block);
  if (tiff === null) return null;
  const found: Found = {
    tiff,
    directories: [],
    pointers: [],
    places: [],
    xmp: [],
    others: [],
    thumbnails: [],
  };
  const waiting = [firstDirectoryAt(tiff)];
  const seen = new Set<number>();
  for (let at = waiting.shift(); at !== undefined && seen.size < mostDirectories; at = waiting.shift()) {
    const directory = seen.has(at) ? null : readDirectory(tiff, at);
    seen.add(at);
    if (directory === null) continue;
    found.directories.push(at);
    for (const entry of rawEntries(tiff, at)) {
      if (entry.tag !== tag.gps) continue;
      found.pointers.push({ directory: at, entryAt: entry.entryAt });
      found.places.push(...gpsDirectories(tiff, entry));
    }
    for (const entry of directory.entries) look(found, directory, entry, waiting);
    const nextAt = at + 2 + u16(tiff, at) * 12;
    if (nextAt + 4 <= block.length) waiting.push(u32(tiff, nextAt));
    const thumbnail = numberOf(tiff, find(directory, tag.thumbnail));
    const size = numberOf(tiff, find(directory, tag.thumbnailBytes));
    if (thumbnail !== null && size !== null && thumbnail + size <= block.length)
      found.thumbnails.push({ from: thumbnail, to: thumbnail + size });
  }
  return found;
}

function look(found: Found, directory: TiffDirectory, entry: TiffEntry, waiting: number[]): void {
  const { tiff } = found;
  const range = { from: entry.valueAt, to: entry.valueAt + entry.valueBytes };
  const value = tiff.bytes.subarray(range.from, range.to);
  const other = (tellsPlace: boolean) =>
    found.others.push({ directory: directory.at, entryAt: entry.entryAt, range, tellsPlace });
  if (entry.tag === tag.exif || entry.tag === tag.interoperability || entry.tag === tag.subDirectories)
    waiting.push(...numbersOf(tiff, entry, 16));
  else if (entry.tag === tag.xmp) found.xmp.push(range);
  // Written as numbers of four bytes, and then in the block's own order.
  else if (entry.tag === tag.iim)
    other(iimTellsPlace(value) || (value.length % 4 === 0 && iimTellsPlace(Buffer.from(value).swap32())));
  else if (entry.tag === tag.resources) other(resourcesTellPlace(value, () => false));
  else if (entry.tag === tag.makerNote) lookAtMaker(found, entry);
}

export type ExifPlace = {
  tellsPlace: boolean;
  /** JPEG files inside the block, which have metadata of their own. */
  thumbnails: Range[];
};

/** `block` as it stands in a JPEG after `Exif\0\0`, or a whole TIFF file. */
export function placeInExif(block: Buffer): ExifPlace {
  const found = search(block);
  if (found === null) return { tellsPlace: false, thumbnails: [] };
  const tellsPlace =
    found.places.some(({ entries }) => entries.some((entry) => placeTags.has(entry.tag))) ||
    found.others.some((other) => other.tellsPlace) ||
    found.xmp.some(({ from, to }) => xmpTellsPlace(block.subarray(from, to)));
  return { tellsPlace, thumbnails: found.thumbnails };
}

/**
 * [Note: blank, do not move] Offsets inside EXIF (makers' notes above all) point into the block. So the block keeps its
 * length: the GPS directory and its values become zeros, and the entry that points to it leaves its
 * directory.
 */
export function blankExifPlace(block: Buffer): void {
  const found = search(block);
  if (found === null) return;
  const { tiff } = found;
  for (const { from, to } of found.xmp) blankXmpPlace(block.subarray(from, to));
  const telling = found.others.filter(({ tellsPlace }) => tellsPlace);
  const ranges = [
    ...telling.map(({ range }) => range),
    ...found.places.flatMap((place) => [
      { from: place.at, to: endOf(tiff, place.at) },
      ...place.entries.map(({ valueAt, valueBytes }) => ({ from: valueAt, to: valueAt + valueBytes })),
    ]),
  ];
  const entries = [...found.pointers, ...telling];
  const isInTheWay = ({ from, to }: Range) =>
    from < 8 || found.directories.some((at) => from < endOf(tiff, at) && to > at && !isOwnEntry(entries, from, to));
  const isCutShort = entries.some(({ directory }) => endOf(tiff, directory) - 4 > block.length);
  // A place that lies inside a directory, or a directory cut short: no camera's, and nothing in it can be kept apart.
  if (ranges.some(isInTheWay) || isCutShort) {
    block.fill(0);
    return;
  }
  for (const { from, to } of ranges) block.fill(0, from, Math.min(block.length, to));
  // The last one first: what stands behind an entry moves up.
  entries.sort((a, b) => b.entryAt - a.entryAt);
  for (const { directory, entryAt } of entries) removeEntry(tiff, directory, entryAt);
}

const endOf = (tiff: Tiff, directory: number) => directory + 2 + u16(tiff, directory) * 12 + 4;
/** A value of up to four bytes stands in its entry, which leaves anyway. */
const isOwnEntry = (entries: readonly { entryAt: number }[], from: number, to: number) =>
  entries.some(({ entryAt }) => from >= entryAt && to <= entryAt + 12);

function removeEntry({ bytes, isLittle }: Tiff, directory: number, entry: number): void {
  const tiff = { bytes, isLittle };
  const count = u16(tiff, directory);
  const end = directory + 2 + count * 12;
  const next = end + 4 <= bytes.length ? u32(tiff, end) : 0;
  bytes.copyWithin(entry, entry + 12, end);
  bytes.fill(0, end - 12, end);
  if (isLittle) {
    bytes.writeUInt16LE(count - 1, directory);
    bytes.writeUInt32LE(next, end - 12);
  } else {
    bytes.writeUInt16BE(count - 1, directory);
    bytes.writeUInt32BE(next, end - 12);
  }
}
