import { expect, test } from 'vitest';
import { fitsDimensions, indexByDimensions } from './by-dimensions.ts';

interface Photo {
  id: number;
  width: number | null;
  height: number | null;
}

/** The same numbers in every run. */
function repeatableRandom(): () => number {
  let seed = 7;
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test('the index finds exactly the photos that fit: turned, made smaller, or of unknown dimensions', () => {
  const next = repeatableRandom();
  const side = (): number => 1 + Math.floor(next() * 40);
  const photos = Array.from({ length: 2_000 }, (_, id): Photo => {
    const unknown = next();
    return { id, width: unknown < 0.01 ? null : unknown < 0.02 ? 0 : side(), height: unknown < 0.01 ? null : side() };
  });
  const index = indexByDimensions<Photo>();
  for (const photo of photos) index.add(photo);
  for (const ours of [...photos.slice(0, 300), { width: 41, height: 41 }, { width: null, height: 5 }]) {
    const found = index.fitting(ours).flatMap((group) => group.photos.map(({ id }) => id));
    const each = photos.filter((photo) => fitsDimensions(ours, { width: photo.width ?? 0, height: photo.height ?? 0 }));
    expect(found.sort((a, b) => a - b)).toEqual(each.map(({ id }) => id));
  }
});

test('20 000 photos of ours are not compared one by one with 4 000 photos on the service', () => {
  let asked = 0;
  const index = indexByDimensions<Photo>((ours, theirs) => {
    asked += 1;
    return fitsDimensions(ours, theirs);
  });
  // Cropped by hand, each with dimensions of its own.
  const own = (number: number): { width: number; height: number } => ({
    width: 1000 + (number % 100),
    height: 200 + Math.floor((number % 4_000) / 100),
  });
  for (let id = 0; id < 4_000; id++) index.add({ id, ...own(id) });
  let fitting = 0;
  for (let number = 0; number < 20_000; number++) fitting += index.fitting(own(number)).length;
  expect(fitting).toBeGreaterThan(20_000);
  // Each pair of dimensions of ours is looked up once: for each long side there, at three or four short ones.
  expect(asked).toBeLessThan(4_000 * 100 * 4);
});
