// Turns a good answer into a bad one: broken JSON, wrong types, HTML, endless text. Pure.
import { Readable } from 'node:stream';
import type { HttpAnswer } from '../http/answer.ts';
import type { Fault } from './faults.ts';

/** Default size of a `huge` answer: what a careless client would gather in memory. */
const HUGE_BYTES = 104_857_600;
const PIECE_BYTES = 65_536;

/** The page of a front server that has lost what stands behind it. */
export const htmlPage = (status: number, title: string): string =>
  `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n` +
  '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';

const TITLES: Record<number, string> = {
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

export const httpStatusAnswer = (status: number, retryAfterSeconds?: number): HttpAnswer => ({
  status,
  headers: {
    'content-type': 'text/html',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  },
  body: htmlPage(status, TITLES[status] ?? 'Error'),
});

/** @param to where the client is sent on to */
export const redirectAnswer = (status: number, to: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html', location: to },
  body: htmlPage(status, 'Moved'),
});

/** Same keys, same JSON syntax, every value of another type. */
export function withWrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return { items: value.length };
  if (typeof value === 'string') return 42;
  if (typeof value === 'number') return 'many';
  if (typeof value === 'boolean') return 'perhaps';
  if (value === null) return [];
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, withWrongTypes(inner)]));
}

const hugeJson = (bytes: number): Readable => {
  const open = '{"padding":"';
  const close = '"}';
  const piece = Buffer.alloc(PIECE_BYTES, 'a');
  return Readable.from(
    (function* () {
      yield Buffer.from(open);
      for (let left = bytes - open.length - close.length; left > 0; left -= PIECE_BYTES) {
        yield left >= PIECE_BYTES ? piece : piece.subarray(0, left);
      }
      yield Buffer.from(close);
    })(),
    { objectMode: false },
  );
};

/** The bad answer that takes the place of `good`. */
export function corruptAnswer(good: HttpAnswer, kind: NonNullable<Fault['answer']>, bytes = HUGE_BYTES): HttpAnswer {
  const text = good.body instanceof Readable ? '' : good.body.toString();
  switch (kind) {
    case 'truncated':
      return { ...good, body: text.slice(0, Math.max(1, Math.floor(text.length / 2))) };
    case 'null':
      return { ...good, body: 'null' };
    case 'empty':
      return { ...good, body: '' };
    case 'html':
      return { ...good, headers: { 'content-type': 'text/html;charset=utf-8' }, body: htmlPage(200, 'OK') };
    case 'wrong-types':
      return { ...good, body: JSON.stringify(withWrongTypes(JSON.parse(text || 'null'))) };
    case 'huge':
      return { ...good, body: hugeJson(bytes) };
  }
}
