// Decides from facts, limits and the folder's rules whether a photo is sent, converted, shown first, or held. Pure.
import type { Facts, ConversionPlan } from '../../../shared/facts.ts';
import { formatFacts, isConvertible, type ImageFormat } from '../../../shared/image-formats.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { ProblemReason, Refusal } from '../../../shared/reasons.ts';

export type FactsVerdict =
  | { kind: 'queued'; conversionPlan: ConversionPlan | null }
  | { kind: 'review'; conversionPlan: ConversionPlan | null }
  | { kind: 'held'; reason: Extract<ProblemReason, Refusal | 'unknown_format' | 'place_stays'> };

/**
 * Checks a photo's bytes only; evaluate-photo.ts checks its name and its other versions first. The refusals come in the
 * order in which the service would find them: nothing there, not an image, damaged, bytes, pixels.
 */
export function checkFacts(facts: Facts, limits: Limits, rules: FolderRules): FactsVerdict {
  const refused = refusalOf(facts, limits);
  const conversionPlan = conversionFor(facts, limits, rules, refused);
  if (refused !== null && conversionPlan === null) return { kind: 'held', reason: reasonFor(refused, facts.format) };
  // A format that this program cannot write is sent only if its place may stay in it.
  if (conversionPlan === null && rules.removeGps && facts.hasGps) return { kind: 'held', reason: 'place_stays' };
  return { kind: rules.review ? 'review' : 'queued', conversionPlan };
}

/** A refusal in the words for the person: a format that cannot be read cannot be converted into JPEG either. */
export function reasonFor<R extends ProblemReason>(refused: R, format: ImageFormat | null): R | 'unknown_format' {
  return refused === 'invalid_format' && !isConvertible(format) ? 'unknown_format' : refused;
}

/** What the service would say to these bytes as they are; null when it would take them, or when it shall be asked. */
export function refusalOf(facts: Facts, limits: Limits): Refusal | null {
  if (!limits.precheck) return null;
  if (facts.sizeBytes === 0) return 'no_image';
  if (facts.format === null || !limits.formats.includes(facts.format)) return 'invalid_format';
  // A far too large picture is not decoded, so its integrity stays unknown; the size limits below give the reason.
  if (facts.soundness === 'broken' || facts.soundness === 'cut') return 'corrupted';
  if (facts.width === null || facts.height === null) return 'corrupted';
  if (facts.sizeBytes > limits.maxBytes) return 'too_many_bytes';
  if (Math.min(facts.width, facts.height) < limits.minSidePixels) return 'too_small';
  if (Math.max(facts.width, facts.height) > limits.maxSidePixels) return 'too_big';
  return null;
}

/** How a copy must be converted before it may be sent; null: not at all, or not in a way that the rules allow. */
export function conversionFor(
  facts: Facts,
  limits: Limits,
  rules: FolderRules,
  refused: Refusal | null,
): ConversionPlan | null {
  const removeGps = rules.removeGps && facts.hasGps;
  const { format } = facts;
  if (!isConvertible(format)) return null;
  if (refused === null) {
    if (!removeGps) return null;
    return planWithoutPlace(format, limits);
  }
  if (refused === 'too_many_bytes' || refused === 'too_big') {
    if (!rules.shrink) return null;
    return { maxSidePixels: limits.maxSidePixels, maxBytes: limits.maxBytes, toFormat: 'jpeg', removeGps };
  }
  if (refused === 'invalid_format' && rules.convert) {
    return { maxSidePixels: limits.maxSidePixels, maxBytes: limits.maxBytes, toFormat: 'jpeg', removeGps };
  }
  return null;
}

/** A copy that differs from the file in nothing but its place, as far as the format allows that. */
export function planWithoutPlace(format: ImageFormat, limits: Pick<Limits, 'maxBytes'>): ConversionPlan {
  return {
    maxSidePixels: null,
    maxBytes: limits.maxBytes,
    toFormat: formatFacts[format].copiesAsItself ? null : 'jpeg',
    removeGps: true,
  };
}
