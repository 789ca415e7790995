import { expect, test } from 'vitest';
import type { OurLook } from '../db/comparison.ts';
import { fitsDimensions } from './by-dimensions.ts';
import { OurTwins } from './our-twins.ts';
import { distance, fingerprintFrom, otherFrom } from './similarity.ts';

/** The same numbers in every run. */
function repeatableRandom(): () => number {
  let seed = 11;
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function looks(count: number, sides: (next: () => number) => readonly [number | null, number | null]): OurLook[] {
  const next = repeatableRandom();
  const half = (): string =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return Array.from({ length: count }, (_, photoId) => {
    const [width, height] = sides(next);
    return { photoId, fingerprint: half() + half(), width, height };
  });
}

function counted(all: readonly OurLook[]): { twins: OurTwins; compared: () => number } {
  let compared = 0;
  const twins = new OurTwins((a, b) => {
    compared += 1;
    return distance(a, b);
  });
  for (const look of all) twins.add(look);
  return { twins, compared: () => compared };
}

const fits = (one: OurLook, other: OurLook): boolean =>
  fitsDimensions(one, { width: other.width ?? 0, height: other.height ?? 0 });

test('finds exactly the twins that comparing each with each finds, before and after some are gone', () => {
  const all = looks(600, (next) => {
    const unknown = next();
    if (unknown < 0.02) return [null, null];
    const long = next() < 0.1 ? 40 + Math.floor(next() * 80) : 800 + Math.floor(next() * 40);
    return next() < 0.5 ? [long, Math.ceil(long * 0.66)] : [Math.ceil(long * (0.3 + next() * 0.6)), long];
  });
  // A third are shots of bursts: a few bits of the photo before them are other ones, and some are smaller.
  const next = repeatableRandom();
  for (const [number, look] of all.entries()) {
    const before = all[number - 1];
    if (before === undefined || number % 3 !== 0) continue;
    const flip = 1 << Math.floor(next() * 4);
    look.fingerprint =
      before.fingerprint.slice(0, 15) + (Number.parseInt(before.fingerprint.slice(15), 16) ^ flip).toString(16);
    const scale = number % 2 === 0 ? 1 : 0.5;
    look.width = before.width === null ? null : Math.round(before.width * scale);
    look.height = before.height === null ? null : Math.round(before.height * scale);
  }
  const { twins } = counted(all);
  const agree = (left: readonly OurLook[]): number => {
    let found = 0;
    for (const one of left) {
      const each = left.some(
        (other) =>
          other !== one &&
          distance(fingerprintFrom(one.fingerprint), fingerprintFrom(other.fingerprint)) < otherFrom &&
          (fits(one, other) || fits(other, one)),
      );
      expect([one.photoId, twins.hasTwin(one)]).toEqual([one.photoId, each]);
      found += Number(each);
    }
    return found;
  };
  const before = agree(all);
  expect(before).toBeGreaterThan(200);
  const left = all.filter((_, number) => number % 4 !== 0);
  twins.keepOnly(new Set(left.map(({ photoId }) => photoId)));
  expect(agree(left)).toBeLessThan(before);
});

test('no fingerprint, and a photo that was not looked at: nothing is known to be the only one', () => {
  const twins = new OurTwins();
  twins.add({ photoId: 1, fingerprint: '', width: 800, height: 600 });
  expect(twins.has(1)).toBe(true);
  expect(twins.hasTwin({ photoId: 1, fingerprint: '' })).toBe(true);
  expect(twins.hasTwin({ photoId: 2, fingerprint: '0000000000000000' })).toBe(true);
});

test('10 000 photos of one album: each pair of a shape is compared once, whatever portions are asked about', () => {
  const shapes = [
    [4000, 3000],
    [3000, 4000],
    [4000, 2250],
    [6000, 4000],
    [3000, 3000],
    [5000, 2000],
  ] as const;
  const all = looks(10_000, (next) => shapes[Math.floor(next() * shapes.length)] ?? [1, 1]);
  const { twins, compared } = counted(all);
  const pairs = (all.length * (all.length - 1)) / 2;
  // Two sixths are of one shape, turned; the others alone with theirs.
  expect(compared()).toBeLessThan(pairs * 0.3);
  const before = compared();
  for (let portion = 0; portion < 100; portion++) {
    const ids = new Set(all.slice(portion * 50).map(({ photoId }) => photoId));
    twins.keepOnly(ids);
    for (const look of all.slice(portion * 100, portion * 100 + 100)) twins.hasTwin(look);
  }
  // Only those whose one twin is gone are looked at again.
  expect(compared() - before).toBeLessThan(pairs * 0.05);
});

test('a burst of 5 000 shots that all look alike costs a look at each', () => {
  const all = looks(5_000, () => [4000, 3000]).map((look) => ({ ...look, fingerprint: '00ff00ff00ff00ff' }));
  const { twins, compared } = counted(all);
  expect(all.every((look) => twins.hasTwin(look))).toBe(true);
  expect(compared()).toBeLessThan(all.length * 2);
});
