import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePositions, mayCommit, type FolderPosition, type Ready } from './commit-order.ts';

const patienceMs = 4_000;
const at = (placementId: number, more: Partial<FolderPosition> = {}): FolderPosition => ({
  placementId,
  line: 'a',
  sortMs: placementId * 10,
  path: `${placementId}.jpg`,
  ...more,
});
const ready = (placementId: number, readyAtMs: number, more: Partial<Ready> = {}): Ready => ({
  ...at(placementId),
  readyAtMs,
  lastMomentMs: Number.POSITIVE_INFINITY,
  ...more,
});
const ids = (places: readonly FolderPosition[]): number[] => places.map((one) => one.placementId);
const decide = (here: Ready[], onTheirWay: FolderPosition[], nowMs: number, passed = new Set<number>()) =>
  mayCommit(here, onTheirWay, passed, nowMs, patienceMs);

test('those before the first that is on its way go, in their order; the others wait for it', () => {
  const found = decide([ready(5, 0), ready(1, 0), ready(2, 0), ready(4, 0)], [at(3), at(6)], 1_000);
  expect(ids(found.now)).toEqual([1, 2]);
  expect(found.checkAgainAtMs).toBe(patienceMs);
});

test('no photo waits longer than the patience, and a photo that was passed is not waited for again', () => {
  const late = decide([ready(5, 0), ready(4, 3_000)], [at(3)], patienceMs);
  expect(ids(late.now)).toEqual([4, 5]);
  expect(late.passed).toEqual(new Set([3]));
  const next = decide([ready(7, patienceMs)], [at(3)], patienceMs + 1, late.passed);
  expect(ids(next.now)).toEqual([7]);
  // What stood before it is waited for all the same.
  expect(ids(decide([ready(7, patienceMs)], [at(3), at(6)], patienceMs + 1, late.passed).now)).toEqual([]);
});

test('a reservation that ends, and a clock that was set back, end every wait', () => {
  expect(ids(decide([ready(5, 0, { lastMomentMs: 900 })], [at(3)], 1_000).now)).toEqual([5]);
  expect(ids(decide([ready(5, 10_000)], [at(3)], 1_000).now)).toEqual([5]);
});

test('photos of one moment go by the numbers in their names; photos of other lines do not wait for them', () => {
  const one = (placementId: number, path: string): Ready => ready(placementId, 0, { sortMs: 7, path });
  const found = decide([one(1, 'IMG_10.jpg'), one(2, 'IMG_2.jpg')], [at(3, { sortMs: 7, path: 'IMG_3.jpg' })], 10);
  expect(ids(found.now)).toEqual([2]);
  expect(ids(decide([ready(9, 0, { line: 'b' })], [at(1)], 10).now)).toEqual([9]);
});

const place = fc.record({
  placementId: fc.nat(40),
  line: fc.constantFrom('a', 'b'),
  sortMs: fc.nat(6),
  path: fc.constantFrom('1.jpg', '2.jpg', '10.jpg', ''),
});
const candidate = place.chain((one) =>
  fc.record({ readyAtMs: fc.nat(12_000), lastMomentMs: fc.nat(30_000) }).map((more) => ({ ...one, ...more })),
);

test('in random cases photos go in order, pass an earlier photo only after their patience, and wait no longer', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(candidate, { selector: (one) => one.placementId, maxLength: 10 }),
      fc.uniqueArray(place, { selector: (one) => one.placementId, maxLength: 10 }),
      fc.uniqueArray(fc.nat(40)),
      fc.nat(20_000),
      (here, others, passedBefore, nowMs) => {
        const onTheirWay = others.filter((one) => !here.some((other) => other.placementId === one.placementId));
        const before = new Set(passedBefore);
        const { now, passed, checkAgainAtMs } = mayCommit(here, onTheirWay, before, nowMs, patienceMs);
        const goes = new Set(ids(now));
        for (const line of ['a', 'b']) {
          const order = now.filter((one) => one.line === line);
          expect(ids(order)).toEqual(ids([...order].sort(comparePositions)));
          for (const one of here.filter((other) => other.line === line)) {
            const isOver = nowMs >= Math.min(one.readyAtMs + patienceMs, one.lastMomentMs) || one.readyAtMs > nowMs;
            // No photo waits too long, or without an earlier photo.
            const earlier = onTheirWay.filter((other) => other.line === line && comparePositions(other, one) < 0);
            if (isOver || earlier.length === 0) expect(goes.has(one.placementId)).toBe(true);
            // One that goes leaves no earlier photo behind that is not passed, and no other candidate of its line.
            if (!goes.has(one.placementId)) {
              for (const other of order) expect(comparePositions(other, one)).toBeLessThan(0);
              expect(checkAgainAtMs).toBeGreaterThan(nowMs);
              expect(checkAgainAtMs).toBeLessThanOrEqual(nowMs + patienceMs);
            } else for (const earlierPhoto of earlier) expect(passed.has(earlierPhoto.placementId)).toBe(true);
          }
        }
        // No photo is lost by the order.
        const later = mayCommit(here, onTheirWay, passed, nowMs + patienceMs + 12_000, patienceMs);
        expect(ids(later.now).length).toBe(here.length);
        for (const id of passed) expect(onTheirWay.some((one) => one.placementId === id)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
