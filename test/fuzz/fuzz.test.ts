// A short run of the fuzzer: the same mutants every time, and the bombs that are cheap to make. `npm run fuzz` is the
// long one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bombs } from './bombs.ts';
import type { Counts } from './counts.ts';
import { fuzz } from './fuzz.ts';
import { openMutants } from './mutants.ts';
import { makeSeeds } from './seeds.ts';

const mutants = 240;
const quickBombs = bombs.filter(({ isQuick }) => isQuick);
let counts: Counts;
/** Timers of this process that came when they should: an engine that is brought down, or kept busy, has none. */
let beats = 0;
let heart: NodeJS.Timeout;

beforeAll(async () => {
  heart = setInterval(() => (beats += 1), 100);
  counts = await fuzz({ seed: 3, from: 0, mutants, minutes: null, bombs: quickBombs, lanes: 2, convertEvery: 4 });
}, 240_000);
afterAll(() => clearInterval(heart));

const sum = (numbers: Record<string, number>) => Object.values(numbers).reduce((total, number) => total + number, 0);

test('every corrupted picture and every bomb gets a verdict, and every copy an outcome', () => {
  expect(counts.inspected).toBe(mutants + quickBombs.length);
  expect(sum(counts.verdicts)).toBe(counts.inspected);
  expect(counts.copied).toBe(mutants / 4 + quickBombs.filter(({ isConverted }) => isConverted).length);
  expect(sum(counts.conversions)).toBe(counts.copied);
});

test('no promise is broken: originals untouched, copies complete and without a place, memory bounded', () => {
  expect(counts.broken).toEqual([]);
});

test('no picture brings its process down', () => {
  expect(counts.lost.filter((one) => one.endsWith('crashed'))).toEqual([]);
  expect(beats).toBeGreaterThan(0);
});

test('what the service would refuse is found before it is sent, but for data behind the end of a HEIC or AVIF', () => {
  const missed = Object.keys(counts.disagreements).filter((name) => name.startsWith('only the service refuses'));
  expect(missed.filter((name) => !/: (heic|avif), here sent as whole, there corrupted$/.test(name))).toEqual([]);
  // Seldom enough to be no blind spot, and the comparison did take place.
  expect(counts.comparison['only the service refuses']).toBeLessThan(mutants / 50);
  expect(counts.comparison.agree).toBeGreaterThan(mutants / 2);
});

test('a mutant can be made again alone, byte for byte', async () => {
  const seeds = await makeSeeds();
  const [first, second, other] = await Promise.all([3, 3, 4].map((seed) => openMutants(seeds, seed)));
  if (!first || !second || !other) throw new Error('no mutants');
  const all = Array.from({ length: 40 }, (_, number) => first(number).bytes);
  for (const number of [39, 7, 20]) expect(second(number).bytes.equals(all[number] ?? Buffer.alloc(0))).toBe(true);
  expect(other(7).bytes.equals(all[7] ?? Buffer.alloc(0))).toBe(false);
});
