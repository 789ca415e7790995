import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWider, ofTitle, titleKey } from './album-title.ts';

test.each([
  ['Дача', 'дача'],
  ['Йод', 'Йод'.normalize('NFD')],
  ['Cottage 2024', '  Cottage  2024 '],
  ['Cottage 2024', 'Cottage\u00a02024'],
  ['Cottage', 'Cott\u200bage'],
  ['Cottage', '\ufeffCottage\u2009'],
  ["Humanity's", 'Humanity’s'],
  ['Дача — лето', 'Дача - лето'],
  ['Дача «Лето»', 'Дача "Лето"'],
  ['Ｃｏｔｔａｇｅ', 'Cottage'],
  ['Ёлка', 'ёлка'.normalize('NFD')],
])('%j and %j are one title', (one, other) => expect(titleKey(one)).toBe(titleKey(other)));

test.each([
  ['Ель', 'Ёль'],
  ['Cottage', 'Cottage 2'],
  ['Cottage', 'Соttage'],
  ['May/June', 'May June'],
])('%j and %j are two titles', (one, other) => expect(titleKey(one)).not.toBe(titleKey(other)));

test('all spellings of a title have the same key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (title) => {
      for (const spelling of [title.normalize('NFD'), ` ${title}\t`, titleKey(title)])
        expect(titleKey(spelling)).toBe(titleKey(title));
    }),
  );
});

test('exact matches of a title take precedence', () => {
  const albums = ['cottage', 'Cottage', 'Cottage ', 'House'].map((title) => ({ title }));
  expect(ofTitle('Cottage', albums).map(({ title }) => title)).toEqual(['Cottage', 'Cottage ']);
  expect(ofTitle('COTTAGE', albums).length).toBe(3);
  expect(ofTitle('Dacha', albums)).toEqual([]);
});

test('an album is wider than chosen when more people see it, or may see it', () => {
  expect(isWider('public', 'private')).toBe(true);
  expect(isWider('friends', 'private')).toBe(true);
  expect(isWider(null, 'friends')).toBe(true);
  expect(isWider('private', 'public')).toBe(false);
  expect(isWider('friends', 'friends')).toBe(false);
  expect(isWider(null, 'public')).toBe(false);
});
