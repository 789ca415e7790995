// The small server that the browser returns to: one page, one answer, on this computer only. Never logs: the answer
// is a secret.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Language } from '../../shared/locales/languages.ts';
import type { Translate } from '../../shared/locales/translate.ts';
import { handOverScript, signInPageHtml, signInPagePolicy, signInPageStyle } from './loopback-page.ts';
import type { HandOverResult } from './loopback-page.ts';

export interface LoopbackPage {
  /** Resolves when the port is free again. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** The registered return address: it gives host, port and path. */
  redirect: string;
  language: Language;
  t: Translate;
  /** Called at most once, with the answer behind the address. Returns what the browser shows. */
  onAnswer: (text: string) => HandOverResult;
}

/** A token is a few hundred bytes; more than this is no answer. */
const LONGEST_ANSWER_BYTES = 16_384;
/** `URL` leaves out the default port of its scheme. */
const USUAL_PORT = 80;
/** A browser that sends nothing for so long is gone. */
const SLOWEST_REQUEST_MS = 10_000;

/** `port_in_use`: another program listens there, by IPv4 or IPv6: «localhost» may lead to both. */
export async function openLoopbackPage(options: LoopbackOptions): Promise<LoopbackPage | 'port_in_use'> {
  const { host, hostname, port } = new URL(options.redirect);
  const path = new URL(options.redirect).pathname;
  // An address that begins with two slashes would name another host.
  const files = path.replace(/\/$/, '');
  let asked = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Another host name that leads here belongs to a foreign page (DNS rebinding).
    if (request.headers.host !== host) return send(response, 421, 'text/plain', '');
    const wanted = (request.url ?? '').split('?', 1)[0];
    if (request.method === 'GET') {
      if (wanted === path) return send(response, 200, 'text/html', signInPageHtml(files, options.language, options.t));
      if (wanted === `${files}/hand-over.js`) return send(response, 200, 'text/javascript', handOverScript);
      if (wanted === `${files}/page.css`) return send(response, 200, 'text/css', signInPageStyle);
      return send(response, 404, 'text/plain', '');
    }
    if (request.method !== 'POST' || wanted !== path) return send(response, 405, 'text/plain', '');
    if (!fromOwnPage(request, `http://${host}`)) return send(response, 403, 'text/plain', 'failed');
    if (asked) return send(response, 410, 'text/plain', 'failed');
    asked = true;
    const text = await body(request);
    // A text that is too long counts as a wrong answer.
    const result = options.onAnswer(text ?? '');
    send(response, result === 'failed' ? 403 : 200, 'text/plain', result);
  };

  const serve = (): Server => {
    const server = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy());
    });
    server.requestTimeout = SLOWEST_REQUEST_MS;
    server.headersTimeout = SLOWEST_REQUEST_MS;
    server.maxHeadersCount = 64;
    return server;
  };

  const wanted = hostname === 'localhost' ? ['127.0.0.1', '::1'] : [hostname.replace(/^\[|\]$/g, '')];
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeIdleConnections();
            // Answers may finish; idle connections must not keep the port.
            setTimeout(() => server.closeAllConnections(), 1_000).unref();
          }),
      ),
    );
  };
  for (const address of wanted) {
    const server = serve();
    const listens = await listen(server, Number(port || USUAL_PORT), address);
    if (listens === 'listening') servers.push(server);
    // A computer without IPv6 has no «::1»; then no other program can listen there either.
    else if (listens === 'taken' || address !== '::1') {
      await close();
      return 'port_in_use';
    }
  }
  return { close };
}

function listen(server: Server, port: number, host: string): Promise<'listening' | 'taken' | 'not_there'> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? 'not_there' : 'taken'),
    );
    server.listen({ port, host, exclusive: true }, () => resolve('listening'));
  });
}

/** A foreign page can post a form here, but not with our origin. */
function fromOwnPage({ headers }: IncomingMessage, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}

/** null: too long. */
async function body(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > LONGEST_ANSWER_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'content-security-policy': signInPagePolicy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    connection: 'close',
  });
  response.end(text);
}
