// The copy that a person asks for with «make it smaller» or «make a JPEG». Pure.
import type { ConversionPlan, Facts } from '../../../shared/facts.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import type { Limits } from '../../../shared/limits.ts';

/** `facts`: of the photo; null before it was inspected. `rules`: of its folder. */
export function chosenConversion(
  action: 'shrink' | 'convert',
  facts: Pick<Facts, 'format' | 'hasGps'> | null,
  rules: Pick<FolderRules, 'removeGps'> | undefined,
  limits: Pick<Limits, 'maxSidePixels' | 'maxBytes'>,
): ConversionPlan {
  return {
    maxSidePixels: limits.maxSidePixels,
    maxBytes: limits.maxBytes,
    toFormat: action === 'convert' || facts?.format !== 'jpeg' ? 'jpeg' : null,
    removeGps: rules?.removeGps === true && facts?.hasGps === true,
  };
}
