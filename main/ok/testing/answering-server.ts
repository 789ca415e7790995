// A server for tests that gives the test's answers, and records the requests.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Log, LogFields } from '../../engine/ports.ts';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface AnsweringServer {
  /** With a closing slash. */
  address: string;
  /** Requests read to their end. */
  asked: Asked[];
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** What to answer: a body with HTTP 200, a whole answer, or null to do nothing at all. */
export type Reply = string | { status?: number; headers?: Record<string, string>; body?: string } | null;

/**
 * @param reply called when a request was read
 * @param early called when its head was read; true when it has handled the request
 */
export async function startAnswering(
  reply: (asked: Asked) => Reply | Promise<Reply>,
  early: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<AnsweringServer> {
  const asked: Asked[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    if (early(request, response)) return;
    void buffer(request).then(
      async (body) => {
        const about = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
        asked.push(about);
        const said = await reply(about);
        if (said === null) return;
        const whole = typeof said === 'string' ? { body: said } : said;
        response.writeHead(whole.status ?? 200, { 'content-type': 'application/json', ...whole.headers });
        response.end(whole.body ?? '');
      },
      () => {},
    );
  });
  server.on('connection', () => (connections += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Remembers every line, so that a test can search them for secrets. */
export function rememberingLog(): Log & { lines: { event: string; fields: LogFields | undefined }[] } {
  const lines: { event: string; fields: LogFields | undefined }[] = [];
  const write = (event: string, fields?: LogFields): void => void lines.push({ event, fields });
  return { lines, info: write, warn: write, error: write };
}
