import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNatural, inNaturalOrder, naturalKey } from './natural-order.ts';

test.each<[string, string[]]>([
  ['numbers by their value', ['IMG_2.jpg', 'IMG_10.jpg', 'IMG_100.jpg']],
  ['zeros in front say nothing', ['a1.jpg', 'a002.jpg', 'a3.jpg']],
  ['a photo before its copies', ['IMG_1.jpg', 'IMG_1 (1).jpg', 'IMG_1 (2).jpg', 'IMG_1 (10).jpg', 'IMG_1 - Copy.jpg']],
  ['Russian names', ['Дача 2.jpg', 'дача 10.jpg', 'Ёлка.jpg', 'жук.jpg']],
  ['a folder’s files before those of a longer name', ['a/z.jpg', 'a b/a.jpg', 'ab/a.jpg']],
  ['folders by their numbers', ['2/10.jpg', '10/2.jpg']],
  ['longer numbers than any number type holds', ['x99999999999999999999.jpg', 'x100000000000000000000.jpg']],
  ['no name in front of the ending', ['.jpg', 'a', 'a.jpg', 'a.png']],
])('natural order: %s', (_, order) => {
  expect(inNaturalOrder([...order].reverse(), String)).toEqual(order);
});

test('one order for any names: total, and 0 for the same path only', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-c0-9/. ()ёЁ]{0,12}$/u));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 8 }), (names) => {
      for (const a of names)
        for (const b of names) {
          expect(Math.sign(compareNatural(a, b)) + Math.sign(compareNatural(b, a))).toBe(0);
          if (a !== b) expect(compareNatural(a, b)).not.toBe(0);
        }
      const once = inNaturalOrder(names, String);
      expect(inNaturalOrder([...names].reverse(), String)).toEqual(once);
      for (let at = 1; at < once.length; at += 1)
        expect(compareNatural(once[at - 1] ?? '', once[at] ?? '')).toBeLessThanOrEqual(0);
    }),
  );
});

test('composed and decomposed letters, and capitals, are one name', () => {
  expect(naturalKey('Й.jpg')).toBe(naturalKey('й.JPG'.normalize('NFD')));
});
