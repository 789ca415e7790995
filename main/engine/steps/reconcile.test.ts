import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitSpanMs, clockSkewMs, match, type Finding, type Lost, type Seen } from './reconcile.ts';

const start = Date.UTC(2026, 6, 1);
const lost = (placementId: number, width: number, height: number, commitStartedMs = start): Lost => ({
  placementId,
  width,
  height,
  commitStartedMs,
});
const seen = (id: string, width: number, height: number, createdMs: number | null = start): Seen => ({
  id,
  width,
  height,
  createdMs,
});
const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind);

test('exactly as many as are missing: all of them came through, in their order', () => {
  const group = [lost(1, 4000, 3000), lost(2, 4000, 3000, start + 5)];
  expect(match(group, [seen('9', 4000, 3000, start + 9), seen('8', 4000, 3000, start + 8)])).toEqual([
    { placementId: 1, kind: 'found', assignedId: '8' },
    { placementId: 2, kind: 'found', assignedId: '9' },
  ]);
});

test('fewer or more than are missing: nobody can tell which', () => {
  const group = [lost(1, 4000, 3000), lost(2, 4000, 3000)];
  expect(kinds(match(group, [seen('1', 4000, 3000)]))).toEqual(['unclear', 'unclear']);
  expect(kinds(match([lost(1, 4000, 3000)], [seen('1', 4000, 3000), seen('2', 4000, 3000)]))).toEqual(['unclear']);
});

test('a smaller picture of the same shape may be ours, turned or not; a larger one, or another shape, may not', () => {
  const ours = [lost(1, 4000, 3000)];
  expect(kinds(match(ours, [seen('1', 2000, 1500)]))).toEqual(['found']);
  expect(kinds(match(ours, [seen('1', 1500, 2000)]))).toEqual(['found']);
  expect(kinds(match(ours, [seen('1', 4400, 3300)]))).toEqual(['absent']);
  expect(kinds(match(ours, [seen('1', 2000, 1400)]))).toEqual(['absent']);
});

test('a service that shows larger photos has not made this one smaller', () => {
  expect(kinds(match([lost(1, 4000, 3000)], [seen('1', 2000, 1500)], [], 4000))).toEqual(['absent']);
});

test('what came long before or long after is not ours; what tells no time or no sides may be', () => {
  const ours = [lost(1, 4000, 3000)];
  expect(kinds(match(ours, [seen('1', 4000, 3000, start - clockSkewMs - 1)]))).toEqual(['absent']);
  expect(kinds(match(ours, [seen('1', 4000, 3000, start + commitSpanMs + 1)]))).toEqual(['absent']);
  expect(kinds(match(ours, [seen('1', 4000, 3000, null)]))).toEqual(['found']);
  expect(kinds(match(ours, [seen('1', 0, 0)]))).toEqual(['found']);
  // Sides of ours that nobody knows: nothing is provably absent.
  expect(kinds(match([{ ...lost(1, 0, 0), width: null, height: null }], [seen('1', 10, 20)]))).not.toContain('absent');
});

test('a photo that an unclear one may own proves nothing', () => {
  expect(kinds(match([lost(1, 4000, 3000)], [seen('1', 4000, 3000)], [lost(2, 4000, 3000)]))).toEqual(['unclear']);
  expect(kinds(match([lost(1, 4000, 3000)], [seen('1', 4000, 3000)], [lost(2, 3000, 2000)]))).toEqual(['found']);
  const longAgo = lost(2, 4000, 3000, start - 86_400_000);
  expect(kinds(match([lost(1, 4000, 3000)], [seen('1', 4000, 3000)], [longAgo]))).toEqual(['found']);
});

/** A service that publishes some of what was sent, makes all photos as small as it likes, and lists them in any order. */
const world = fc
  .record({
    photos: fc.array(
      fc.record({
        sides: fc.constantFrom([64, 48], [80, 60], [160, 120], [160, 121], [90, 90], [120, 80], [60, 40]),
        turned: fc.boolean(),
        stored: fc.boolean(),
        /** One whose commit the engine has lost track of already. */
        rival: fc.boolean(),
        afterMs: fc.integer({ min: 0, max: 60_000 }),
      }),
      { maxLength: 7 },
    ),
    standardSide: fc.option(fc.constantFrom(64, 90, 100), { nil: null }),
    /** A photo of ours that is known to be there, and tells how large the service's photos are. */
    known: fc.option(fc.constantFrom(64, 160, 400), { nil: null }),
    order: fc.integer(),
  })
  .map(({ photos, standardSide, known, order }) => {
    const shown = (side: number, longest: number): number =>
      standardSide === null || longest <= standardSide ? side : Math.round((side * standardSide) / longest);
    const all = photos.map(({ sides: [width = 1, height = 1], turned, stored, rival, afterMs }, index) => ({
      one: lost(index + 1, turned ? height : width, turned ? width : height, start + index),
      photo: stored
        ? seen(
            String(index + 1),
            shown(width, Math.max(width, height)),
            shown(height, Math.max(width, height)),
            start + index + afterMs,
          )
        : null,
      rival,
    }));
    const list = all.flatMap(({ photo }) => (photo === null ? [] : [photo]));
    if (order % 2 === 0) list.reverse();
    const largest = Math.max(
      0,
      ...list.map(({ width, height }) => Math.max(width, height)),
      shown(known ?? 0, known ?? 0),
    );
    return { all, list, largest };
  });

test('whatever the service published: what is found is there, what is absent is not, and no photo is given twice', () => {
  fc.assert(
    fc.property(world, ({ all, list, largest }) => {
      const open = all.filter(({ rival }) => !rival);
      const rivals = all.filter(({ rival }) => rival).map(({ one }) => one);
      const findings = match(
        open.map(({ one }) => one),
        list,
        rivals,
        largest,
      );
      const given = findings.flatMap((finding) => (finding.kind === 'found' ? [finding.assignedId] : []));
      expect(new Set(given).size).toBe(given.length);
      for (const finding of findings) {
        const truth = all.find(({ one }) => one.placementId === finding.placementId);
        if (finding.kind === 'found') expect(truth?.photo).not.toBeNull();
        if (finding.kind === 'absent') expect(truth?.photo).toBeNull();
      }
      // None is left out.
      expect(new Set(findings.map(({ placementId }) => placementId))).toEqual(
        new Set(open.map(({ one }) => one.placementId)),
      );
      expect(findings.length).toBe(open.length);
    }),
    { numRuns: 5_000 },
  );
});
