import { expect, test } from 'vitest';
import { distance, similarity, fingerprintFrom, otherFrom, sameAtMost, showsWhole } from './similarity.ts';

/** A fingerprint that differs from zero in so many bits. */
const withBits = (bits: number): string => ((1n << BigInt(bits)) - 1n).toString(16).padStart(16, '0');
const zero = fingerprintFrom('0000000000000000');

test('the distance is the number of different bits in both halves', () => {
  for (const bits of [0, 1, 31, 32, 33, 63, 64]) expect(distance(zero, fingerprintFrom(withBits(bits)))).toBe(bits);
  expect(distance(fingerprintFrom('8000000000000001'), fingerprintFrom('0000000080000000'))).toBe(3);
});

test('a small distance is the same picture, a large one another, and between them it is unsure', () => {
  const found = (bits: number) => similarity(zero, [fingerprintFrom(withBits(bits))]);
  expect([0, sameAtMost].map(found)).toEqual(['same', 'same']);
  expect([sameAtMost + 1, otherFrom - 1].map(found)).toEqual(['unsure', 'unsure']);
  expect([otherFrom, 64].map(found)).toEqual(['other', 'other']);
});

test('a picture that is the same in one of its turns is the same; without a fingerprint it is unsure', () => {
  expect(similarity(zero, [fingerprintFrom(withBits(40)), zero])).toBe('same');
  expect(similarity(null, [zero])).toBe('unsure');
  expect(similarity(zero, [])).toBe('unsure');
});

test('a preview that is cropped to a square, has another shape or is too small does not show the whole photo', () => {
  const photo = { width: 4000, height: 3000 };
  expect(showsWhole({ width: 640, height: 480 }, photo)).toBe(true);
  expect(showsWhole({ width: 360, height: 480 }, photo)).toBe(true);
  expect(showsWhole({ width: 640, height: 481 }, photo)).toBe(true);
  expect(showsWhole({ width: 190, height: 190 }, photo)).toBe(false);
  expect(showsWhole({ width: 50, height: 38 }, photo)).toBe(false);
  expect(showsWhole({ width: 640, height: 480 }, { width: null, height: 3000 })).toBe(false);
});
