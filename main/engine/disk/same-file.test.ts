import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFileStats, isSameFile, provesBytes, readAt } from './same-file.ts';
import { fileStatOf, tooFreshNs, withoutNumbers, type FileStat } from './file-stat.ts';

const hour = 3_600_000_000_000n;
const nowNs = 1_790_000_000_000_000_000n;
const known: FileStat = {
  sizeBytes: 100,
  mtimeNs: nowNs - 5n * hour,
  inode: 7n,
  ctimeNs: nowNs - 4n * hour,
  birthNs: nowNs - 6n * hour,
};
const later = (over: Partial<FileStat>): FileStat => ({ ...known, ...over });

test.each([
  ['nothing', {}, 'same'],
  ['the size', { sizeBytes: 101 }, 'other'],
  ['the time of the last writing', { mtimeNs: known.mtimeNs + 1n }, 'other'],
  ['the ctime', { ctimeNs: known.ctimeNs + 1n }, 'doubtful'],
  ['the inode', { inode: 8n }, 'doubtful'],
  ['the birth', { birthNs: known.birthNs + 1n }, 'doubtful'],
  ['that the disk tells no ctime', { ctimeNs: 0n }, 'same'],
  ['that the disk tells no birth', { birthNs: 0n }, 'same'],
  ['that the disk tells nothing but size and time', { ctimeNs: 0n, birthNs: 0n, inode: 0n }, 'same'],
] as const)('what differs is %s', (_what, over, expected) => {
  expect(compareFileStats(known, later(over))).toBe(expected);
});

test('a row of an older program gets its stamps without reading the file', () => {
  const old = later({ ctimeNs: 0n, birthNs: 0n });
  expect(compareFileStats(old, known)).toBe('learnt');
  expect(compareFileStats(later({ birthNs: 0n }), known)).toBe('learnt');
  // But it proves no move, and no bytes.
  expect(isSameFile(old, known)).toBe(false);
  expect(provesBytes(old, known)).toBe(false);
});

/**
 * What the disks of the three systems tell of a file and of its successor, unpacked after it with the same size and
 * time.
 */
const disks: { disk: string; successor: Partial<FileStat>; known?: Partial<FileStat>; isMoveBelieved: boolean }[] = [
  { disk: 'ext4: inode at once, birth cannot be set', successor: { birthNs: nowNs }, isMoveBelieved: true },
  { disk: 'ext4 with small inodes: no birth', known: { birthNs: 0n }, successor: {}, isMoveBelieved: false },
  {
    disk: 'APFS: birth set back to the time of writing, another number',
    successor: { inode: 8n },
    isMoveBelieved: true,
  },
  { disk: 'NTFS: each use of a number counted', successor: { inode: 7n + 2n ** 48n }, isMoveBelieved: true },
  {
    disk: 'exFAT, network disks: nothing',
    known: { inode: 0n, ctimeNs: 0n, birthNs: 0n },
    successor: {},
    isMoveBelieved: false,
  },
];

test.each(disks)('$disk', ({ known: less = {}, successor, isMoveBelieved }) => {
  const row = later(less);
  // The rename itself changes the ctime on most of them.
  expect(isSameFile(row, later({ ...less, ctimeNs: less.ctimeNs ?? nowNs }))).toBe(isMoveBelieved);
  expect(isSameFile(row, later({ ...less, ...successor, ctimeNs: less.ctimeNs ?? nowNs }))).toBe(false);
});

test('the same stamps with another inode prove nothing: both files may be written within one tick of the clock', () => {
  const other = { ...known, inode: known.inode + 1n };
  expect(compareFileStats(known, other)).toBe('doubtful');
  expect(provesBytes(known, other)).toBe(false);
  expect(provesBytes(known, { ...known, inode: 0n })).toBe(true);
});

test('stamps within the grain of the reading prove nothing: the next look finds a difference', () => {
  const readAtMs = Number(known.ctimeNs / 1_000_000n) + 1_000;
  const fresh = readAt(known, readAtMs);
  expect(fresh.ctimeNs).toBe(tooFreshNs);
  expect(fresh.birthNs).toBe(known.birthNs);
  expect(compareFileStats(fresh, known)).toBe('doubtful');
  expect(provesBytes(fresh, known)).toBe(false);
  const born = readAt(later({ birthNs: known.ctimeNs }), readAtMs);
  expect(isSameFile(born, later({ birthNs: known.ctimeNs }))).toBe(false);
  // Read anew an hour later, it is known.
  expect(readAt(known, readAtMs + 3_600_000)).toEqual(known);
});

test('a clock that is far ahead of ours does not make every scan read everything', () => {
  const ahead = later({ ctimeNs: nowNs + 1_000n * hour, birthNs: nowNs + 1_000n * hour });
  expect(readAt(ahead, Number(nowNs / 1_000_000n))).toEqual(ahead);
});

test('a stat equals itself, proves no move without a birth time, and no bytes without a ctime', () => {
  const time = fc.oneof(fc.constant(0n), fc.constant(1n), fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }));
  const facts = fc.record({
    size: fc.bigInt({ min: 0n, max: 2n ** 41n }),
    ino: fc.bigInt({ min: 0n, max: 2n ** 65n }),
    mtimeNs: time,
    ctimeNs: time,
    birthtimeNs: time,
  });
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 2 ** 42 }), (one, readAtMs) => {
      const fileStat = fileStatOf(one);
      expect(compareFileStats(fileStat, fileStat)).toBe('same');
      expect(fileStat.ctimeNs === tooFreshNs || fileStat.birthNs === tooFreshNs).toBe(false);
      expect(isSameFile(fileStat, fileStat)).toBe(fileStat.birthNs !== 0n && fileStat.inode !== 0n);
      expect(provesBytes(fileStat, fileStat)).toBe(fileStat.ctimeNs !== 0n);
      expect(compareFileStats(withoutNumbers(fileStat), withoutNumbers(fileStat))).toBe('same');
      expect(['same', 'doubtful']).toContain(compareFileStats(readAt(fileStat, readAtMs), fileStat));
    }),
  );
});
