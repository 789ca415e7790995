import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clockPrecisionMs,
  clockSkewMs,
  commitSpanMs,
  match,
  type Finding,
  type FetchAlbum,
  type Lost,
  type Seen,
} from './match-uncertain-commits.ts';

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
  expect(kinds(match(ours, [seen('1', 4000, 3000, null)]))).toEqual(['unclear']);
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

const looksLike =
  (known: Record<string, ReturnType<FetchAlbum>>) =>
  (placementId: number, photoId: string): ReturnType<FetchAlbum> =>
    known[`${placementId} ${photoId}`] ?? 'unsure';

test('a photo that was there before we asked is not ours, unless it looks so', () => {
  const ours = [lost(1, 4000, 3000)];
  const before = seen('1', 4000, 3000, start - clockPrecisionMs - 1);
  expect(kinds(match(ours, [before]))).toEqual(['unclear']);
  expect(kinds(match(ours, [before], [], 4000, looksLike({ '1 1': 'same' })))).toEqual(['found']);
  expect(kinds(match(ours, [seen('1', 4000, 3000, start - clockPrecisionMs)]))).toEqual(['found']);
  // One of two is from before: in which order they came, proves nothing.
  const two = [before, seen('2', 4000, 3000, start + 1)];
  expect(kinds(match([...ours, lost(2, 4000, 3000)], two))).toEqual(['unclear', 'unclear']);
});

test('as many strangers as are missing, put there after we asked, are a question where their pictures speak against them', () => {
  const ours = [lost(1, 160, 120), lost(2, 160, 120)];
  const there = [seen('8', 160, 120, start + 1), seen('9', 160, 120, start + 2)];
  expect(kinds(match(ours, there, [], 4000))).toEqual(['found', 'found']);
  expect(kinds(match(ours, there, [], 4000, () => 'unlikely'))).toEqual(['unclear', 'unclear']);
});

test('what clearly looks otherwise is as good as not there, for the smaller ones behind it, too', () => {
  const other = looksLike({ '1 1': 'other' });
  expect(kinds(match([lost(1, 4000, 3000)], [seen('1', 4000, 3000)], [], 4000, other))).toEqual(['absent']);
  const both = [seen('1', 4000, 3000), seen('2', 4000, 3000)];
  expect(match([lost(1, 4000, 3000)], both, [], 4000, other)).toMatchObject([{ kind: 'found', assignedId: '2' }]);
  const smaller = [seen('1', 4000, 3000), seen('2', 2000, 1500)];
  expect(kinds(match([lost(1, 4000, 3000)], smaller, [], 0, other))).toEqual(['found']);
  expect(kinds(match([lost(1, 4000, 3000)], smaller, [], 4000, other))).toEqual(['absent']);
});

test('the only one that looks the same is ours, whatever else is there and however few came through', () => {
  const ours = [lost(1, 4000, 3000), lost(2, 4000, 3000), lost(3, 4000, 3000)];
  const there = [seen('7', 4000, 3000), seen('8', 4000, 3000), seen('9', 4000, 3000)];
  const look = looksLike({
    '1 9': 'same',
    '1 7': 'other',
    '1 8': 'other',
    '2 7': 'other',
    '2 8': 'other',
    '2 9': 'other',
  });
  expect(match(ours, there, [], 4000, look)).toEqual([
    { placementId: 1, kind: 'found', assignedId: '9' },
    { placementId: 2, kind: 'absent' },
    // It may be any of the two that are left.
    { placementId: 3, kind: 'unclear', candidates: ['7', '8'] },
  ]);
});

test('two that look the same are a question, with the likeliest first; two of ours and two there are not', () => {
  const there = [seen('7', 4000, 3000), seen('8', 4000, 3000), seen('9', 4000, 3000)];
  const look = looksLike({
    '1 8': 'same',
    '1 9': 'same',
    '2 8': 'same',
    '2 9': 'same',
    '1 7': 'other',
    '2 7': 'other',
  });
  expect(match([lost(1, 4000, 3000)], there, [], 4000, looksLike({ '1 8': 'same', '1 9': 'same' }))).toEqual([
    { placementId: 1, kind: 'unclear', candidates: ['8', '9', '7'] },
  ]);
  expect(match([lost(1, 4000, 3000), lost(2, 4000, 3000)], there, [], 4000, look)).toEqual([
    { placementId: 1, kind: 'found', assignedId: '8' },
    { placementId: 2, kind: 'found', assignedId: '9' },
  ]);
  // One of a burst is there: of which of them?
  expect(kinds(match([lost(1, 4000, 3000), lost(2, 4000, 3000)], [seen('8', 4000, 3000)], [], 4000, look))).toEqual([
    'unclear',
    'unclear',
  ]);
});

test('what may be another one’s, and what only a photo that was taken could be, is no proof of absence', () => {
  const rival = [lost(2, 4000, 3000)];
  const there = [seen('1', 4000, 3000)];
  expect(kinds(match([lost(1, 4000, 3000)], there, rival, 4000, looksLike({ '1 1': 'same' })))).toEqual(['unclear']);
  expect(kinds(match([lost(1, 4000, 3000)], there, rival, 4000, looksLike({ '1 1': 'same', '2 1': 'other' })))).toEqual(
    ['found'],
  );
  const ours = [lost(1, 4000, 3000), lost(2, 4000, 3000)];
  expect(match(ours, there, [], 4000, looksLike({ '1 1': 'same' }))).toEqual([
    { placementId: 1, kind: 'found', assignedId: '1' },
    { placementId: 2, kind: 'unclear', candidates: ['1'] },
  ]);
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
    /** Photos that a person put there before: each of sides that we have, too. */
    strangers: fc.array(
      fc.record({
        sides: fc.constantFrom([64, 48], [160, 120], [90, 90]),
        beforeMs: fc.integer({ min: 3_000, max: 600_000 }),
      }),
      { maxLength: 3 },
    ),
    /** Whether the pictures can be looked at, one by one; what is looked at is seen rightly. */
    seenClearly: fc.infiniteStream(fc.constantFrom(true, true, false)),
    order: fc.integer(),
  })
  .map(({ photos, standardSide, known, strangers, seenClearly, order }) => {
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
    for (const [index, { sides, beforeMs }] of strangers.entries()) {
      const [width = 1, height = 1] = sides.map((side) => shown(side, Math.max(...sides)));
      list.push(seen(`${900 + index}`, width, height, start - beforeMs));
    }
    const clear = new Map(list.map(({ id }) => [id, seenClearly.next().value === true]));
    const look = (placementId: number, photoId: string): ReturnType<FetchAlbum> =>
      clear.get(photoId) !== true ? 'unsure' : photoId === String(placementId) ? 'same' : 'other';
    if (order % 2 === 0) list.reverse();
    const largest = Math.max(
      0,
      ...list.map(({ width, height }) => Math.max(width, height)),
      shown(known ?? 0, known ?? 0),
    );
    return { all, list, largest, look };
  });

test('whatever the service published: what is found is there, what is absent is not, and no photo is given twice', () => {
  fc.assert(
    fc.property(world, ({ all, list, largest, look }) => {
      const open = all.filter(({ rival }) => !rival);
      const rivals = all.filter(({ rival }) => rival).map(({ one }) => one);
      const findings = match(
        open.map(({ one }) => one),
        list,
        rivals,
        largest,
        look,
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
