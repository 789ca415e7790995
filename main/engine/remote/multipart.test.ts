// The framing of a body: exact, and free of anything that came from a person or a file.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frame } from './multipart.ts';

test('parts are pic1 to picN, with neutral names and their own type', () => {
  const { heads, contentType } = frame(
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
      const head = String(frame([{ sizeBytes: 0, contentType }], 'B').heads[0]);
      expect(head).toMatch(
        /^--B\r\nContent-Disposition: form-data; name="pic1"; filename="pic1\.[a-z]+"\r\nContent-Type: [a-z0-9./+-]+\r\n\r\n$/u,
      );
    }),
  );
});

test('the length is that of the bytes put together, and every body has a boundary of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 30 }), (sizes) => {
      const framing = frame(sizes.map((sizeBytes) => ({ sizeBytes, contentType: 'image/png' })));
      const around = framing.heads.reduce((sum, head) => sum + head.length + framing.tail.length, framing.end.length);
      expect(framing.contentLength).toBe(around + sizes.reduce((sum, size) => sum + size, 0));
    }),
  );
  const one = [{ sizeBytes: 1, contentType: 'image/png' }];
  expect(frame(one).contentType).not.toBe(frame(one).contentType);
});
