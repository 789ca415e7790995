// Which photos of ours look alike: the shots of a burst, of which only one may be on the service. Pure.
import type { OurLook } from '../db/comparison.ts';
import { fitsDimensions, type Dimensions } from './by-dimensions.ts';
import { distance, fingerprintFrom, otherFrom, type Fingerprint } from './similarity.ts';

interface Known {
  look: OurLook;
  bits: Fingerprint;
  /** A photo that looks the same; null: none; `unknown`: the one that did is gone. */
  twin: number | null | 'unknown';
}

/** Sides in pixels below which rounding may change the shape by more than a neighbouring bucket. */
const leastLongSide = 96;
/** Buckets of the relation of the sides, from 0 to 1. */
const shapes = 64;
const anyShape = -1;

/**
 * [Note: each pair once] Two pictures count as alike below 18 of 64 bits, and different ones differ in about 28: no
 * index by parts of the fingerprint leaves out enough pairs to pay for itself at the size of an album. So photos are
 * grouped by their shape, each pair of a group is compared once for the whole album, not once for each portion of
 * photos, and two that have a twin already are not compared at all.
 */
export class OurTwins {
  readonly #distance: typeof distance;
  readonly #known = new Map<number, Known>();
  /** Pictures without a fingerprint, too. */
  readonly #seen = new Set<number>();
  readonly #buckets = new Map<number, Map<number, Known>>();

  /** `measure` is called once for each pair that is compared. */
  constructor(measure: typeof distance = distance) {
    this.#distance = measure;
  }

  has(photoId: number): boolean {
    return this.#seen.has(photoId);
  }

  add(look: OurLook): void {
    if (this.#seen.has(look.photoId)) return;
    this.#seen.add(look.photoId);
    if (look.fingerprint === '') return;
    const one: Known = { look, bits: fingerprintFrom(look.fingerprint), twin: null };
    for (const other of this.#ofShape(look)) {
      if (one.twin !== null && typeof other.twin === 'number') continue;
      if (!this.#areAlike(one, other)) continue;
      one.twin = other.look.photoId;
      if (typeof other.twin !== 'number') other.twin = look.photoId;
    }
    this.#known.set(look.photoId, one);
    const shape = shapeOf(look);
    const bucket = this.#buckets.get(shape) ?? new Map<number, Known>();
    this.#buckets.set(shape, bucket.set(look.photoId, one));
  }

  /** Forgets those that are not among `photoIds`: they are known to be on the service by now. */
  keepOnly(photoIds: ReadonlySet<number>): void {
    const gone = [...this.#known.values()].filter(({ look }) => !photoIds.has(look.photoId));
    for (const { look } of gone) {
      this.#seen.delete(look.photoId);
      this.#known.delete(look.photoId);
      this.#buckets.get(shapeOf(look))?.delete(look.photoId);
    }
    if (gone.length === 0) return;
    for (const one of this.#known.values())
      if (typeof one.twin === 'number' && !this.#known.has(one.twin)) one.twin = 'unknown';
  }

  /** Whether another photo of ours may look the same, in whatever size: then no single one is known to be there. */
  hasTwin({ photoId, fingerprint }: Pick<OurLook, 'photoId' | 'fingerprint'>): boolean {
    const one = this.#known.get(photoId);
    // What was not looked at together with the others is not known to be the only one.
    if (fingerprint === '' || one === undefined) return true;
    if (one.twin === 'unknown') one.twin = this.#twinOf(one);
    return one.twin !== null;
  }

  #twinOf(one: Known): number | null {
    for (const other of this.#ofShape(one.look))
      if (other !== one && this.#areAlike(one, other)) return other.look.photoId;
    return null;
  }

  #areAlike(one: Known, other: Known): boolean {
    return this.#distance(one.bits, other.bits) < otherFrom && haveOneShape(one.look, other.look);
  }

  *#ofShape(of: Dimensions): Generator<Known> {
    const shape = shapeOf(of);
    if (shape === anyShape) yield* this.#known.values();
    else
      for (const near of new Set([anyShape, shape - 1, shape, shape + 1]))
        yield* this.#buckets.get(near)?.values() ?? [];
  }
}

function shapeOf({ width, height }: Dimensions): number {
  const [long, short] = [Math.max(width ?? 0, height ?? 0), Math.min(width ?? 0, height ?? 0)];
  return short === 0 || long < leastLongSide ? anyShape : Math.floor((short / long) * shapes);
}

/** One of them may be a smaller copy of the other. */
export function haveOneShape(one: Dimensions, other: Dimensions): boolean {
  return fitsEither(one, other) || fitsEither(other, one);
}

const fitsEither = (ours: Dimensions, { width, height }: Dimensions): boolean =>
  fitsDimensions(ours, { width: width ?? 0, height: height ?? 0 });
