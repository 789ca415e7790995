// Routes of everything that a browser shows: the pages, the photos' bytes, the avatar. Read-only.
import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlPage } from '../faults/corrupt.ts';
import { serveExchange } from '../http/exchange.ts';
import type { EmulatedService } from '../service.ts';
import { albumPage, homePage, photoPage } from './album-pages.ts';
import { PAGE_HEADERS } from './frame.ts';
import { pageTexts, type PageTexts } from './texts.ts';

const CONTENT_TYPES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  heic: 'image/heic',
  avif: 'image/avif',
  tiff: 'image/tiff',
};

const AVATAR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="18" fill="#b8570f"/>' +
  '<circle cx="32" cy="25" r="10" fill="#fff"/><path d="M13 54c2-12 9-17 19-17s17 5 19 17z" fill="#fff"/></svg>';

const sendPage = (reply: FastifyReply, html: string | null): FastifyReply =>
  html === null
    ? reply.code(404).type('text/html').send(htmlPage(404, 'Not Found'))
    : reply.headers(PAGE_HEADERS).send(html);

/** In the browser's language. */
const textsFor = (request: FastifyRequest): PageTexts => pageTexts(request.headers['accept-language']);

export function addPageRoutes(server: FastifyInstance, service: EmulatedService): void {
  server.get('/', async (request, reply) => sendPage(reply, homePage(service, textsFor(request))));
  server.get<{ Params: { id: string } }>('/album/:id', async (request, reply) => {
    const skip = Number((request.query as { skip?: string }).skip ?? 0);
    return sendPage(
      reply,
      albumPage(service, textsFor(request), request.params.id, Number.isSafeInteger(skip) && skip > 0 ? skip : 0),
    );
  });
  server.get<{ Params: { id: string } }>('/photo/:id/view', async (request, reply) =>
    sendPage(reply, photoPage(service, textsFor(request), request.params.id)),
  );
  // The service's own page addresses, as a person finds them in the browser.
  type Place = { Params: { aid: string; id: string } };
  server.get('/profile/:uid', async (request, reply) => sendPage(reply, homePage(service, textsFor(request))));
  server.get('/profile/:uid/photos', async (request, reply) =>
    sendPage(reply, albumPage(service, textsFor(request), 'personal', 0)),
  );
  server.get<Place>('/profile/:uid/album/:aid', async (request, reply) =>
    sendPage(reply, albumPage(service, textsFor(request), request.params.aid, 0)),
  );
  for (const path of ['/profile/:uid/pphotos/:id', '/profile/:uid/album/:aid/:id'])
    server.get<Place>(path, async (request, reply) =>
      sendPage(reply, photoPage(service, textsFor(request), request.params.id)),
    );
  server.get('/avatar.svg', async (_request, reply) => reply.type('image/svg+xml').send(AVATAR));
  server.get<{ Params: { id: string } }>('/photo/:id', async (request, reply) => {
    const photo = service.memory.records.photos.get(request.params.id);
    if (photo === undefined || photo.deleted || photo.file === null) return sendPage(reply, null);
    const { file, format, bytes } = photo;
    await serveExchange(service, request, reply, {
      method: 'image',
      work: async () => ({
        answer: {
          status: 200,
          headers: {
            'content-type': CONTENT_TYPES[format] ?? 'application/octet-stream',
            'content-length': String(bytes),
            'x-content-type-options': 'nosniff',
            // Whatever hides in the bytes, it is shown as a picture only.
            'content-security-policy': "default-src 'none'; sandbox",
            'cache-control': 'private, max-age=3600',
          },
          body: createReadStream(service.memory.kept.path(file)),
        },
        outcome: 'ok',
        worked: true,
      }),
    });
  });
}
