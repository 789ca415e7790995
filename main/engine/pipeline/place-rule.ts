// Whether a photo may go on with the copy that was planned for it, given that the place must not leave with it. Pure.
import type { Facts, ConversionPlan } from '../../../shared/facts.ts';
import type { Limits } from '../../../shared/limits.ts';
import { isConvertible } from '../../../shared/image-formats.ts';
import { planWithoutPlace } from './check-facts.ts';

/** A rule of a folder that holds the photo takes the place out, and no person said that this photo keeps it. */
export interface UnderPlaceRule extends Pick<Facts, 'format' | 'hasGps' | 'sizeBytes'> {
  conversionPlan: ConversionPlan | null;
}

export type PlaceRuleResult = { kind: 'goes' } | { kind: 'planned'; plan: ConversionPlan } | { kind: 'stays' };

/**
 * Plans are made when the rules are applied to a photo. A rule, a copy in another folder or a person's «send it all the
 * same» may come later, so the plan is compared with the rule again each time a step takes the photo.
 */
export function applyPlaceRuleToPlan(
  { format, hasGps, sizeBytes, conversionPlan }: UnderPlaceRule,
  limits: Limits,
): PlaceRuleResult {
  // An empty file tells no place.
  if (conversionPlan?.removeGps === true || sizeBytes === 0) return { kind: 'goes' };
  // A format that this program cannot read may tell a place.
  if (!isConvertible(format)) return hasGps || format === null ? { kind: 'stays' } : { kind: 'goes' };
  if (!hasGps) return { kind: 'goes' };
  return {
    kind: 'planned',
    plan: conversionPlan === null ? planWithoutPlace(format, limits) : { ...conversionPlan, removeGps: true },
  };
}
