// Justified rows hold every photo once, fill the width and stay near the target height.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { justify, photoGap } from './justify.ts';

const shapes = fc.array(fc.double({ min: 0.5, max: 3.2, noNaN: true }), { minLength: 0, maxLength: 300 });

test('every photo stands in exactly one row, in order', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 300, max: 2400 }), (all, width) => {
      const rows = justify(all, width, 132);
      expect(rows.flatMap((row) => Array.from({ length: row.to - row.from }, (_, index) => row.from + index))).toEqual(
        all.map((_, index) => index),
      );
    }),
  );
});

test('no row is too wide, and only the last row, or one of few tall photos, leaves space', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 600, max: 2400 }), (all, width) => {
      const rows = justify(all, width, 132);
      rows.forEach((row, index) => {
        const used = row.widths.reduce((sum, one) => sum + one, 0) + photoGap * (row.widths.length - 1);
        expect(used).toBeLessThanOrEqual(width + 0.01);
        if (index < rows.length - 1 && row.height < 132 * 1.4 - 0.01) expect(used).toBeGreaterThan(width - 0.01);
      });
    }),
  );
});

test('photos keep their shape', () => {
  for (const row of justify([1.5, 1.5, 0.75, 2.6, 1.5, 1.5, 1], 892, 132)) {
    row.widths.forEach((width, index) =>
      expect(width / row.height).toBeCloseTo([1.5, 1.5, 0.75, 2.6, 1.5, 1.5, 1][row.from + index] ?? 0, 6),
    );
  }
});

test('the last row is not stretched', () => {
  expect(justify([1.5], 892, 132)).toEqual([{ from: 0, to: 1, height: 132, widths: [198] }]);
});

test('a hundred thousand photos are laid out in one go', () => {
  const many = Float32Array.from({ length: 100_000 }, (_, index) => 0.6 + ((index * 7919) % 200) / 100);
  const rows = justify(many, 892, 132);
  expect(rows.at(-1)?.to).toBe(100_000);
  expect(rows.length).toBeGreaterThan(15_000);
});
