// Photos on the service grouped by width and height, so that a photo of ours is not compared with each of them. Pure.

/** In pixels; null where not known. 0 on the service means the same. */
export interface Dimensions {
  width: number | null;
  height: number | null;
}

/** Photos of the same two sides, upright or turned. */
export interface DimensionsGroup<Photo> {
  /** A photo that is taken out here is out of the index. */
  photos: Photo[];
}

export interface DimensionsIndex<Photo> {
  add(photo: Photo): void;
  /** All groups whose photos this one of ours can be, exactly as `fitsDimensions` says. */
  fitting(ours: Dimensions): readonly DimensionsGroup<Photo>[];
}

/** The short side of a smaller picture is rounded, by a pixel either way. */
const mostRounding = 1.5;

/**
 * Whether the service can show `ours` with the dimensions of `theirs`: it may make a photo smaller, never larger, and
 * may turn it. Unknown dimensions fit all.
 */
export function fitsDimensions(ours: Dimensions, theirs: { width: number; height: number }): boolean {
  if (ours.width === null || ours.height === null || theirs.width === 0 || theirs.height === 0) return true;
  const long = Math.max(ours.width, ours.height);
  const short = Math.min(ours.width, ours.height);
  const theirLong = Math.max(theirs.width, theirs.height);
  const theirShort = Math.min(theirs.width, theirs.height);
  if (theirLong > long + 1 || theirShort > short + 1) return false;
  const expectedShort = (short * theirLong) / long;
  return Math.abs(expectedShort - theirShort) <= mostRounding;
}

/** `fits` is called once for each group, not for each photo. */
export function indexByDimensions<Photo extends Dimensions>(
  fits: typeof fitsDimensions = fitsDimensions,
): DimensionsIndex<Photo> {
  /** By the long side, then by the short side. 0 and 0: unknown. */
  const groups = new Map<number, Map<number, DimensionsGroup<Photo>>>();
  const found = new Map<string, readonly DimensionsGroup<Photo>[]>();

  function find(ours: Dimensions): DimensionsGroup<Photo>[] {
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

function sidesOf({ width, height }: Dimensions): { long: number; short: number } {
  if (width === null || height === null || width === 0 || height === 0) return { long: 0, short: 0 };
  return { long: Math.max(width, height), short: Math.min(width, height) };
}

/** Short sides that a picture of ours can have when its long side is `long`. */
function* shortSides(ours: Dimensions, long: number, ofLong: ReadonlyMap<number, unknown>): Generator<number> {
  if (ours.width === null || ours.height === null || long === 0) {
    yield* ofLong.keys();
    return;
  }
  const expected = (Math.min(ours.width, ours.height) * long) / Math.max(ours.width, ours.height);
  for (let short = Math.ceil(expected - mostRounding); short <= expected + mostRounding; short++) yield short;
}
