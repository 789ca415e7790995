// Whether a photo may go on with the copy that was planned for it, given that the place must not leave with it. Pure.
import type { Facts, ConversionPlan } from '../../../shared/facts.ts';
import type { Limits } from '../../../shared/limits.ts';
import { isConvertible } from '../../../shared/image-formats.ts';
import { planWithoutPlace } from './precheck.ts';

/** A rule of a folder that holds the photo takes the place out, and nobody said that this photo keeps it. */
export interface UnderPlaceRule extends Pick<Facts, 'format' | 'hasGps' | 'sizeBytes'> {
  conversionPlan: ConversionPlan | null;
}

export type PlaceVerdict = { kind: 'goes' } | { kind: 'planned'; plan: ConversionPlan } | { kind: 'stays' };

/**
 * Plans are made when a photo is judged, and a rule, a copy in another folder or a person's «send it all the same» may come later. What was
 * planned is therefore compared with the rule once more, each time the photo is taken up.
 */
export function placeVerdict(
  { format, hasGps, sizeBytes, conversionPlan }: UnderPlaceRule,
  limits: Limits,
): PlaceVerdict {
  // Nothing tells nothing.
  if (conversionPlan?.removeGps === true || sizeBytes === 0) return { kind: 'goes' };
  // Of a format that nobody here can read it is not known what it tells.
  if (!isConvertible(format)) return hasGps || format === null ? { kind: 'stays' } : { kind: 'goes' };
  if (!hasGps) return { kind: 'goes' };
  return {
    kind: 'planned',
    plan: conversionPlan === null ? planWithoutPlace(format, limits) : { ...conversionPlan, removeGps: true },
  };
}
