// What the service took and refused, and which limits follow from that for one account. Pure.
import { z } from 'zod';
import { imageFormat, type Facts } from './facts.ts';
import type { ImageFormat } from './image-formats.ts';
import type { Limits } from './limits.ts';
import type { Refusal } from './reasons.ts';
import { byteCount, count, timeMs } from './shapes.ts';

/** One photo that the service took or refused, as far as it says something about one limit. */
export const limitEvidence = z.object({
  outcome: z.enum(['taken', 'refused']),
  about: z.enum(['bytes', 'long_side', 'short_side', 'format']),
  format: imageFormat.nullable(),
  /** Bytes or pixels; 0 where it is about the format. */
  value: z.number().int().nonnegative(),
  /** The sha256 of the photo's file, so that one photo counts once. */
  photo: z.string(),
  atMs: timeMs,
});
export type LimitEvidence = z.infer<typeof limitEvidence>;

/** `assumed`: nobody said so, see limits.ts; `by_hand`: from limits.json, which wins over everything. */
export const limitSource = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('assumed') }),
  z.strictObject({ how: z.literal('learned'), atMs: timeMs }),
  z.strictObject({ how: z.literal('by_hand') }),
]);
export type LimitSource = z.infer<typeof limitSource>;

/** The account's limits as window and terminal show them. */
export const limitsView = z.strictObject({
  maxBytes: byteCount,
  maxSidePixels: count,
  minSidePixels: count,
  formats: z.array(imageFormat),
  /** false: set by hand, nothing is held before it is sent. */
  precheck: z.boolean(),
  sources: z.strictObject({
    maxBytes: limitSource,
    maxSidePixels: limitSource,
    minSidePixels: limitSource,
    formats: limitSource,
  }),
  /** `limits.json` cannot be read, and says nothing. `where`: what is wrong, for example `JSON` or a name in it. */
  unreadable: z.strictObject({ path: z.string(), where: z.string() }).nullable(),
});
export type LimitsView = z.infer<typeof limitsView>;

export function limitsViewOf({ limits, sources }: KnownLimits, unreadable: LimitsView['unreadable']): LimitsView {
  const { maxBytes, maxSidePixels, minSidePixels, formats, precheck } = limits;
  return { maxBytes, maxSidePixels, minSidePixels, formats, precheck, sources, unreadable };
}

export interface KnownLimits {
  limits: Limits;
  sources: LimitsView['sources'];
}

/**
 * A single refusal is believed only where a limit is likely. Other clients send 20 MB, and every camera takes sides
 * between these; below, one odd refusal must not hold a whole library, so several different photos have to be refused.
 */
const believed = { bytes: 20_000_000, longSide: 6_000, shortSide: 100 } as const;
const refusalsToBelieve = 3;
/** The service certainly takes these, whatever it says of one of them (docs/ok-api.md). */
const certainFormats: readonly ImageFormat[] = ['jpeg', 'png', 'gif'];
const refusalsOfFormat = 2;

type SentFacts = Pick<Facts, 'format' | 'width' | 'height' | 'sizeBytes'>;
type Lesson = Pick<LimitEvidence, 'about' | 'format' | 'value'>;

export const isAnyLearned = ({ sources }: LimitsView): boolean =>
  Object.values(sources).some(({ how }) => how === 'learned');

/** What a photo that was published says. */
export function lessonsOfTaken({ format, width, height, sizeBytes }: SentFacts): Lesson[] {
  const sides: Lesson[] =
    width === null || height === null
      ? []
      : [
          { about: 'long_side', format: null, value: Math.max(width, height) },
          { about: 'short_side', format: null, value: Math.min(width, height) },
        ];
  return [
    { about: 'bytes', format: null, value: sizeBytes },
    ...sides,
    ...(format === null ? [] : [{ about: 'format', format, value: 0 } as const]),
  ];
}

/** What a refused photo says; null: nothing about a limit. */
export function lessonOfRefused(facts: SentFacts, refusal: Refusal): Lesson | null {
  const { format, width, height, sizeBytes } = facts;
  switch (refusal) {
    case 'too_many_bytes':
      return { about: 'bytes', format: null, value: sizeBytes };
    case 'too_big':
      return width === null || height === null
        ? null
        : { about: 'long_side', format: null, value: Math.max(width, height) };
    case 'too_small':
      return width === null || height === null
        ? null
        : { about: 'short_side', format: null, value: Math.min(width, height) };
    case 'invalid_format':
      return format === null ? null : { about: 'format', format, value: 0 };
    case 'corrupted':
    case 'no_image':
      return null;
  }
}

/** `byHand` wins over everything, evidence wins over `assumed`. */
export function learnLimits(assumed: Limits, byHand: Partial<Limits>, evidence: readonly LimitEvidence[]): KnownLimits {
  const { uploadDomains, precheck, maxCaptionLength } = { ...assumed, ...byHand };
  const bytes = learnLargest(assumed.maxBytes, about(evidence, 'bytes'), believed.bytes);
  const longSide = learnLargest(assumed.maxSidePixels, about(evidence, 'long_side'), believed.longSide);
  const shortSide = learnSmallest(assumed.minSidePixels, about(evidence, 'short_side'), believed.shortSide);
  const formats = learnFormats(assumed.formats, about(evidence, 'format'));
  const [maxBytes, maxBytesFrom] = chosen(byHand.maxBytes, bytes);
  const [maxSidePixels, maxSideFrom] = chosen(byHand.maxSidePixels, longSide);
  const [minSidePixels, minSideFrom] = chosen(byHand.minSidePixels, shortSide);
  const [allowed, formatsFrom] = chosen(byHand.formats, formats);
  return {
    limits: { maxBytes, maxSidePixels, minSidePixels, formats: allowed, precheck, maxCaptionLength, uploadDomains },
    sources: {
      maxBytes: maxBytesFrom,
      maxSidePixels: maxSideFrom,
      minSidePixels: minSideFrom,
      formats: formatsFrom,
    },
  };
}

interface Learned<T> {
  value: T;
  /** null: as it was assumed. */
  atMs: number | null;
}

function chosen<T>(byHand: T | undefined, { value, atMs }: Learned<T>): [T, LimitSource] {
  if (byHand !== undefined) return [byHand, { how: 'by_hand' }];
  return [value, atMs === null ? { how: 'assumed' } : { how: 'learned', atMs }];
}

const about = (evidence: readonly LimitEvidence[], of: LimitEvidence['about']): LimitEvidence[] =>
  evidence.filter((one) => one.about === of);

/**
 * The largest that is taken. What was taken proves that refusals of smaller ones had another reason. Of the other
 * refusals the smallest that is believed is the bound.
 */
function learnLargest(assumed: number, evidence: readonly LimitEvidence[], believedFrom: number): Learned<number> {
  const taken = evidence.filter(({ outcome }) => outcome === 'taken').toSorted((a, b) => b.value - a.value)[0];
  const open = evidence
    .filter(({ outcome, value }) => outcome === 'refused' && value > (taken?.value ?? 0))
    .toSorted((a, b) => a.value - b.value);
  const bound = smallestOf(
    open.find(({ value }) => value >= believedFrom),
    open[refusalsToBelieve - 1],
  );
  if (bound !== null && bound.value - 1 < Math.max(assumed, taken?.value ?? 0))
    return { value: Math.max(1, bound.value - 1), atMs: bound.atMs };
  return taken !== undefined && taken.value > assumed
    ? { value: taken.value, atMs: taken.atMs }
    : { value: assumed, atMs: null };
}

function smallestOf(one: LimitEvidence | undefined, other: LimitEvidence | undefined): LimitEvidence | null {
  if (one === undefined || other === undefined) return one ?? other ?? null;
  return one.value <= other.value ? one : other;
}

/** The same the other way round: the smallest that is taken. */
function learnSmallest(assumed: number, evidence: readonly LimitEvidence[], believedTo: number): Learned<number> {
  const taken = evidence.filter(({ outcome }) => outcome === 'taken').toSorted((a, b) => a.value - b.value)[0];
  const least = taken?.value ?? Number.POSITIVE_INFINITY;
  const open = evidence
    .filter(({ outcome, value }) => outcome === 'refused' && value < least)
    .toSorted((a, b) => b.value - a.value);
  const trusted = open.find(({ value }) => value <= believedTo);
  const many = open[refusalsToBelieve - 1];
  const bound = many === undefined || (trusted !== undefined && trusted.value >= many.value) ? trusted : many;
  if (bound !== undefined && bound.value + 1 > Math.min(assumed, least))
    return { value: bound.value + 1, atMs: bound.atMs };
  return taken !== undefined && taken.value < assumed
    ? { value: Math.max(1, taken.value), atMs: taken.atMs }
    : { value: assumed, atMs: null };
}

/** One taken photo of a format proves the format; some refused ones, and none ever taken, rule it out. */
function learnFormats(assumed: readonly ImageFormat[], evidence: readonly LimitEvidence[]): Learned<ImageFormat[]> {
  const taken = new Map<ImageFormat, number>();
  const refused = new Map<ImageFormat, number[]>();
  for (const { outcome, format, atMs } of evidence) {
    if (format === null) continue;
    if (outcome === 'taken') taken.set(format, atMs);
    else refused.set(format, [...(refused.get(format) ?? []), atMs]);
  }
  const isRuledOut = (format: ImageFormat): boolean =>
    !certainFormats.includes(format) && !taken.has(format) && (refused.get(format)?.length ?? 0) >= refusalsOfFormat;
  const added = [...taken].filter(([format]) => !assumed.includes(format));
  const lost = assumed.filter(isRuledOut);
  const times = [...added.map(([, atMs]) => atMs), ...lost.flatMap((format) => refused.get(format) ?? [])];
  const value = [...assumed.filter((format) => !lost.includes(format)), ...added.map(([format]) => format)];
  return { value, atMs: times.length === 0 ? null : Math.max(...times) };
}
