// Arguments restored from the system's command line.
import { expect, test } from 'vitest';
import { nameOfBytes } from './byte-names.ts';
import { areBytesLost, restoreArguments } from './argument-bytes.ts';

const sea = Buffer.from([0xcc, 0xee, 0xf0, 0xe5]);
const line = (...words: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(words.flatMap((word) => [Buffer.from(word), Buffer.from([0])]));

test('arguments are restored only where the system’s command line matches them', () => {
  const given = ['why', sea.toString(), 'Фото'];
  expect(areBytesLost(given)).toBe(true);
  expect(restoreArguments(given, line('node', 'entry.ts', 'why', sea, 'Фото'))).toEqual([
    'why',
    nameOfBytes(sea),
    'Фото',
  ]);
  for (const other of [null, line('something else'), line('why', 'Фото', sea), line()])
    expect(restoreArguments(given, other)).toEqual(given);
});

test('an argument that contains U+FFFD itself stays unchanged', () => {
  expect(restoreArguments(['a\uFFFD.jpg'], line('a\uFFFD.jpg'))).toEqual(['a\uFFFD.jpg']);
});
