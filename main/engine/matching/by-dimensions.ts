// Photos of the service found by their sides, so that ours need not be held against each of them. Pure; concludes nothing.
import { canBe } from './match-uncertain-commits.ts';

/** Of one shape: either way round it is the same. */
export interface DimensionsGroup<Photo> {
  /** Whoever takes one out takes it for good. */
  photos: Photo[];
}

interface Sides {
  width: number | null;
  height: number | null;
}

/** A smaller picture's short side is rounded: `canBe` allows a pixel and a half. */
const mostRounding = 1.5;

export interface ByDimensions<Photo> {
  add(photo: Photo): void;
  /** All groups whose photos can be this one of ours: exactly those that `canBe` says. */
  fitting(ours: Sides): readonly DimensionsGroup<Photo>[];
}

/** `fits`: whether ours can be theirs; asked for groups, never for each photo. */
export function byDimensions<Photo extends Sides>(fits: typeof canBe = canBe): ByDimensions<Photo> {
  /** By the long side, then by the short one. 0 and 0: not told, fits everything. */
  const groups = new Map<number, Map<number, DimensionsGroup<Photo>>>();
  const found = new Map<string, readonly DimensionsGroup<Photo>[]>();

  function find(ours: Sides): DimensionsGroup<Photo>[] {
    const fitting: DimensionsGroup<Photo>[] = [];
    for (const [long, ofLong] of groups) {
      for (const short of shortSides(ours, long, ofLong)) {
        const group = ofLong.get(short);
        if (group !== undefined && fits(ours, { width: long, height: short })) fitting.push(group);
      }
    }
    return fitting;
  }

  return {
    add(photo) {
      const { long, short } = sidesOf(photo);
      const ofLong = groups.get(long) ?? new Map<number, DimensionsGroup<Photo>>();
      groups.set(long, ofLong);
      const group = ofLong.get(short);
      if (group === undefined) {
        ofLong.set(short, { photos: [photo] });
        found.clear();
      } else group.photos.push(photo);
    },
    fitting(ours) {
      const key = `${ours.width}x${ours.height}`;
      const known = found.get(key) ?? find(ours);
      found.set(key, known);
      return known;
    },
  };
}

function sidesOf({ width, height }: Sides): { long: number; short: number } {
  if (width === null || height === null || width === 0 || height === 0) return { long: 0, short: 0 };
  return { long: Math.max(width, height), short: Math.min(width, height) };
}

/** Short sides that a picture of ours can have, made so small. */
function* shortSides(ours: Sides, long: number, ofLong: ReadonlyMap<number, unknown>): Generator<number> {
  if (ours.width === null || ours.height === null || long === 0) {
    yield* ofLong.keys();
    return;
  }
  const expected = (Math.min(ours.width, ours.height) * long) / Math.max(ours.width, ours.height);
  for (let short = Math.ceil(expected - mostRounding); short <= expected + mostRounding; short++) yield short;
}
