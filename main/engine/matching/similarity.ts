// Whether two pictures look the same, by their fingerprints. Pure; never certain: it proposes, and a person decides.

/** 64 bits in two halves, so that thousands can be compared in a moment. */
export type Fingerprint = readonly [number, number];

/** Of 64 bits. The same picture made smaller and encoded anew differs in a few; measured in fingerprint.test.ts. */
export const sameAtMost = 10;
/** Different pictures differ in about 28; below this nothing is said. */
export const otherFrom = 18;

export type Similarity = 'same' | 'unsure' | 'other';

export function fingerprintFrom(fingerprint: string): Fingerprint {
  return [Number.parseInt(fingerprint.slice(0, 8), 16), Number.parseInt(fingerprint.slice(8), 16)];
}

/** `turns`: theirs in each way round; the service may have turned it, or not. */
export function similarity(ours: Fingerprint | null, turns: readonly Fingerprint[]): Similarity {
  if (ours === null || turns.length === 0) return 'unsure';
  let least = Number.POSITIVE_INFINITY;
  // Asked for millions of pairs: nothing is made for any of them.
  for (const one of turns) least = Math.min(least, distance(ours, one));
  if (least <= sameAtMost) return 'same';
  return least >= otherFrom ? 'other' : 'unsure';
}

export function distance(a: Fingerprint, b: Fingerprint): number {
  return ones(a[0] ^ b[0]) + ones(a[1] ^ b[1]);
}

function ones(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Smaller previews say too little. */
const leastPreviewSide = 96;
/** Of the sides' relation; rounding of a small picture's short side is less. */
const mostSkew = 0.03;

/** A preview that was cut to a square, or is a stand-in of another shape, says nothing about the photo. */
export function showsWhole(
  preview: { width: number; height: number },
  photo: { width: number | null; height: number | null },
): boolean {
  if (Math.min(preview.width, preview.height) < leastPreviewSide) return false;
  if (photo.width === null || photo.height === null) return false;
  const shape = (one: { width: number; height: number }): number =>
    Math.max(one.width, one.height) / Math.min(one.width, one.height);
  return Math.abs(shape(preview) / shape({ width: photo.width, height: photo.height }) - 1) <= mostSkew;
}
