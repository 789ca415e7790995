// The upload address: a multipart body streamed apart into files, checked, hashed and kept. Nothing is visible before a
// commit.
import type { FastifyInstance } from 'fastify';
import { ServiceRefusal, refusalAnswer } from '../api/refusal.ts';
import { toJson } from '../api/json.ts';
import { serveExchange, type Done, type Exchange } from '../http/exchange.ts';
import { photoError } from '../image-check/limits.ts';
import type { EmulatedService } from '../service.ts';
import type { Change, Received, ReservationRecord } from '../state/records.ts';
import { assignParts } from './assign-parts.ts';
import { discardPart, readParts, type Part } from './read-parts.ts';

export function addUploadRoute(server: FastifyInstance, service: EmulatedService): void {
  server.post('/uploadImage', async (request, reply) => {
    await serveExchange(service, request, reply, {
      method: 'upload',
      work: (work) =>
        upload(
          work,
          new URL(request.url, service.address).searchParams,
          request.headers['content-type'] ?? '',
          service,
        ),
    });
  });
}

async function upload(
  work: Exchange,
  query: URLSearchParams,
  contentType: string,
  service: EmulatedService,
): Promise<Done> {
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    await work.body.drain();
    return refused(new ServiceRefusal(21), service);
  }
  const reservations = findReservations(query, service);
  if (reservations instanceof ServiceRefusal) {
    await work.body.drain();
    return refused(reservations, service);
  }
  work.about.photoIds = reservations.map((reservation) => reservation.photoId);
  work.about.aid = reservations[0]?.aid ?? null;
  const parts = await readParts(work.body, contentType, service);
  if (parts instanceof ServiceRefusal) return refused(parts, service);
  const kept = new Set<Part>();
  try {
    const taken = take(parts, reservations, kept, service);
    if (taken instanceof ServiceRefusal) return refused(taken, service);
    return {
      answer: {
        status: 200,
        headers: { 'content-type': service.switches.uploadContentType },
        body: toJson({ photos: taken }, service.switches),
      },
      outcome: 'ok',
      worked: kept.size > 0,
    };
  } finally {
    await Promise.all(parts.filter((part) => !kept.has(part)).map((part) => discardPart(part, service)));
  }
}

function findReservations(query: URLSearchParams, service: EmulatedService): ReservationRecord[] | ServiceRefusal {
  const apiToken = query.get('apiToken') ?? '';
  const ids = (query.get('photoIds') ?? '').split(',').filter((id) => id !== '');
  if (apiToken === '' || ids.length === 0)
    return new ServiceRefusal(100, 'Missed required parameter: apiToken or photoIds');
  if (new Set(ids).size < ids.length)
    return new ServiceRefusal(100, 'Invalid parameter photoIds value  : an id comes twice');
  const found: ReservationRecord[] = [];
  for (const id of ids) {
    const reservation = service.memory.records.reservations.get(id);
    if (reservation === undefined || reservation.apiToken !== apiToken)
      return new ServiceRefusal(121, `Invalid photo id : ${id.slice(0, 60)}`);
    if (reservation.assignedIds.length > 0) return new ServiceRefusal(121, `Photo is already committed : ${id}`);
    if (reservation.expiresMs <= service.now()) return new ServiceRefusal(121, `Photo id is expired : ${id}`);
    found.push(reservation);
  }
  return found;
}

/**
 * Records the good parts and returns `photos` of the answer. One bad part refuses the whole request unless switched
 * otherwise.
 */
function take(
  parts: Part[],
  reservations: ReservationRecord[],
  kept: Set<Part>,
  service: EmulatedService,
): Record<string, { token: string }> | ServiceRefusal {
  const { limits, partialUpload, repeatedUpload, partOrder } = service.switches;
  if (parts.length === 0) return new ServiceRefusal(505);
  const pairs = assignParts(parts, reservations, partOrder);
  if (pairs === null)
    return new ServiceRefusal(
      100,
      `Invalid parameter photoIds value  : ${parts.length} files for ${reservations.length} ids`,
    );
  const changes: Change[] = [];
  const photos: Record<string, { token: string }> = {};
  const replaced: string[] = [];
  let firstRefusal: ServiceRefusal | null = null;
  for (const { part, reservation } of pairs) {
    const code = photoError(part.sight, limits);
    const refusal =
      code !== null
        ? new ServiceRefusal(code)
        : reservation.received !== null && repeatedUpload === 'error'
          ? new ServiceRefusal(121, `Photo is already uploaded : ${reservation.photoId}`)
          : // A commit may have come while these bytes were on their way.
            reservation.assignedIds.length > 0
            ? new ServiceRefusal(121, `Photo is already committed : ${reservation.photoId}`)
            : null;
    if (refusal !== null) {
      if (partialUpload === 'refuse-all') return refusal;
      firstRefusal ??= refusal;
      continue;
    }
    if (reservation.received !== null && repeatedUpload === 'keep-first') {
      photos[reservation.photoId] = { token: reservation.received.token };
      continue;
    }
    const received = receivedFrom(part, service.now());
    if (reservation.received?.file) replaced.push(reservation.received.file);
    changes.push({ kind: 'received', photoId: reservation.photoId, received });
    kept.add(part);
    photos[reservation.photoId] = { token: received.token };
  }
  if (firstRefusal !== null && Object.keys(photos).length === 0) return firstRefusal;
  service.memory.record(...changes);
  for (const file of replaced) void service.memory.kept.remove(file);
  return photos;
}

function receivedFrom(part: Part, nowMs: number): Received {
  const { sight, sha256, token, file, fileName, contentType } = part;
  const { bytes, format, width, height, orientation } = sight;
  return {
    token,
    sha256,
    bytes,
    format: format ?? '',
    width,
    height,
    orientation,
    fileName,
    contentType,
    receivedMs: nowMs,
    file,
  };
}

function refused(refusal: ServiceRefusal, service: EmulatedService): Done {
  const { uploadErrorStatus, uploadContentType } = service.switches;
  const answer = refusalAnswer(refusal, service.switches);
  const headers = { ...answer.headers, 'content-type': uploadContentType };
  return { answer: { ...answer, headers, status: uploadErrorStatus }, outcome: `error ${refusal.code}`, worked: false };
}
