// Arguments restored from the system's command line.
import { expect, test } from 'vitest';
import { nameOfBytes } from './byte-names.ts';
import { areBytesLost, restoreArguments } from './argument-bytes.ts';

const sea = Buffer.from([0xcc, 0xee, 0xf0, 0xe5]);
const line = (...words: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(words.flatMap((word) => [Buffer.from(word), Buffer.from([0])]));

test('words are taken as they were typed only where the system tells just them', () => {
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

test('a word that holds U+FFFD itself stays what it is', () => {
  expect(restoreArguments(['a\uFFFD.jpg'], line('a\uFFFD.jpg'))).toEqual(['a\uFFFD.jpg']);
});
