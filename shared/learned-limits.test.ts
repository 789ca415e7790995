import { expect, test } from 'vitest';
import { learnLimits, lessonOfRefused, lessonsOfTaken, type LimitEvidence } from './learned-limits.ts';
import { defaultLimits } from './limits.ts';

let photo = 0;
const one = (outcome: LimitEvidence['outcome'], more: Partial<LimitEvidence>): LimitEvidence => ({
  outcome,
  about: 'bytes',
  format: null,
  value: 0,
  photo: `photo ${(photo += 1)}`,
  atMs: 1_000 + photo,
  ...more,
});
const refused = (about: LimitEvidence['about'], value: number) => one('refused', { about, value });
const taken = (about: LimitEvidence['about'], value: number) => one('taken', { about, value });
const learn = (...evidence: LimitEvidence[]) => learnLimits(defaultLimits, {}, evidence);
const MB = 1_000_000;

test('without evidence everything is assumed', () => {
  const { limits, sources } = learn();
  expect(limits).toEqual(defaultLimits);
  expect(new Set(Object.values(sources).map(({ how }) => how))).toEqual(new Set(['assumed']));
});

test('one refusal of a large photo narrows the limit to just below it; a larger one that is taken widens it again', () => {
  const refusal = refused('bytes', 30 * MB);
  const narrowed = learn(refusal);
  expect(narrowed.limits.maxBytes).toBe(30 * MB - 1);
  expect(narrowed.sources.maxBytes).toEqual({ how: 'learned', atMs: refusal.atMs });
  expect(learn(refusal, taken('bytes', 35 * MB)).limits.maxBytes).toBe(defaultLimits.maxBytes);
  expect(learn(refusal, taken('bytes', 25 * MB)).limits.maxBytes).toBe(30 * MB - 1);
  expect(learn(taken('bytes', 70 * MB)).limits.maxBytes).toBe(70 * MB);
  expect(learn(taken('bytes', 70 * MB), refused('bytes', 80 * MB)).limits.maxBytes).toBe(70 * MB);
});

test('one odd refusal of a small photo narrows nothing; three different photos do', () => {
  expect(learn(refused('bytes', MB)).limits.maxBytes).toBe(defaultLimits.maxBytes);
  expect(learn(refused('bytes', MB), refused('bytes', 2 * MB)).limits.maxBytes).toBe(defaultLimits.maxBytes);
  const three = [refused('bytes', MB), refused('bytes', 2 * MB), refused('bytes', 3 * MB)];
  expect(learn(...three).limits.maxBytes).toBe(3 * MB - 1);
  expect(learn(...three, taken('bytes', MB + 1)).limits.maxBytes).toBe(defaultLimits.maxBytes);
});

test('sides are learned the same way, the shortest one from below', () => {
  expect(learn(refused('long_side', 7_000)).limits.maxSidePixels).toBe(6_999);
  expect(learn(refused('long_side', 800)).limits.maxSidePixels).toBe(defaultLimits.maxSidePixels);
  expect(learn(taken('long_side', 9_000)).limits.maxSidePixels).toBe(9_000);
  expect(learn(refused('short_side', 60)).limits.minSidePixels).toBe(61);
  expect(learn(refused('short_side', 600)).limits.minSidePixels).toBe(defaultLimits.minSidePixels);
  expect(learn(refused('short_side', 60), taken('short_side', 50)).limits.minSidePixels).toBe(16);
  expect(learn(taken('short_side', 9)).limits.minSidePixels).toBe(9);
});

test('a format is ruled out by two photos if none of it was ever taken; those that are certain never are', () => {
  const webp = (outcome: LimitEvidence['outcome']) => one(outcome, { about: 'format', format: 'webp' });
  const jpeg = () => one('refused', { about: 'format', format: 'jpeg' });
  expect(learn(webp('refused')).limits.formats).toContain('webp');
  expect(learn(webp('refused'), webp('refused')).limits.formats).not.toContain('webp');
  expect(learn(webp('refused'), webp('refused'), webp('taken')).limits.formats).toContain('webp');
  expect(learn(jpeg(), jpeg(), jpeg(), jpeg()).limits.formats).toContain('jpeg');
  const heic = one('taken', { about: 'format', format: 'heic' });
  expect(learn(heic)).toMatchObject({ sources: { formats: { how: 'learned', atMs: heic.atMs } } });
  expect(learn(heic).limits.formats).toContain('heic');
});

test('what is set by hand wins over everything', () => {
  const { limits, sources } = learnLimits(defaultLimits, { maxBytes: 5, formats: ['png'] }, [taken('bytes', 70 * MB)]);
  expect([limits.maxBytes, limits.formats]).toEqual([5, ['png']]);
  expect([sources.maxBytes.how, sources.formats.how, sources.maxSidePixels.how]).toEqual([
    'by_hand',
    'by_hand',
    'assumed',
  ]);
});

test('a photo says as much as is known of it', () => {
  const facts = { format: 'jpeg', width: 40, height: 30, sizeBytes: 9 } as const;
  expect(lessonsOfTaken(facts).map(({ about, value }) => [about, value])).toEqual([
    ['bytes', 9],
    ['long_side', 40],
    ['short_side', 30],
    ['format', 0],
  ]);
  expect(lessonsOfTaken({ ...facts, format: null, width: null }).map(({ about }) => about)).toEqual(['bytes']);
  expect(lessonOfRefused(facts, 'corrupted')).toBeNull();
  expect(lessonOfRefused({ ...facts, height: null }, 'too_big')).toBeNull();
  expect(lessonOfRefused(facts, 'too_small')).toMatchObject({ about: 'short_side', value: 30 });
});
