import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextAlbumTitle } from './next-album-title.ts';

test.each([
  ['Дача', 'Дача – 2'],
  ['Дача – 2', 'Дача – 3'],
  ['Дача – 99', 'Дача – 100'],
  ['2019 - 2020', '2019 - 2020 – 2'],
  ['2003–2019', '2003–2019 – 2'],
  ['– 2', '– 2 – 2'],
])('«%s» goes on in «%s»', (title, next) => {
  expect(nextAlbumTitle(title)).toBe(next);
});

test('any title goes on, each time in another one that may be typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }), (title) => {
      const given = title.slice(0, 500);
      const seen = new Set([given]);
      let now = given;
      for (let part = 0; part < 12; part += 1) {
        now = nextAlbumTitle(now);
        expect(seen.has(now)).toBe(false);
        expect(now.length).toBeLessThanOrEqual(500);
        seen.add(now);
      }
    }),
  );
});
