// Whether a picture tells where it was taken, by coordinates or by names, wherever its format keeps such data.
import type { ImageFormat } from '../../../shared/image-formats.ts';
import { exifMark, walkJpeg } from '../structure/jpeg.ts';
import { walkPng } from '../structure/png.ts';
import { walkWebp } from '../structure/webp.ts';
import { placeInExif } from './exif-place.ts';
import type { ImagePart } from './image-part.ts';
import { iimTellsPlace, resourcesTellPlace } from './iptc-place.ts';
import { jpegParts, kindOfSegment } from './jpeg-metadata.ts';
import { looseTellsPlace } from './loose-place.ts';
import { namesPlace } from './names.ts';
import { readPngText } from './png-text.ts';
import { findXmp } from './xmp-packets.ts';
import { xmpTellsPlace } from './xmp-place.ts';

const xmpInSegment = 'http://ns.adobe.com/xap/1.0/\0';
/** A file with more compressed texts than any real picture is an attack. */
const mostTexts = 64;

/** Some writers copy JPEG's mark in front of the block. */
export const withoutExifMark = (bytes: Buffer) =>
  bytes.subarray(0, exifMark.length).equals(exifMark) ? bytes.subarray(exifMark.length) : bytes;

/** What is removed from a JPEG as a whole together with its place: programs' own segments, and data behind its end. */
function looseParts(bytes: Buffer): ImagePart[] {
  const { segments, endsAt } = walkJpeg(bytes);
  const own = segments.filter((segment) => kindOfSegment(bytes, segment) === 'other');
  const loose = [...own.map(({ start, end }) => bytes.subarray(start, end)), bytes.subarray(endsAt ?? bytes.length)];
  return loose.map((part) => ({ kind: 'loose', bytes: part }));
}

function profileParts(name: string, bytes: Buffer): ImagePart[] {
  if (name === 'xmp') return [{ kind: 'xmp', bytes }];
  if (name === 'iptc' || name === '8bim') {
    return [
      { kind: 'iim', bytes },
      { kind: 'resources', bytes },
    ];
  }
  // «APP1» is a whole segment of a JPEG: EXIF or XMP.
  return bytes.toString('latin1', 0, xmpInSegment.length) === xmpInSegment
    ? [{ kind: 'xmp', bytes: bytes.subarray(xmpInSegment.length) }]
    : [{ kind: 'exif', bytes: withoutExifMark(bytes) }];
}

function pngParts(bytes: Buffer): ImagePart[] {
  const parts: ImagePart[] = [];
  let texts = 0;
  for (const chunk of walkPng(bytes).chunks) {
    const data = bytes.subarray(chunk.from, chunk.to);
    if (chunk.type === 'eXIf') parts.push({ kind: 'exif', bytes: withoutExifMark(data) });
    const text = texts < mostTexts ? readPngText(bytes, chunk) : null;
    if (text === null) continue;
    texts += 1;
    if (text.kind === 'value') {
      if (!text.isEmpty && namesPlace(text.keyword)) parts.push({ kind: 'value', bytes: data });
    } else if (text.bytes !== null) {
      parts.push(
        ...(text.kind === 'xmp' ? [{ kind: text.kind, bytes: text.bytes }] : profileParts(text.name, text.bytes)),
      );
    }
  }
  return parts;
}

function webpParts(bytes: Buffer): ImagePart[] {
  return walkWebp(bytes).chunks.flatMap(({ type, from, to }): ImagePart[] => {
    if (type === 'EXIF') return [{ kind: 'exif', bytes: withoutExifMark(bytes.subarray(from, to)) }];
    return type === 'XMP ' ? [{ kind: 'xmp', bytes: bytes.subarray(from, to) }] : [];
  });
}

/** EXIF wherever it stands with its mark: second pictures, trailers, items of HEIC and AVIF. */
function markedExif(bytes: Buffer): ImagePart[] {
  const parts: ImagePart[] = [];
  for (const byteOrder of ['MM\0*', 'II*\0']) {
    const mark = Buffer.concat([exifMark, Buffer.from(byteOrder, 'latin1')]);
    for (let at = bytes.indexOf(mark); at !== -1 && parts.length < mostTexts; at = bytes.indexOf(mark, at + 1))
      parts.push({ kind: 'exif', bytes: bytes.subarray(at + exifMark.length) });
  }
  return parts;
}

function packetsIn(bytes: Buffer): ImagePart[] {
  return findXmp(bytes).map(({ from, to }) => ({ kind: 'xmp', bytes: bytes.subarray(from, to) }));
}

/** What the container itself names as metadata of its picture; null for those that are not walked here. */
function namedParts(format: ImageFormat, bytes: Buffer): ImagePart[] | null {
  if (format === 'jpeg') return jpegParts(bytes, walkJpeg(bytes).segments);
  if (format === 'png') return pngParts(bytes);
  if (format === 'webp') return webpParts(bytes);
  return format === 'tiff' ? [{ kind: 'exif', bytes }] : null;
}

/** The blocks that speak of the picture itself, not of other pictures in the file. */
export function partsOfPicture(format: ImageFormat, bytes: Buffer): ImagePart[] {
  return namedParts(format, bytes) ?? packetsIn(bytes).slice(0, 1);
}

/** All blocks of metadata of a file. Some may be found twice, by the container's word and by their own mark. */
export function metadataParts(format: ImageFormat, bytes: Buffer): ImagePart[] {
  const loose = format === 'jpeg' ? looseParts(bytes) : [];
  return [...(namedParts(format, bytes) ?? []), ...loose, ...packetsIn(bytes), ...markedExif(bytes)];
}

function exifTellsPlace(block: Buffer, mayHoldThumbnails = true): boolean {
  const { tellsPlace, thumbnails } = placeInExif(block);
  if (tellsPlace || !mayHoldThumbnails) return tellsPlace;
  return thumbnails.some(({ from, to }) => thumbnailTellsPlace(block.subarray(from, to)));
}

/** A thumbnail inside EXIF is a JPEG that may bring metadata of its own. */
export function thumbnailTellsPlace(bytes: Buffer): boolean {
  return jpegParts(bytes, walkJpeg(bytes).segments).some((part) => partTellsPlace(part, false));
}

function partTellsPlace({ kind, bytes }: ImagePart, mayHoldThumbnails = true): boolean {
  if (kind === 'value') return true;
  if (kind === 'loose') return looseTellsPlace(bytes);
  if (kind === 'xmp') return xmpTellsPlace(bytes);
  if (kind === 'iim') return iimTellsPlace(bytes);
  if (kind === 'resources') return resourcesTellPlace(bytes, (exif) => exifTellsPlace(exif, false));
  return exifTellsPlace(bytes, mayHoldThumbnails);
}

/** `exif`: what only a decoder finds, in containers that are not walked here. */
export function tellsPlace(parts: readonly ImagePart[], exif: Buffer | null): boolean {
  return (exif !== null && exifTellsPlace(exif)) || parts.some((part) => partTellsPlace(part));
}
