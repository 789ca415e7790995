// Takes the place out of a photo's metadata without touching a pixel. Works on bytes in memory; writes no file.
import { crc32 } from 'node:zlib';
import { findXmp } from './exif.ts';
import { exifMark, walkJpeg } from './structure/jpeg.ts';
import { walkPng } from './structure/png.ts';
import { walkWebp } from './structure/webp.ts';
import { directoryAt, firstDirectoryAt, openTiff, readDirectory, tag, u16, u32, type Tiff } from './structure/tiff.ts';

/**
 * [Note: blank, do not move] Offsets inside EXIF (makers' notes above all) point to places in the block. So the block keeps its
 * length: the GPS directory and its values become zeros, and the entry that points to it leaves the first directory.
 */
function blankExifGps(block: Buffer): void {
  const tiff = openTiff(block);
  const first = tiff === null ? null : readDirectory(tiff, firstDirectoryAt(tiff));
  if (tiff === null || first === null) return;
  const pointers = first.entries.filter((entry) => entry.tag === tag.gps);
  if (pointers.length === 0) return;
  const places = pointers.flatMap((pointer) => {
    const gps = directoryAt(tiff, pointer);
    if (gps === null) return [];
    const values = gps.entries.map(({ valueAt, valueBytes }) => ({ from: valueAt, to: valueAt + valueBytes }));
    return [{ from: gps.at, to: gps.at + 2 + u16(tiff, gps.at) * 12 + 4 }, ...values];
  });
  const firstEnd = first.at + 2 + u16(tiff, first.at) * 12 + 4;
  const isEntangled = places.some(({ from, to }) => from < 8 || (from < firstEnd && to > first.at));
  // A place that lies inside the directory pointing to it, or a directory cut short: no camera's, and nothing in it can be kept apart.
  if (isEntangled || firstEnd - 4 > block.length) {
    block.fill(0);
    return;
  }
  // The last one first: what stands behind an entry moves up.
  for (const { entryAt } of pointers.toReversed()) removeEntry(tiff, first.at, entryAt);
  for (const { from, to } of places) block.fill(0, from, Math.min(block.length, to));
}

function removeEntry({ bytes, isLittle }: Tiff, directory: number, entry: number): void {
  const tiff = { bytes, isLittle };
  const count = u16(tiff, directory);
  const end = directory + 2 + count * 12;
  const next = end + 4 <= bytes.length ? u32(tiff, end) : 0;
  bytes.copyWithin(entry, entry + 12, end);
  bytes.fill(0, end - 12, Math.min(bytes.length, end + 4));
  if (isLittle) {
    bytes.writeUInt16LE(count - 1, directory);
    bytes.writeUInt32LE(next, end - 12);
  } else {
    bytes.writeUInt16BE(count - 1, directory);
    bytes.writeUInt32BE(next, end - 12);
  }
}

// exif:GPSLatitude="…", <exif:GPSLatitude>…</…>, drone-dji:GpsLongtitude="…": whatever is called GPS.
// [Note: no place to go back to] Each of these begins where nothing of its kind stands before it and ends at the next bracket or quote, so
// that a packet made to be slow is read in one go, too.
const xmpAttribute = /(?<![\w-])[\w-]{1,64}:gps\w{0,64}\s*=\s*(?:"[^"]*"|'[^']*')/gi;
const xmpElement = /<([\w-]{1,64}:gps\w{0,64})\b([^<>]*)>/gi;

const blanks = (text: string) => ' '.repeat(text.length);

/** The packet without elements called GPS; of one that never ends, nothing behind it is kept. */
function withoutGpsElements(packet: string): string {
  const kept: string[] = [];
  let at = 0;
  for (const { index, 0: opening, 1: name, 2: attributes } of packet.matchAll(xmpElement)) {
    if (index < at) continue;
    const inside = index + opening.length;
    const closing = attributes?.endsWith('/') ? inside - 1 : packet.indexOf(`</${name}`, inside);
    const end = closing === -1 ? 0 : packet.indexOf('>', closing) + 1;
    kept.push(packet.slice(at, index));
    at = end === 0 ? packet.length : end;
    kept.push(blanks(packet.slice(index, at)));
  }
  return kept.join('') + packet.slice(at);
}

/** Blanks of the same length: the packet's container keeps its sizes. */
function blankXmpGps(bytes: Buffer): void {
  for (const { from, to } of findXmp(bytes)) {
    const packet = bytes.toString('latin1', from, to);
    const clean = withoutGpsElements(packet).replace(xmpAttribute, blanks);
    if (clean !== packet) bytes.write(clean, from, 'latin1');
  }
}

const extendedXmp = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1');
const multiPicture = Buffer.from('MPF\0', 'latin1');

function fromJpeg(bytes: Buffer): Buffer | null {
  const { segments, endsAt } = walkJpeg(bytes);
  if (endsAt === null) return null;
  const kept: Buffer[] = [];
  let at = 0;
  for (const { marker, start, end } of segments) {
    const payload = bytes.subarray(start + 4, end);
    if (marker === 0xe1 && payload.subarray(0, exifMark.length).equals(exifMark))
      blankExifGps(payload.subarray(exifMark.length));
    // The continuation of an XMP packet is in pieces, and the index of further pictures points behind the end: both are cut off below.
    const leaves =
      (marker === 0xe1 && payload.subarray(0, extendedXmp.length).equals(extendedXmp)) ||
      (marker === 0xe2 && payload.subarray(0, multiPicture.length).equals(multiPicture));
    if (!leaves) continue;
    kept.push(bytes.subarray(at, start));
    at = end;
  }
  // A motion photo's video behind the picture carries the place again.
  kept.push(bytes.subarray(at, endsAt));
  const result = Buffer.concat(kept);
  blankXmpGps(result);
  return result;
}

function fromPng(bytes: Buffer): Buffer | null {
  const { chunks, complete } = walkPng(bytes);
  if (!complete) return null;
  blankXmpGps(bytes);
  const kept = [bytes.subarray(0, 8)];
  for (const { type, start, from, to } of chunks) {
    const data = bytes.subarray(from, to);
    // «Raw profile type exif» and compressed XMP: EXIF and places in disguise.
    const keyword = data.subarray(0, 80).toString('latin1').split('\0', 1)[0] ?? '';
    if ((type === 'zTXt' || type === 'tEXt') && /^raw profile type (exif|app1|xmp)$/i.test(keyword)) continue;
    if (type === 'iTXt' && keyword === 'XML:com.adobe.xmp' && data[keyword.length + 1] === 1) continue;
    if (type === 'eXIf') blankExifGps(data);
    bytes.writeUInt32BE(crc32(bytes.subarray(start + 4, to)), to);
    kept.push(bytes.subarray(start, to + 4));
  }
  return Buffer.concat(kept);
}

function fromWebp(bytes: Buffer): Buffer | null {
  const { chunks, complete } = walkWebp(bytes);
  if (!complete) return null;
  for (const { type, from, to } of chunks) {
    const data = bytes.subarray(from, to);
    if (type === 'EXIF')
      blankExifGps(data.subarray(0, exifMark.length).equals(exifMark) ? data.subarray(exifMark.length) : data);
  }
  blankXmpGps(bytes);
  return bytes;
}

/**
 * The photo without the place it was taken at, its pixels bit for bit the same; null when its structure does not allow that.
 * `bytes` stay as they are. Whoever calls looks at the result once more: a place hidden elsewhere is not found here.
 */
export function stripGps(format: 'jpeg' | 'png' | 'webp', bytes: Buffer): Buffer | null {
  const copy = Buffer.from(bytes);
  if (format === 'jpeg') return fromJpeg(copy);
  return format === 'png' ? fromPng(copy) : fromWebp(copy);
}
