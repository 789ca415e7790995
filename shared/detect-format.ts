// Detects the format of an image from its first bytes. Pure.
import type { ImageFormat } from './image-formats.ts';

/** Bytes from the start of a file that `detectFormat` looks at; fewer are fine. */
export const detectionBytes = 4096;

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const avifBrands = new Set(['avif', 'avis']);
/** II*\0, MM\0*, and the two of BigTIFF. */
const tiffMarks = new Set(['II*\0', 'MM\0*', 'II+\0', 'MM\0+']);
/** Header sizes of BMP versions: the bytes «BM» alone also begin ordinary texts. */
const bmpHeaders = new Set([12, 40, 52, 56, 64, 108, 124]);

/** One character per byte. */
function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** The major brand decides; `mif1` and `msf1` mean «some HEIF», so the compatible brands decide. */
function heifFormat(head: Uint8Array): ImageFormat | null {
  const boxBytes = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const end = Math.min(boxBytes, head.length, 256);
  const brands = [latin1(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(head, at, at + 4));
  const [major = ''] = brands;
  if (avifBrands.has(major)) return 'avif';
  if (heicBrands.has(major)) return 'heic';
  if (major !== 'mif1' && major !== 'msf1') return null;
  if (brands.some((brand) => avifBrands.has(brand))) return 'avif';
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : null;
}

function isSvg(head: Uint8Array): boolean {
  const text = latin1(head, 0, head.length)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (!text.startsWith('<')) return false;
  // Comments, declarations and a doctype (with its own brackets) may stand before the root.
  const root = text.replace(/<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^[>]*(\[[^\]]*\])?\s*>/gi, '').trimStart();
  return /^<(svg|[a-z]+:svg)[\s>]/i.test(root);
}

function isBmp(head: Uint8Array): boolean {
  const headerBytes = head.length < 18 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(14, true);
  return latin1(head, 0, 2) === 'BM' && bmpHeaders.has(headerBytes);
}

/** The format of a file that begins with `start`, or null for no known image. */
export function detectFormat(start: Uint8Array): ImageFormat | null {
  // Not a byte more: the search for the root of an SVG is slow on a long file.
  const head = start.subarray(0, detectionBytes);
  const first = latin1(head, 0, 12);
  if (first.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (first.startsWith('\xff\x0a')) return 'jxl';
  if (first.length < 12) return null;
  if (first.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^GIF8[79]a/.test(first)) return 'gif';
  if (first.startsWith('RIFF') && first.endsWith('WEBP')) return 'webp';
  if (first.startsWith('ftyp', 4)) return heifFormat(head);
  if (first.endsWith('JXL \r\n\x87\n')) return 'jxl';
  if (tiffMarks.has(first.slice(0, 4))) return 'tiff';
  if (isBmp(head)) return 'bmp';
  return isSvg(head) ? 'svg' : null;
}
