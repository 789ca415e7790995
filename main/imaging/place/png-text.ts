// Reads PNG's text chunks: keyword and content, decompressed where necessary.
import { inflateSync } from 'node:zlib';
import type { PngChunk } from '../structure/png.ts';
import { belongsToPlace } from './names.ts';

export type PngText =
  /** ImageMagick's way: one chunk for each value of EXIF. */
  | { kind: 'value'; keyword: string; isEmpty: boolean }
  /** `bytes` null: packed in a way that cannot be unpacked, or too large to be metadata. */
  | { kind: 'xmp'; bytes: Buffer | null }
  /** EXIF, IPTC or XMP as hexadecimal text. */
  | { kind: 'profile'; name: string; bytes: Buffer | null };

const mostBytes = 16 * 1024 * 1024;
const textTypes = new Set(['tEXt', 'zTXt', 'iTXt']);
const xmpKeyword = 'XML:com.adobe.xmp';

function unpack(data: Buffer): Buffer | null {
  try {
    return inflateSync(data, { maxOutputLength: mostBytes });
  } catch {
    return null;
  }
}

/** «\nexif\n    1234\n»: a name, how many bytes, and then the bytes in hexadecimal. The number is not believed. */
function bytesOfProfile(text: Buffer): Buffer | null {
  const head = /^\s*[^\n]{0,64}\n\s*\d+\n/.exec(text.toString('latin1', 0, 200));
  return head === null ? null : Buffer.from(text.toString('latin1', head[0].length).replace(/\s+/g, ''), 'hex');
}

/** null: no text chunk, or one that can tell no place. A profile of colours is none either. */
export function readPngText(bytes: Buffer, { type, from, to }: PngChunk): PngText | null {
  if (!textTypes.has(type)) return null;
  const data = bytes.subarray(from, to);
  const keyword = data.subarray(0, 80).toString('latin1').split('\0', 1)[0] ?? '';
  const profile = /^raw profile type (\S+)$/i.exec(keyword)?.[1]?.toLowerCase() ?? null;
  const wanted = keyword === xmpKeyword || (profile !== null && profile !== 'icc' && profile !== 'icm');
  if (!wanted && !belongsToPlace(keyword)) return null;
  const content = contentOf(type, data, keyword.length + 1);
  if (profile !== null) return { kind: 'profile', name: profile, bytes: content && bytesOfProfile(content) };
  if (wanted) return { kind: 'xmp', bytes: content };
  return { kind: 'value', keyword, isEmpty: content !== null && content.toString('latin1').trim() === '' };
}

function contentOf(type: string, data: Buffer, at: number): Buffer | null {
  if (type === 'tEXt') return data.subarray(at);
  // One byte names the only method of packing there is.
  if (type === 'zTXt') return unpack(data.subarray(at + 1));
  const isPacked = data[at] === 1;
  const language = data.indexOf(0, at + 2);
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (translated === -1) return null;
  const content = data.subarray(translated + 1);
  return isPacked ? unpack(content) : content;
}

/** A chunk with this packet in the clear, ready to be written. */
export function xmpChunkData(packet: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${xmpKeyword}\0\0\0\0\0`, 'latin1'), packet]);
}
