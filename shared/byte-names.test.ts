// The text form of names is reversible, one to one, and survives SQLite and JSON.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfName, hexOfName, isByteName, nameOfBytes } from './byte-names.ts';

const anyName = fc.uint8Array({ maxLength: 255 }).map((bytes) => bytes.map((byte) => (byte === 0 ? 1 : byte)));
/** Edge cases of UTF-8: overlong, surrogates, beyond the last character, our own range, truncated sequences. */
const edges = [
  'c080',
  'c0af',
  'e08080',
  'eda080',
  'edbfbf',
  'f4908080',
  'f48fb880',
  'f48fbbbf',
  'f48fbfbf',
  'efbfbd',
  'efbbbf',
  'd0',
  'd0bc',
  'f09f8c8a',
  '0a',
  '1b5b',
  '5c',
  '2f',
  '41',
];
const edgy = fc
  .array(fc.constantFrom(...edges), { maxLength: 12 })
  .map((pieces) => Uint8Array.from(Buffer.from(pieces.join(''), 'hex')));
const someName = fc.oneof(anyName, edgy);

test('a name comes back from its form byte for byte', () => {
  fc.assert(
    fc.property(someName, (bytes) => {
      expect(bytesOfName(nameOfBytes(bytes))).toEqual([...bytes]);
    }),
    { numRuns: 3000 },
  );
});

test('two names never share a form', () => {
  fc.assert(
    fc.property(someName, someName, (a, b) => {
      expect(nameOfBytes(a) === nameOfBytes(b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});

test('names that are UTF-8 stay as they are, whatever Unicode they hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const held = /[\u{10FE00}-\u{10FEFF}]/u.test(text);
      expect(nameOfBytes(Buffer.from(text)) === text).toBe(!held);
      expect(isByteName(nameOfBytes(Buffer.from(text)))).toBe(held);
    }),
  );
});

test('only parts that are not UTF-8 are encoded: a path is the sum of its parts', () => {
  fc.assert(
    fc.property(someName, someName, (a, b) => {
      const slash = [0x2f];
      expect(nameOfBytes([...a, ...slash, ...b])).toBe(`${nameOfBytes(a)}/${nameOfBytes(b)}`);
    }),
  );
  expect(nameOfBytes(Buffer.from('Фото/\xcf\xe0\xef\xe0.jpg', 'latin1'))).not.toContain('Ф');
  expect(nameOfBytes(Buffer.concat([Buffer.from('Фото/'), Buffer.from([0xff]), Buffer.from('.jpg')]))).toBe(
    'Фото/\u{10FEFF}.jpg',
  );
});

test('a form survives UTF-8, JSON and structured clone', () => {
  fc.assert(
    fc.property(someName, (bytes) => {
      const name = nameOfBytes(bytes);
      expect(Buffer.from(name).toString()).toBe(name);
      expect(JSON.parse(JSON.stringify(name))).toBe(name);
      expect(structuredClone(name)).toBe(name);
    }),
  );
});

test('a lone surrogate does not throw', () => {
  expect(bytesOfName('a\uD800b')).toEqual([...Buffer.from('a\uFFFDb')]);
  expect(hexOfName('ab')).toBe('6162');
});
