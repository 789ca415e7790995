// The bytes of an answer as text: unpacked where a proxy packed them unasked, and decoded from their character set.
// Bounded; never throws.
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const gunzip = promisify(zlib.gunzip) as Unpack;
const inflate = promisify(zlib.inflate) as Unpack;
const inflateRaw = promisify(zlib.inflateRaw) as Unpack;
const brotli = promisify(zlib.brotliDecompress) as Unpack;
// Electron's Node may be older than the first one that has it.
const zstd = 'zstdDecompress' in zlib ? (promisify(zlib.zstdDecompress) as Unpack) : null;

/** Packed twice has been seen. */
const MOST_LAYERS = 3;

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZstd = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUInt32LE(0) === 0xfd2fb528;
/** The head of zlib: method 8, and a check over both bytes. */
const isZlib = (bytes: Buffer): boolean =>
  bytes.length > 1 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;

/** By the bytes where they tell, by the header where they do not: proxies change one and forget the other. */
function unpackerOf(bytes: Buffer, encoding: string | undefined): Unpack | null {
  if (isGzip(bytes)) return gunzip;
  if (isZstd(bytes)) return zstd;
  switch (encoding) {
    case 'br':
      return brotli;
    case 'deflate':
      // Many servers send it without zlib's head.
      return isZlib(bytes) ? inflate : inflateRaw;
    default:
      return null;
  }
}

/** JSON, a page, or the mark of an encoding of text: it is not packed, whatever the header says. */
const isPlain = (bytes: Buffer): boolean =>
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*[{["<\-\dtfn]/u.test(bytes.toString('latin1', 0, 64));

/** null: it cannot be unpacked, or would become larger than `mostBytes`. */
async function unpack(bytes: Buffer, encodings: string[], mostBytes: number): Promise<Buffer | null> {
  let left = bytes;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const encoding = encodings.pop();
    const unpacker = unpackerOf(left, encoding);
    if (unpacker === null) {
      if (encoding === undefined || encoding === 'identity') return left;
      continue;
    }
    try {
      left = await unpacker(left, { maxOutputLength: mostBytes });
    } catch {
      // Declared as packed, but plain.
      return encoding !== undefined && !isGzip(left) && isPlain(left) ? left : null;
    }
  }
  return left;
}

const charsetOf = (contentType: string): string | null => /charset\s*=\s*"?([\w.:-]+)/iu.exec(contentType)?.[1] ?? null;

/** UTF-16 that is not declared: the first character of JSON is ASCII, so its other byte is zero. */
function utf16Of(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length < 4) return null;
  if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : null;
}

function decode(bytes: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The text, without a byte order mark; null when it cannot be unpacked or is larger than `mostBytes`.
 *
 * @param headers as undici gives them: names in lower case
 */
export async function answerText(
  bytes: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  mostBytes: number,
): Promise<string | null> {
  const encodings = wordsOf(headers['content-encoding']).map((word) => word.replace(/^x-/u, ''));
  const plain = await unpack(bytes, encodings, mostBytes);
  if (plain === null) return null;
  const charset = utf16Of(plain) ?? charsetOf(String(headers['content-type'] ?? '')) ?? 'utf-8';
  return decode(plain, charset) ?? plain.toString('utf8').replace(/^\uFEFF/u, '');
}

function wordsOf(value: string | string[] | undefined): string[] {
  return String(value ?? '')
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
