import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clockPrecisionMs,
  clockSkewMs,
  commitSpanMs,
  matchUncertainCommits,
  type AlbumPhoto,
  type CommitFinding,
  type CompareFingerprints,
  type UncertainCommit,
} from './match-uncertain-commits.ts';

const start = Date.UTC(2026, 6, 1);
const commit = (placementId: number, width: number, height: number, commitStartedMs = start): UncertainCommit => ({
  placementId,
  width,
  height,
  commitStartedMs,
});
const photo = (id: string, width: number, height: number, createdMs: number | null = start): AlbumPhoto => ({
  id,
  width,
  height,
  createdMs,
});
const kinds = (findings: readonly CommitFinding[]): string[] => findings.map(({ kind }) => kind);

test('where as many photos are there as commits are uncertain, all came through, in the order of the commits', () => {
  const group = [commit(1, 4000, 3000), commit(2, 4000, 3000, start + 5)];
  expect(matchUncertainCommits(group, [photo('9', 4000, 3000, start + 9), photo('8', 4000, 3000, start + 8)])).toEqual([
    { placementId: 1, kind: 'found', assignedId: '8' },
    { placementId: 2, kind: 'found', assignedId: '9' },
  ]);
});

test('where fewer or more photos are there than commits are uncertain, it is unclear which they are', () => {
  const group = [commit(1, 4000, 3000), commit(2, 4000, 3000)];
  expect(kinds(matchUncertainCommits(group, [photo('1', 4000, 3000)]))).toEqual(['unclear', 'unclear']);
  expect(
    kinds(matchUncertainCommits([commit(1, 4000, 3000)], [photo('1', 4000, 3000), photo('2', 4000, 3000)])),
  ).toEqual(['unclear']);
});

test('a smaller photo of the same shape may be ours, turned or not; a larger one or another shape may not', () => {
  const ours = [commit(1, 4000, 3000)];
  expect(kinds(matchUncertainCommits(ours, [photo('1', 2000, 1500)]))).toEqual(['found']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 1500, 2000)]))).toEqual(['found']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 4400, 3300)]))).toEqual(['absent']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 2000, 1400)]))).toEqual(['absent']);
});

test('where the service shows larger photos it has not made this one smaller', () => {
  expect(kinds(matchUncertainCommits([commit(1, 4000, 3000)], [photo('1', 2000, 1500)], [], 4000))).toEqual(['absent']);
});

test('a photo from long before or after the commit is not ours; one without time or dimensions may be', () => {
  const ours = [commit(1, 4000, 3000)];
  expect(kinds(matchUncertainCommits(ours, [photo('1', 4000, 3000, start - clockSkewMs - 1)]))).toEqual(['absent']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 4000, 3000, start + commitSpanMs + 1)]))).toEqual(['absent']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 4000, 3000, null)]))).toEqual(['unclear']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 0, 0)]))).toEqual(['found']);
  // With unknown dimensions of ours, nothing is provably absent.
  expect(
    kinds(matchUncertainCommits([{ ...commit(1, 0, 0), width: null, height: null }], [photo('1', 10, 20)])),
  ).not.toContain('absent');
});

test('a photo that an unclear placement may own proves nothing', () => {
  expect(
    kinds(matchUncertainCommits([commit(1, 4000, 3000)], [photo('1', 4000, 3000)], [commit(2, 4000, 3000)])),
  ).toEqual(['unclear']);
  expect(
    kinds(matchUncertainCommits([commit(1, 4000, 3000)], [photo('1', 4000, 3000)], [commit(2, 3000, 2000)])),
  ).toEqual(['found']);
  const longAgo = commit(2, 4000, 3000, start - 86_400_000);
  expect(kinds(matchUncertainCommits([commit(1, 4000, 3000)], [photo('1', 4000, 3000)], [longAgo]))).toEqual(['found']);
});

const knownComparison =
  (known: Record<string, ReturnType<CompareFingerprints>>) =>
  (placementId: number, photoId: string): ReturnType<CompareFingerprints> =>
    known[`${placementId} ${photoId}`] ?? 'unsure';

test('a photo that was there before the commit is not ours, unless it looks the same', () => {
  const ours = [commit(1, 4000, 3000)];
  const before = photo('1', 4000, 3000, start - clockPrecisionMs - 1);
  expect(kinds(matchUncertainCommits(ours, [before]))).toEqual(['unclear']);
  expect(kinds(matchUncertainCommits(ours, [before], [], 4000, knownComparison({ '1 1': 'same' })))).toEqual(['found']);
  expect(kinds(matchUncertainCommits(ours, [photo('1', 4000, 3000, start - clockPrecisionMs)]))).toEqual(['found']);
  // One of two is from before, so their order proves nothing.
  const two = [before, photo('2', 4000, 3000, start + 1)];
  expect(kinds(matchUncertainCommits([...ours, commit(2, 4000, 3000)], two))).toEqual(['unclear', 'unclear']);
});

test('as many strangers as commits, added after those, are a question where their pictures are unlikely ours', () => {
  const ours = [commit(1, 160, 120), commit(2, 160, 120)];
  const there = [photo('8', 160, 120, start + 1), photo('9', 160, 120, start + 2)];
  expect(kinds(matchUncertainCommits(ours, there, [], 4000))).toEqual(['found', 'found']);
  expect(kinds(matchUncertainCommits(ours, there, [], 4000, () => 'unlikely'))).toEqual(['unclear', 'unclear']);
});

test('a photo that clearly looks different is ignored, and smaller ones are considered in its place', () => {
  const other = knownComparison({ '1 1': 'other' });
  expect(kinds(matchUncertainCommits([commit(1, 4000, 3000)], [photo('1', 4000, 3000)], [], 4000, other))).toEqual([
    'absent',
  ]);
  const both = [photo('1', 4000, 3000), photo('2', 4000, 3000)];
  expect(matchUncertainCommits([commit(1, 4000, 3000)], both, [], 4000, other)).toMatchObject([
    { kind: 'found', assignedId: '2' },
  ]);
  const smaller = [photo('1', 4000, 3000), photo('2', 2000, 1500)];
  expect(kinds(matchUncertainCommits([commit(1, 4000, 3000)], smaller, [], 0, other))).toEqual(['found']);
  expect(kinds(matchUncertainCommits([commit(1, 4000, 3000)], smaller, [], 4000, other))).toEqual(['absent']);
});

test('the only photo that looks the same is ours, whatever else is there and however few commits came through', () => {
  const ours = [commit(1, 4000, 3000), commit(2, 4000, 3000), commit(3, 4000, 3000)];
  const there = [photo('7', 4000, 3000), photo('8', 4000, 3000), photo('9', 4000, 3000)];
  const compare = knownComparison({
    '1 9': 'same',
    '1 7': 'other',
    '1 8': 'other',
    '2 7': 'other',
    '2 8': 'other',
    '2 9': 'other',
  });
  expect(matchUncertainCommits(ours, there, [], 4000, compare)).toEqual([
    { placementId: 1, kind: 'found', assignedId: '9' },
    { placementId: 2, kind: 'absent' },
    // It may be either of the two that are left.
    { placementId: 3, kind: 'unclear', candidates: ['7', '8'] },
  ]);
});

test('two photos that look like one of ours are a question, the likeliest first; two for two are found', () => {
  const there = [photo('7', 4000, 3000), photo('8', 4000, 3000), photo('9', 4000, 3000)];
  const compare = knownComparison({
    '1 8': 'same',
    '1 9': 'same',
    '2 8': 'same',
    '2 9': 'same',
    '1 7': 'other',
    '2 7': 'other',
  });
  expect(
    matchUncertainCommits([commit(1, 4000, 3000)], there, [], 4000, knownComparison({ '1 8': 'same', '1 9': 'same' })),
  ).toEqual([{ placementId: 1, kind: 'unclear', candidates: ['8', '9', '7'] }]);
  expect(matchUncertainCommits([commit(1, 4000, 3000), commit(2, 4000, 3000)], there, [], 4000, compare)).toEqual([
    { placementId: 1, kind: 'found', assignedId: '8' },
    { placementId: 2, kind: 'found', assignedId: '9' },
  ]);
  // One of a burst is there, and it may be either.
  expect(
    kinds(
      matchUncertainCommits(
        [commit(1, 4000, 3000), commit(2, 4000, 3000)],
        [photo('8', 4000, 3000)],
        [],
        4000,
        compare,
      ),
    ),
  ).toEqual(['unclear', 'unclear']);
});

test('a photo that another placement may own, or that was assigned, does not prove a commit absent', () => {
  const rival = [commit(2, 4000, 3000)];
  const there = [photo('1', 4000, 3000)];
  expect(
    kinds(matchUncertainCommits([commit(1, 4000, 3000)], there, rival, 4000, knownComparison({ '1 1': 'same' }))),
  ).toEqual(['unclear']);
  expect(
    kinds(
      matchUncertainCommits(
        [commit(1, 4000, 3000)],
        there,
        rival,
        4000,
        knownComparison({ '1 1': 'same', '2 1': 'other' }),
      ),
    ),
  ).toEqual(['found']);
  const ours = [commit(1, 4000, 3000), commit(2, 4000, 3000)];
  expect(matchUncertainCommits(ours, there, [], 4000, knownComparison({ '1 1': 'same' }))).toEqual([
    { placementId: 1, kind: 'found', assignedId: '1' },
    { placementId: 2, kind: 'unclear', candidates: ['1'] },
  ]);
});

/** A service that publishes some of the photos, makes all photos equally small, and lists them in any order. */
const world = fc
  .record({
    photos: fc.array(
      fc.record({
        sides: fc.constantFrom([64, 48], [80, 60], [160, 120], [160, 121], [90, 90], [120, 80], [60, 40]),
        turned: fc.boolean(),
        stored: fc.boolean(),
        /** Its commit is unclear already. */
        rival: fc.boolean(),
        afterMs: fc.integer({ min: 0, max: 60_000 }),
      }),
      { maxLength: 7 },
    ),
    standardSide: fc.option(fc.constantFrom(64, 90, 100), { nil: null }),
    /** A photo of ours that is known to be there, and shows how large the service's photos are. */
    known: fc.option(fc.constantFrom(64, 160, 400), { nil: null }),
    /** Photos that a person put there before, with dimensions that ours have, too. */
    strangers: fc.array(
      fc.record({
        sides: fc.constantFrom([64, 48], [160, 120], [90, 90]),
        beforeMs: fc.integer({ min: 3_000, max: 600_000 }),
      }),
      { maxLength: 3 },
    ),
    /** Whether each picture has a fingerprint; a fingerprint is always right. */
    hasFingerprint: fc.infiniteStream(fc.constantFrom(true, true, false)),
    order: fc.integer(),
  })
  .map(({ photos, standardSide, known, strangers, hasFingerprint, order }) => {
    const shown = (side: number, longest: number): number =>
      standardSide === null || longest <= standardSide ? side : Math.round((side * standardSide) / longest);
    const all = photos.map(({ sides: [width = 1, height = 1], turned, stored, rival, afterMs }, index) => ({
      one: commit(index + 1, turned ? height : width, turned ? width : height, start + index),
      photo: stored
        ? photo(
            String(index + 1),
            shown(width, Math.max(width, height)),
            shown(height, Math.max(width, height)),
            start + index + afterMs,
          )
        : null,
      rival,
    }));
    const list = all.flatMap(({ photo }) => (photo === null ? [] : [photo]));
    for (const [index, { sides, beforeMs }] of strangers.entries()) {
      const [width = 1, height = 1] = sides.map((side) => shown(side, Math.max(...sides)));
      list.push(photo(`${900 + index}`, width, height, start - beforeMs));
    }
    const clear = new Map(list.map(({ id }) => [id, hasFingerprint.next().value === true]));
    const compare = (placementId: number, photoId: string): ReturnType<CompareFingerprints> =>
      clear.get(photoId) !== true ? 'unsure' : photoId === String(placementId) ? 'same' : 'other';
    if (order % 2 === 0) list.reverse();
    const largest = Math.max(
      0,
      ...list.map(({ width, height }) => Math.max(width, height)),
      shown(known ?? 0, known ?? 0),
    );
    return { all, list, largest, compare };
  });

test('for any album: what is found was published, what is absent was not, and no photo is assigned twice', () => {
  fc.assert(
    fc.property(world, ({ all, list, largest, compare }) => {
      const open = all.filter(({ rival }) => !rival);
      const rivals = all.filter(({ rival }) => rival).map(({ one }) => one);
      const findings = matchUncertainCommits(
        open.map(({ one }) => one),
        list,
        rivals,
        largest,
        compare,
      );
      const given = findings.flatMap((finding) => (finding.kind === 'found' ? [finding.assignedId] : []));
      expect(new Set(given).size).toBe(given.length);
      for (const finding of findings) {
        const truth = all.find(({ one }) => one.placementId === finding.placementId);
        if (finding.kind === 'found') expect(truth?.photo).not.toBeNull();
        if (finding.kind === 'absent') expect(truth?.photo).toBeNull();
      }
      // Every commit has a finding.
      expect(new Set(findings.map(({ placementId }) => placementId))).toEqual(
        new Set(open.map(({ one }) => one.placementId)),
      );
      expect(findings.length).toBe(open.length);
    }),
    { numRuns: 5_000 },
  );
});
