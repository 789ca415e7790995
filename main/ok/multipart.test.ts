// The framing of a body: exact, and free of anything that came from a person or a file.
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multipartFrame } from './multipart.ts';

test('parts are pic1 to picN, with neutral names and their own type', () => {
  const { heads, contentType } = multipartFrame(
    [
      { sizeBytes: 1, contentType: 'image/jpeg' },
      { sizeBytes: 1, contentType: 'image/webp' },
    ],
    'B',
  );
  expect(contentType).toBe('multipart/form-data; boundary=B');
  expect(String(heads[0])).toBe(
    '--B\r\nContent-Disposition: form-data; name="pic1"; filename="pic1.jpg"\r\nContent-Type: image/jpeg\r\n\r\n',
  );
  expect(String(heads[1])).toContain('name="pic2"; filename="pic2.webp"\r\nContent-Type: image/webp\r\n');
});

test('whatever type is given, a head stays a head', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const contentType = `image/${text}`;
      const head = String(multipartFrame([{ sizeBytes: 0, contentType }], 'B').heads[0]);
      expect(head).toMatch(
        /^--B\r\nContent-Disposition: form-data; name="pic1"; filename="pic1\.[a-z]+"\r\nContent-Type: [a-z0-9./+-]+\r\n\r\n$/u,
      );
    }),
  );
});

test('the length is that of the bytes put together, and every body has a boundary of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 30 }), (sizes) => {
      const framing = multipartFrame(sizes.map((sizeBytes) => ({ sizeBytes, contentType: 'image/png' })));
      const around = framing.heads.reduce((sum, head) => sum + head.length + framing.tail.length, framing.end.length);
      expect(framing.contentLength).toBe(around + sizes.reduce((sum, size) => sum + size, 0));
    }),
  );
  const one = [{ sizeBytes: 1, contentType: 'image/png' }];
  expect(multipartFrame(one).contentType).not.toBe(multipartFrame(one).contentType);
});

interface Read {
  name: string;
  fileName: string;
  bytes: Buffer;
}

/** As a server takes the body apart. */
async function taken(body: Buffer, contentType: string): Promise<Read[]> {
  const busboy = new Busboy({ headers: { 'content-type': contentType }, isPartAFile: () => true });
  const parts: Promise<Read>[] = [];
  busboy.on('file', (name: string, stream: Readable, fileName: string) => {
    parts.push(stream.toArray().then((pieces) => ({ name, fileName, bytes: Buffer.concat(pieces as Buffer[]) })));
  });
  const ended = new Promise((resolve, reject) => busboy.once('finish', resolve).once('error', reject));
  busboy.end(body);
  await ended;
  return Promise.all(parts);
}

/** Pictures that look like the framing around them. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
  fc
    .array(fc.constantFrom('--', '\r\n', '\r\n--', '\r\n--photo-', 'B--', '\r\n\r\n', 'name="pic9"', '\0', 'x'), {
      maxLength: 40,
    })
    .map((pieces) => Buffer.from(pieces.join(''))),
);

test('whatever the pictures hold, a server finds pic1 to picN, in their order, with just these bytes', async () => {
  const part = fc.record({ bytes, contentType: fc.oneof(fc.constantFrom('image/jpeg', 'image/png'), fc.string()) });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), async (parts) => {
      const { heads, tail, end, contentType, contentLength } = multipartFrame(
        parts.map((one) => ({ sizeBytes: one.bytes.length, contentType: one.contentType })),
      );
      const body = Buffer.concat([
        ...parts.flatMap((one, index) => [heads[index] ?? Buffer.alloc(0), one.bytes, tail]),
        end,
      ]);
      expect(body.length).toBe(contentLength);
      const read = await taken(body, contentType);
      expect(read.map(({ name }) => name)).toEqual(parts.map((_part, index) => `pic${index + 1}`));
      expect(read.every(({ name, fileName }) => fileName.startsWith(`${name}.`))).toBe(true);
      expect(read.every((one, index) => one.bytes.equals(parts[index]?.bytes ?? Buffer.alloc(0)))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
