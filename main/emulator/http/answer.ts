// An answer as a value, and how it is sent.
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { paced } from './paced.ts';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable;
}

/** Sends an answer, at most `bytesPerSecond` of it a second when that is given. */
export async function sendAnswer(
  reply: FastifyReply,
  answer: HttpAnswer,
  bytesPerSecond: number | null,
): Promise<void> {
  const { status, headers, body } = answer;
  if (bytesPerSecond === null) {
    await reply.code(status).headers(headers).send(body);
    return;
  }
  reply.hijack();
  reply.raw.writeHead(status, headers);
  const pieces = typeof body === 'string' || Buffer.isBuffer(body) ? [Buffer.from(body)] : body;
  try {
    for await (const piece of paced(pieces as AsyncIterable<Buffer>, bytesPerSecond)) {
      if (reply.raw.destroyed) return;
      reply.raw.write(piece);
    }
  } finally {
    reply.raw.end();
  }
}

/** Interim answers, as they are on the wire. */
export function sendInterim(reply: FastifyReply, statuses: readonly number[]): void {
  for (const status of statuses)
    reply.raw.socket?.write(`HTTP/1.1 ${status} ${INTERIM_NAMES[status] ?? 'Interim'}\r\n\r\n`);
}

const INTERIM_NAMES: Readonly<Record<number, string>> = { 100: 'Continue', 102: 'Processing', 103: 'Early Hints' };

/** In chunks, with a trailer after them. */
export function sendWithTrailer(reply: FastifyReply, { status, headers, body }: HttpAnswer): void {
  reply.hijack();
  reply.raw.writeHead(status, { ...headers, trailer: 'x-check' });
  reply.raw.write(wholeOf(body));
  reply.raw.addTrailers({ 'x-check': 'done' });
  reply.raw.end();
}

/** By the older protocol, without a length: the end of the connection is the end of the answer. */
export function sendOldFashioned(reply: FastifyReply, { status, headers, body }: HttpAnswer): void {
  reply.hijack();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { socket } = reply.raw;
  socket?.write(`HTTP/1.0 ${status} OK\r\n${lines.join('')}\r\n`);
  socket?.end(wholeOf(body));
}

/** Pictures are streamed, and have no use for any of this. */
const wholeOf = (body: HttpAnswer['body']): string | Buffer =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : '';

/** Announces the whole answer, sends half of it, and cuts the connection. */
export function sendHalf(reply: FastifyReply, answer: HttpAnswer): void {
  const body = Buffer.from(typeof answer.body === 'string' || Buffer.isBuffer(answer.body) ? answer.body : '');
  reply.hijack();
  reply.raw.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  reply.raw.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.raw.destroy());
}

/** Cuts the connection without a word. */
export function cutConnection(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.destroy();
}
