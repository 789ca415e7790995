// The control API under /__emulator/, JSON in and out, for tests and people on this machine. The service has no such
// API.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FaultOrder } from '../faults/faults.ts';
import type { EmulatedService } from '../service.ts';
import { readLedger } from '../state/ledger.ts';
import { SwitchPatch } from '../switches.ts';
import { TokenOrder, addFault, changeTokens, deleteAlbum, deletePhoto, reset, setSwitches } from './commands.ts';

const LONGEST_ORDER_BYTES = 1024 * 1024;

const AlbumDeletion = z.strictObject({ aid: z.string() });
const PhotoDeletion = z.strictObject({ assignedId: z.string() });

/** Parts of the ledger that `?only=` may name. */
const LEDGER_PARTS = ['summary', 'albums', 'photos', 'reservations', 'calls', 'topics'] as const;

export function addControlRoutes(server: FastifyInstance, service: EmulatedService): void {
  const order = <Input>(url: string, schema: z.ZodType<Input>, run: (input: Input) => unknown) =>
    server.post(`/__emulator/${url}`, async (request, reply) => {
      const parsed = schema.safeParse(await readJson(request));
      if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) });
      return reply.send(run(parsed.data));
    });

  server.get('/__emulator/ledger', async (request, reply) => {
    const ledger = readLedger(service);
    const only = (request.query as { only?: string }).only?.split(',');
    if (only === undefined) return reply.send(ledger);
    return reply.send(
      Object.fromEntries(LEDGER_PARTS.filter((part) => only.includes(part)).map((part) => [part, ledger[part]])),
    );
  });
  server.get('/__emulator/switches', async (_request, reply) => reply.send(service.switches));
  order('switches', SwitchPatch, (patch) => setSwitches(service, patch));

  server.get('/__emulator/faults', async (_request, reply) => reply.send(service.faults.list()));
  order('faults', z.union([FaultOrder, z.array(FaultOrder)]), (given) =>
    (Array.isArray(given) ? given : [given]).map((fault) => addFault(service, fault)),
  );
  server.delete('/__emulator/faults', async (_request, reply) => {
    service.faults.remove();
    return reply.send([]);
  });
  server.delete<{ Params: { id: string } }>('/__emulator/faults/:id', async (request, reply) => {
    service.faults.remove(Number(request.params.id));
    return reply.send(service.faults.list());
  });

  order('token', TokenOrder, (given) => ({ tokens: changeTokens(service, given) }));
  order('reset', z.looseObject({}), () => {
    reset(service);
    return { ok: true };
  });
  order('albums/delete', AlbumDeletion, ({ aid }) => ({ deleted: deleteAlbum(service, aid) }));
  order('photos/delete', PhotoDeletion, ({ assignedId }) => ({ deleted: deletePhoto(service, assignedId) }));

  server.get<{ Params: { id: string } }>('/__emulator/photos/:id/bytes', (request, reply) =>
    sendBytes(request.params.id, reply, service),
  );
}

async function sendBytes(id: string, reply: FastifyReply, service: EmulatedService): Promise<void> {
  const { createReadStream } = await import('node:fs');
  const photo = service.memory.records.photos.get(id);
  if (photo === undefined || photo.file === null)
    return reply.code(404).send({ error: 'no such photo, or its bytes were not kept' });
  return reply.type('application/octet-stream').send(createReadStream(service.memory.kept.path(photo.file)));
}

/** The JSON of a body; an empty body is `{}`. Undefined when it is no JSON or too long, which no schema takes. */
async function readJson(request: FastifyRequest): Promise<unknown> {
  const gathered: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.raw as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LONGEST_ORDER_BYTES) gathered.push(chunk);
  }
  if (bytes > LONGEST_ORDER_BYTES) return undefined;
  const text = Buffer.concat(gathered).toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
