// The small server that the browser comes back to: one page, one answer, on this computer only. Judges no answer; logs nothing.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Language } from '../../../../shared/locales/language.ts';
import type { Translate } from '../../../../shared/locales/translate.ts';
import { handOverScript, signInPageHtml, signInPagePolicy, signInPageStyle } from './loopback-page.ts';
import type { HandOverResult } from './loopback-page.ts';

export interface LoopbackPage {
  /** Resolves when the port is free again. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** The registered address: it says host, port and path. */
  redirect: string;
  language: Language;
  t: Translate;
  /** Called at most once, with what the service wrote behind the address. Says what the browser shall show. */
  onAnswer: (text: string) => HandOverResult;
}

/** A token is a few hundred bytes; more than this is no answer. */
const LONGEST_ANSWER_BYTES = 16_384;
/** A URL does not name the port that its scheme has anyway. */
const USUAL_PORT = 80;
/** A browser that sends nothing for so long has gone. */
const SLOWEST_REQUEST_MS = 10_000;

/** `port_in_use` when somebody else listens there, in either family of addresses: «localhost» may lead to both. */
export async function openLoopbackPage(options: LoopbackOptions): Promise<LoopbackPage | 'port_in_use'> {
  const { host, hostname, port } = new URL(options.redirect);
  const path = new URL(options.redirect).pathname;
  // Two slashes at the beginning of an address name another host.
  const files = path.replace(/\/$/, '');
  let asked = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Another name that leads here is a page of somebody else that tries to speak to us.
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
    // Too much to be an answer counts as a wrong one.
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
            // What is being answered may finish; what only hangs on may not keep the port.
            setTimeout(() => server.closeAllConnections(), 1_000).unref();
          }),
      ),
    );
  };
  for (const address of wanted) {
    const server = serve();
    const listens = await listen(server, Number(port || USUAL_PORT), address);
    if (listens === 'listening') servers.push(server);
    // A computer without IPv6 has no «::1»; then nobody else can be there either.
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

/** A page of somebody else can send a form here, but not under our name. */
function fromOwnPage({ headers }: IncomingMessage, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin === origin && (site === undefined || site === 'same-origin');
}

/** null: too much. */
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
