// Says what a file is from its first bytes, and what its name promises. Reads no files, decodes nothing.
import { extname } from 'node:path';
import type { ImageFormat } from '../../shared/facts.ts';

/** Bytes from the start of a file that `sniff` wants to see; fewer are fine. */
export const sniffBytes = 4096;

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const avifBrands = new Set(['avif', 'avis']);

const ascii = (head: Buffer, from: number, to: number) => head.toString('latin1', from, to);

/** The major brand decides; `mif1` and `msf1` say «some HEIF», and then the compatible brands tell which. */
function heifFormat(head: Buffer): ImageFormat | null {
  const end = Math.min(head.readUInt32BE(0), head.length, 256);
  const brands = [ascii(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(head, at, at + 4));
  const [major = ''] = brands;
  if (avifBrands.has(major)) return 'avif';
  if (heicBrands.has(major)) return 'heic';
  if (major !== 'mif1' && major !== 'msf1') return null;
  if (brands.some((brand) => avifBrands.has(brand))) return 'avif';
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : null;
}

function isSvg(head: Buffer): boolean {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!text.startsWith('<')) return false;
  // Comments, declarations and a doctype (with its own brackets) may stand before the root.
  const root = text.replace(/<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^[>]*(\[[^\]]*\])?\s*>/gi, '').trimStart();
  return /^<(svg|[a-z]+:svg)[\s>]/i.test(root);
}

function isBmp(head: Buffer): boolean {
  return (
    head.length >= 18 && ascii(head, 0, 2) === 'BM' && [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14))
  );
}

/** The format of a file that begins with `start`, or null for no known image. */
export function sniff(start: Buffer): ImageFormat | null {
  // Not a byte more: what looks for the root of an SVG would go over a long file again and again.
  const head = start.subarray(0, sniffBytes);
  if (head.length >= 3 && head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (head.length >= 2 && head.readUInt16BE(0) === 0xff0a) return 'jxl';
  if (head.length < 12) return null;
  if (ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (/^GIF8[79]a/.test(ascii(head, 0, 6))) return 'gif';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'webp';
  if (ascii(head, 4, 8) === 'ftyp') return heifFormat(head);
  if (ascii(head, 4, 12) === 'JXL \r\n\x87\n') return 'jxl';
  const mark = head.readUInt32BE(0);
  // II*\0, MM\0*, and the two of BigTIFF.
  if (mark === 0x49492a00 || mark === 0x4d4d002a || mark === 0x49492b00 || mark === 0x4d4d002b) return 'tiff';
  if (isBmp(head)) return 'bmp';
  return isSvg(head) ? 'svg' : null;
}

/** Camera raw files look like TIFF, but their first picture is a preview the size of a stamp: never to be sent as the photo. */
const rawExtensions = new Set([
  '.dng',
  '.nef',
  '.nrw',
  '.cr2',
  '.cr3',
  '.arw',
  '.srf',
  '.sr2',
  '.orf',
  '.rw2',
  '.pef',
  '.srw',
  '.raf',
  '.3fr',
  '.erf',
  '.kdc',
  '.mos',
  '.raw',
]);
const imageExtensions = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.gif',
  '.webp',
  '.heic',
  '.heif',
  '.hif',
  '.avif',
  '.tif',
  '.tiff',
  '.bmp',
  '.dib',
  '.svg',
  '.jxl',
]);

export function isNamedLikeRaw(path: string): boolean {
  return rawExtensions.has(extname(path).toLowerCase());
}

/** Whether a person would expect a picture under this name: then it is told to them when there is none. */
export function isNamedLikeImage(path: string): boolean {
  return imageExtensions.has(extname(path).toLowerCase()) || isNamedLikeRaw(path);
}
