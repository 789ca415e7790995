// Which photos of ours look alike: the shots of a burst, of which only one may be on the service. Pure.
import type { OurLook } from '../db/comparison.ts';
import { fitsDimensions, type Dimensions } from './by-dimensions.ts';
import { distance, fingerprintFrom, otherFrom, type Fingerprint } from './similarity.ts';

export class OurTwins {
  readonly #looks: { look: OurLook; bits: Fingerprint }[] = [];

  add(look: OurLook): void {
    if (look.fingerprint !== '') this.#looks.push({ look, bits: fingerprintFrom(look.fingerprint) });
  }

  /** Whether another photo of ours may look the same, in whatever size: then no single one is known to be there. */
  hasTwin(of: OurLook): boolean {
    if (of.fingerprint === '') return true;
    const bits = fingerprintFrom(of.fingerprint);
    return this.#looks.some(
      ({ look, bits: other }) =>
        look.photoId !== of.photoId && distance(bits, other) < otherFrom && haveOneShape(of, look),
    );
  }
}

/** One of them may be a smaller copy of the other. */
function haveOneShape(one: Dimensions, other: Dimensions): boolean {
  return fitsEither(one, other) || fitsEither(other, one);
}

const fitsEither = (ours: Dimensions, { width, height }: Dimensions): boolean =>
  fitsDimensions(ours, { width: width ?? 0, height: height ?? 0 });
