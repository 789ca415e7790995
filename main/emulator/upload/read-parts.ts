// Takes a multipart body apart while it streams: each file part is hashed, judged and written down at once. Text parts are ignored.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { Refusal } from '../api/refusal.ts';
import type { RequestBody } from '../http/request-body.ts';
import { Judge, type Sight } from '../judge/judge.ts';
import type { Service } from '../service.ts';

/** One received file. `file` is its name among the kept bytes, or null when they were not kept. */
export interface Part {
  fieldName: string;
  fileName: string | null;
  contentType: string;
  sha256: string;
  sight: Sight;
  token: string;
  file: string | null;
}

/** A multipart request of more parts than this is no honest upload. */
const MOST_PARTS = 1000;

/** Reads the whole body. On a broken multipart structure everything received is thrown away and error 21 returned. */
export async function readParts(body: RequestBody, contentType: string, service: Service): Promise<Part[] | Refusal> {
  let busboy: InstanceType<typeof Busboy>;
  try {
    busboy = new Busboy({
      headers: { 'content-type': contentType },
      limits: { parts: MOST_PARTS, fieldSize: 64 * 1024 },
      isPartAFile: (_name, type, fileName) =>
        fileName !== undefined || type === 'application/octet-stream' || /^image\//i.test(type ?? ''),
    });
  } catch {
    await body.drain();
    return new Refusal(21);
  }
  const receiving: Promise<Part | null>[] = [];
  const streams: Readable[] = [];
  let broken = false;
  busboy.on('file', (fieldName: string, stream: Readable, fileName: string, _encoding: string, type: string) => {
    streams.push(stream);
    receiving.push(receivePart(stream, { fieldName, fileName: fileName ?? null, contentType: type }, service));
  });
  busboy.on('error', () => {
    broken = true;
  });
  const finished = new Promise<void>((resolve) => busboy.once('finish', resolve).once('error', () => resolve()));
  let failure: unknown = null;
  try {
    for await (const chunk of body.chunks()) {
      // After an error the rest is still read, so that the answer can reach the client.
      if (!broken && !busboy.write(chunk)) await Promise.race([once(busboy, 'drain').catch(() => {}), finished]);
    }
  } catch (error) {
    failure = error;
    broken = true;
  }
  if (failure === null && !broken) {
    busboy.end();
    await finished;
  }
  if (broken) for (const stream of streams) stream.destroy(new Error('the request broke off'));
  const parts = (await Promise.all(receiving)).filter((part) => part !== null);
  const incomplete = broken || parts.length < receiving.length;
  if (incomplete)
    await Promise.all(parts.map((part) => (part.file === null ? null : service.memory.kept.remove(part.file))));
  if (failure !== null) throw failure;
  return incomplete ? new Refusal(21, 'Broken multi-part request') : parts;
}

/** Null when the part broke off. */
async function receivePart(
  stream: Readable,
  named: Pick<Part, 'fieldName' | 'fileName' | 'contentType'>,
  service: Service,
): Promise<Part | null> {
  const { keepBytes, limits } = service.switches;
  const hash = createHash('sha256');
  const judge = new Judge();
  let bytes = 0;
  let incoming = keepBytes ? service.memory.kept.receive() : null;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      hash.update(chunk);
      judge.write(chunk);
      if (incoming === null) continue;
      if (bytes <= limits.maxBytes) await incoming.write(chunk);
      else {
        // It will be refused for its size: no use in keeping it.
        await incoming.discard();
        incoming = null;
      }
    }
    const sight = judge.end();
    const file = incoming === null || bytes === 0 ? null : await incoming.keep();
    return { ...named, sha256: hash.digest('hex'), sight, token: randomBytes(40).toString('base64'), file };
  } catch {
    await incoming?.discard();
    return null;
  }
}
