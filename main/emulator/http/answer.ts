// An answer as a value, and its way onto the wire. It knows nothing of methods or photos.
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { paced } from './paced.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable;
}

/** Sends an answer, at most `bytesPerSecond` of it a second when that is given. */
export async function sendAnswer(reply: FastifyReply, answer: Answer, bytesPerSecond: number | null): Promise<void> {
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

/** Announces the whole answer, sends half of it, and cuts the connection. */
export function sendHalf(reply: FastifyReply, answer: Answer): void {
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
