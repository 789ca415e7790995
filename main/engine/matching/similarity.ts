// Whether two pictures look the same, by their fingerprints. Pure; never certain.
import type { AgreementOutcome } from '../../../shared/facts.ts';

/** 64 bits in two halves, so that thousands of pairs can be compared quickly. */
export type Fingerprint = readonly [number, number];

/** Of 64 bits. The same picture, smaller and encoded again, differs in a few bits; measured in fingerprint.test.ts. */
export const sameAtMost = 10;
/** Different pictures differ in about 28 bits; below this nothing is concluded. */
export const otherFrom = 18;

export type Similarity = 'same' | 'unsure' | 'other';

/** `fingerprint`: 16 hexadecimal digits. */
export function fingerprintFrom(fingerprint: string): Fingerprint {
  return [Number.parseInt(fingerprint.slice(0, 8), 16), Number.parseInt(fingerprint.slice(8), 16)];
}

/** `turns`: the other picture each way round, because the service may have turned it. Without fingerprints: unsure. */
export function similarity(ours: Fingerprint | null, turns: readonly Fingerprint[]): Similarity {
  if (ours === null || turns.length === 0) return 'unsure';
  let least = Number.POSITIVE_INFINITY;
  // Called for millions of pairs, so nothing is allocated here.
  for (const turn of turns) least = Math.min(least, distance(ours, turn));
  if (least <= sameAtMost) return 'same';
  return least >= otherFrom ? 'other' : 'unsure';
}

/** The number of bits that differ. */
export function distance(a: Fingerprint, b: Fingerprint): number {
  return countBits(a[0] ^ b[0]) + countBits(a[1] ^ b[1]);
}

function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Pixels; a smaller preview shows too little. */
const leastPreviewSide = 96;
/** Of the relation of the sides; the rounding of a small picture's short side is less. */
const mostSkew = 0.03;

/** false: the preview was cropped to a square, or is a stand-in of another shape, and shows nothing of the photo. */
export function showsWhole(
  preview: { width: number; height: number },
  photo: { width: number | null; height: number | null },
): boolean {
  if (Math.min(preview.width, preview.height) < leastPreviewSide) return false;
  if (photo.width === null || photo.height === null) return false;
  const shape = (sides: { width: number; height: number }): number =>
    Math.max(sides.width, sides.height) / Math.min(sides.width, sides.height);
  return Math.abs(shape(preview) / shape({ width: photo.width, height: photo.height }) - 1) <= mostSkew;
}

/** Greys that the same picture differs by after it was scaled and encoded anew; measured in agreement.test.ts. */
const copyMeanAtMost = 3;
const copyWorstAtMost = 12;

/** Whether the service's picture is a copy of our file, and not only one that looks like it. */
export function isCopy(found: AgreementOutcome): boolean {
  return found.kind === 'agreement' && found.mean <= copyMeanAtMost && found.worst <= copyWorstAtMost;
}
