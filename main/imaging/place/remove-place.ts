// Removes the place from a photo's metadata without changing a pixel. Works on bytes in memory.
import { crc32 } from 'node:zlib';
import { walkJpeg } from '../structure/jpeg.ts';
import { walkPng, type PngChunk } from '../structure/png.ts';
import { walkWebp } from '../structure/webp.ts';
import { blankExifPlace, placeInExif } from './exif-place.ts';
import { thumbnailTellsPlace, withoutExifMark } from './find-place.ts';
import { resourcesWithoutPlace } from './iptc-place.ts';
import { contentOfSegment, kindOfSegment, imageResourcesOf, resourceSegments } from './jpeg-metadata.ts';
import { readPngText, xmpChunkData } from './png-text.ts';
import { blankXmpPlace } from './xmp-place.ts';

/** The block and the thumbnails in it. */
function blankExif(block: Buffer): void {
  const { thumbnails } = placeInExif(block);
  for (const { from, to } of thumbnails) blankThumbnail(block.subarray(from, to));
  blankExifPlace(block);
}

/** A thumbnail's own metadata is worth nothing: all of it goes. */
function blankThumbnail(bytes: Buffer): void {
  if (!thumbnailTellsPlace(bytes)) return;
  for (const segment of walkJpeg(bytes).segments)
    if (kindOfSegment(bytes, segment) !== 'picture') bytes.fill(0, segment.start + 4, segment.end);
}

function fromJpeg(bytes: Buffer): Buffer | null {
  const { segments, endsAt } = walkJpeg(bytes);
  if (endsAt === null) return null;
  const kept: Buffer[] = [];
  let at = 0;
  let hasResources = false;
  for (const segment of segments) {
    const kind = kindOfSegment(bytes, segment);
    if (kind === 'exif') blankExif(contentOfSegment(bytes, segment, kind));
    else if (kind === 'xmp') blankXmpPlace(contentOfSegment(bytes, segment, kind));
    if (kind === 'picture' || kind === 'exif' || kind === 'xmp') continue;
    // Continued XMP is in pieces, an index of further pictures points behind the end, other programs' data may hold
    // anything.
    kept.push(bytes.subarray(at, segment.start));
    if (kind === 'resources' && !hasResources) {
      hasResources = true;
      kept.push(...resourceSegments(resourcesWithoutPlace(imageResourcesOf(bytes, segments))));
    }
    at = segment.end;
  }
  // A motion photo's video behind the picture carries the place again.
  kept.push(bytes.subarray(at, endsAt));
  return Buffer.concat(kept);
}

/** A chunk without the place; null: it leaves. */
function chunkWithoutPlace(bytes: Buffer, chunk: PngChunk): { type: string; data: Buffer } | null {
  const { type } = chunk;
  const data = bytes.subarray(chunk.from, chunk.to);
  if (type === 'eXIf') {
    blankExif(withoutExifMark(data));
    return { type, data };
  }
  // A draft of the specification packed EXIF in this one.
  if (type === 'zxIf') return null;
  const text = readPngText(bytes, chunk);
  if (text === null) return { type, data };
  if (text.kind !== 'xmp' || text.bytes === null) return null;
  const packet = Buffer.from(text.bytes);
  blankXmpPlace(packet);
  return packet.equals(text.bytes) ? { type, data } : { type: 'iTXt', data: xmpChunkData(packet) };
}

function fromPng(bytes: Buffer): Buffer | null {
  const { chunks, complete } = walkPng(bytes);
  if (!complete) return null;
  const kept = [bytes.subarray(0, 8)];
  for (const chunk of chunks) {
    const clean = chunkWithoutPlace(bytes, chunk);
    if (clean === null) continue;
    const head = Buffer.alloc(8);
    head.writeUInt32BE(clean.data.length);
    head.write(clean.type, 4, 'latin1');
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(clean.data, crc32(head.subarray(4))));
    kept.push(head, clean.data, checksum);
  }
  return Buffer.concat(kept);
}

/** What a WebP's picture and its colours stand in; whatever else a program put beside them may hold anything. */
const webpChunks = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP', 'EXIF', 'XMP ']);

function fromWebp(bytes: Buffer): Buffer | null {
  const { chunks, complete } = walkWebp(bytes);
  if (!complete) return null;
  const head = bytes.subarray(0, 12);
  const kept = [head];
  for (const { type, start, from, to } of chunks) {
    if (!webpChunks.has(type)) continue;
    const data = bytes.subarray(from, to);
    if (type === 'EXIF') blankExif(withoutExifMark(data));
    if (type === 'XMP ') blankXmpPlace(data);
    kept.push(bytes.subarray(start, to), Buffer.alloc((to - from) % 2));
  }
  const result = Buffer.concat(kept);
  result.writeUInt32LE(result.length - 8, 4);
  return result;
}

/**
 * The photo without the place it was taken at, its pixels bit for bit the same; null when its structure does not allow
 * that. `bytes` stay as they are. The caller must check the result once more: a place hidden elsewhere is not found
 * here.
 */
export function removePlace(format: 'jpeg' | 'png' | 'webp', bytes: Buffer): Buffer | null {
  const copy = Buffer.from(bytes);
  if (format === 'jpeg') return fromJpeg(copy);
  return format === 'png' ? fromPng(copy) : fromWebp(copy);
}
