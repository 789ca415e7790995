// The HTTP server: all routes of the emulator, and the guards in front of them.
import Fastify, { type FastifyInstance } from 'fastify';
import { addApiRoutes } from './api/routes.ts';
import { addControlRoutes } from './control/routes.ts';
import { addOAuthRoutes } from './oauth/routes.ts';
import { addPageRoutes } from './pages/routes.ts';
import type { EmulatedService } from './service.ts';
import { htmlPage } from './faults/corrupt.ts';
import { addUploadRoute } from './upload/upload.ts';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Host names without a port, as the Host header gives them. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

export function createServer(service: EmulatedService): FastifyInstance {
  const server = Fastify({
    logger: false,
    forceCloseConnections: true,
    // Bodies are streams here; their limits are those of the routes.
    bodyLimit: Number.MAX_SAFE_INTEGER,
    requestTimeout: 0,
    routerOptions: { ignoreTrailingSlash: true },
    exposeHeadRoutes: false,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _payload, done) => done(null));

  server.addHook('onRequest', async (request, reply) => {
    // A web page of another name that resolves to this machine, or of another origin, must not reach the emulator.
    if (!LOOPBACK_NAMES.has(nameOf(request.headers.host ?? ''))) {
      return reply.code(421).type('text/html').send(htmlPage(421, 'Misdirected Request'));
    }
    const { origin } = request.headers;
    if (request.url.startsWith('/__emulator/') && origin !== undefined && `${origin}/` !== service.address) {
      return reply.code(403).send({ error: 'the control API takes no calls from web pages' });
    }
  });
  server.setNotFoundHandler((_request, reply) => reply.code(404).type('text/html').send(htmlPage(404, 'Not Found')));
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    // A client that went away in the middle of its body is no fault of ours.
    if (status >= 500 && error.code !== 'ECONNRESET')
      process.stderr.write(`emulator: ${error.stack ?? error.message}\n`);
    return reply.code(status).type('text/html').send(htmlPage(status, 'Error'));
  });

  addApiRoutes(server, service);
  addUploadRoute(server, service);
  addControlRoutes(server, service);
  addOAuthRoutes(server, service);
  addPageRoutes(server, service);
  return server;
}
