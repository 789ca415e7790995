import { expect, test } from 'vitest';
import { byDimensions } from './by-dimensions.ts';
import { canBe } from './match-uncertain-commits.ts';

interface Photo {
  id: number;
  width: number | null;
  height: number | null;
}

/** Always the same; what comes out does not matter, only that it is of all kinds. */
function chance(): () => number {
  let seed = 7;
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test('what is found is exactly what each could be by itself, turned, made smaller, or of sides that are not told', () => {
  const next = chance();
  const side = (): number => 1 + Math.floor(next() * 40);
  const photos = Array.from({ length: 2_000 }, (_, id): Photo => {
    const untold = next();
    return { id, width: untold < 0.01 ? null : untold < 0.02 ? 0 : side(), height: untold < 0.01 ? null : side() };
  });
  const sides = byDimensions<Photo>();
  for (const photo of photos) sides.add(photo);
  for (const ours of [...photos.slice(0, 300), { width: 41, height: 41 }, { width: null, height: 5 }]) {
    const found = sides.fitting(ours).flatMap((group) => group.photos.map(({ id }) => id));
    const each = photos.filter((photo) => canBe(ours, { width: photo.width ?? 0, height: photo.height ?? 0 }));
    expect(found.sort((a, b) => a - b)).toEqual(each.map(({ id }) => id));
  }
});

test('with twenty thousand of ours and four thousand there, the work does not grow with one times the other', () => {
  let asked = 0;
  const sides = byDimensions<Photo>((ours, theirs) => {
    asked += 1;
    return canBe(ours, theirs);
  });
  // Cut by hand, each of its own sides.
  const own = (number: number): { width: number; height: number } => ({
    width: 1000 + (number % 100),
    height: 200 + Math.floor((number % 4_000) / 100),
  });
  for (let id = 0; id < 4_000; id++) sides.add({ id, ...own(id) });
  let fitting = 0;
  for (let number = 0; number < 20_000; number++) fitting += sides.fitting(own(number)).length;
  expect(fitting).toBeGreaterThan(20_000);
  // Each pair of sides of ours is looked up once: for each long side there, at three short ones or four.
  expect(asked).toBeLessThan(4_000 * 100 * 4);
});
