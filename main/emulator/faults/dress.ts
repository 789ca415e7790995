// A good answer in an unusual form: compressed, in another character set, after interim answers, by an older protocol.
// All of it is legal HTTP, or common enough.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import type { HttpAnswer } from '../http/answer.ts';

export const PACKINGS = ['gzip', 'deflate', 'deflate-raw', 'br', 'gzip-unsaid', 'gzip-twice', 'bomb'] as const;
export type Packing = (typeof PACKINGS)[number];

/** Spaces in front of the answer: small when packed, larger than any answer when not. */
const BOMB_BYTES = 64 * 1024 * 1024;

const bytesOf = ({ body }: HttpAnswer): Buffer => (body instanceof Readable ? Buffer.alloc(0) : Buffer.from(body));

export function pack(good: HttpAnswer, how: Packing): HttpAnswer {
  const plain = bytesOf(good);
  const said = (encoding: string, body: Buffer): HttpAnswer => ({
    ...good,
    headers: { ...good.headers, 'content-encoding': encoding },
    body,
  });
  switch (how) {
    case 'gzip':
      return said('gzip', gzipSync(plain));
    case 'gzip-unsaid':
      return { ...good, body: gzipSync(plain) };
    case 'gzip-twice':
      return said('gzip, gzip', gzipSync(gzipSync(plain)));
    case 'deflate':
      return said('deflate', deflateSync(plain));
    case 'deflate-raw':
      return said('deflate', deflateRawSync(plain));
    case 'br':
      return said('br', brotliCompressSync(plain));
    case 'bomb':
      return said('gzip', gzipSync(Buffer.concat([Buffer.alloc(BOMB_BYTES, ' '), plain])));
  }
}

export const DRESSES = ['bom', 'utf-16', 'html-type', 'jsonp', 'trailers', 'http-1.0'] as const;
export type Dress = (typeof DRESSES)[number];

/** What of a dress lies in the bytes; `trailers` and `http-1.0` lie in how they are sent. */
export function dressed(good: HttpAnswer, how: Dress): HttpAnswer {
  const plain = bytesOf(good);
  switch (how) {
    case 'bom':
      return { ...good, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]) };
    case 'utf-16':
      return {
        ...good,
        headers: { ...good.headers, 'content-type': 'application/json;charset=utf-16le' },
        body: Buffer.from(plain.toString('utf8'), 'utf16le'),
      };
    case 'html-type':
      return { ...good, headers: { ...good.headers, 'content-type': 'text/html; charset=UTF-8' } };
    case 'jsonp':
      return { ...good, body: Buffer.concat([Buffer.from('callback('), plain, Buffer.from(');')]) };
    case 'trailers':
    case 'http-1.0':
      return good;
  }
}
