// How much of a processor core background work may use, and how long it therefore rests after each piece of work.

/** `gentle`: the computer belongs to other programs first. */
export type ProcessorShare = 'none' | 'gentle' | 'some';

/** Rests are so many times as long as the work: a quarter of one core, or a twentieth. */
const rests: Readonly<Record<Exclude<ProcessorShare, 'none'>, number>> = { some: 3, gentle: 19 };

export function restAfter(tookMs: number, share: Exclude<ProcessorShare, 'none'>, leastMs: number): number {
  return Math.max(leastMs, tookMs * rests[share]);
}
