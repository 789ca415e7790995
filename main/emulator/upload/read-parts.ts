// Takes a multipart body apart while it streams: each file part is hashed, checked and stored at once. Text parts are
// ignored.
import { createHash, randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { ServiceRefusal } from '../api/refusal.ts';
import type { RequestBody } from '../http/request-body.ts';
import { ImageCheck, type CheckedImage } from '../image-check/image-check.ts';
import { photoError } from '../image-check/limits.ts';
import type { EmulatedService } from '../service.ts';

/** One received file. `file` is its name among the kept bytes, or null when they were not kept. */
export interface Part {
  fieldName: string;
  fileName: string | null;
  contentType: string;
  sha256: string;
  sight: CheckedImage;
  token: string;
  file: string | null;
}

/** A multipart request of more parts than this is no honest upload. */
const MOST_PARTS = 1000;

/** Reads the whole body. On a broken multipart structure everything received is thrown away and error 21 returned. */
export async function readParts(
  body: RequestBody,
  contentType: string,
  service: EmulatedService,
): Promise<Part[] | ServiceRefusal> {
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
    return new ServiceRefusal(21);
  }
  const receiving: Promise<Part | null>[] = [];
  const streams: Readable[] = [];
  let broken = false;
  let wake = () => {};
  busboy.on('file', (fieldName: string, stream: Readable, fileName: string, _encoding: string, type: string) => {
    streams.push(stream);
    receiving.push(receivePart(stream, { fieldName, fileName: fileName ?? null, contentType: type }, service));
  });
  busboy.on('drain', () => wake());
  const finished = new Promise<void>((resolve) => {
    busboy.once('finish', resolve);
    busboy.on('error', () => {
      broken = true;
      wake();
      resolve();
    });
  });
  const drained = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  try {
    for await (const chunk of body.chunks()) {
      // After an error the rest is still read, so that the answer can reach the client.
      if (!broken && !busboy.write(chunk)) await drained();
    }
    if (!broken) {
      busboy.end();
      await finished;
    }
  } catch (error) {
    await dropAll(streams, receiving, service);
    throw error;
  }
  if (broken) {
    await dropAll(streams, receiving, service);
    return new ServiceRefusal(21, 'Broken multi-part request');
  }
  const parts = (await Promise.all(receiving)).filter((part) => part !== null);
  if (parts.length === receiving.length) return parts;
  await Promise.all(parts.map((part) => discardPart(part, service)));
  return new ServiceRefusal(2);
}

/** Ends what is still being received, and removes what already was. */
async function dropAll(
  streams: Readable[],
  receiving: Promise<Part | null>[],
  service: EmulatedService,
): Promise<void> {
  for (const stream of streams) stream.destroy(new Error('the request broke off'));
  const parts = await Promise.all(receiving);
  await Promise.all(parts.map(async (part) => (part === null ? undefined : discardPart(part, service))));
}

export async function discardPart(part: Part, service: EmulatedService): Promise<void> {
  if (part.file !== null) await service.memory.kept.remove(part.file);
}

/** Null when the part broke off or could not be written. */
async function receivePart(
  stream: Readable,
  named: Pick<Part, 'fieldName' | 'fileName' | 'contentType'>,
  service: EmulatedService,
): Promise<Part | null> {
  const { keepBytes, limits } = service.switches;
  const hash = createHash('sha256');
  const imageCheck = new ImageCheck();
  let bytes = 0;
  const incoming = keepBytes ? service.memory.kept.receive() : null;
  let writing = incoming !== null;
  let unwritable = false;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      hash.update(chunk);
      imageCheck.write(chunk);
      // What is too large will be refused: no use in keeping it.
      if (bytes > limits.maxBytes) writing = false;
      if (!writing) continue;
      try {
        await incoming?.write(chunk);
      } catch (error) {
        // The rest must still be read, or the request would never end.
        process.stderr.write(`emulator: cannot keep a photo: ${String(error)}\n`);
        writing = false;
        unwritable = true;
      }
    }
    const sight = imageCheck.end();
    const keeping = writing && bytes > 0 && photoError(sight, limits) === null;
    const file = incoming !== null && keeping ? await incoming.keep() : null;
    if (!keeping) await incoming?.discard();
    if (unwritable) return null;
    return { ...named, sha256: hash.digest('hex'), sight, token: randomBytes(40).toString('base64'), file };
  } catch {
    await incoming?.discard();
    return null;
  }
}
