import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { lstat, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestLibrary } from '../testing/open-test-library.ts';
import { isAsInspected } from '../pipeline/unchanged-since-inspection.ts';
import { settle } from './settle.ts';
import { fileStatOf } from './file-stat.ts';

const any = fc.record({
  size: fc.bigInt({ min: 0n, max: 2n ** 64n }),
  // Any second a file system may keep, and some beyond.
  mtimeNs: fc.bigInt({ min: -(2n ** 95n), max: 2n ** 95n }),
  ino: fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
  ctimeNs: fc.bigInt({ min: -(2n ** 95n), max: 2n ** 95n }),
  birthtimeNs: fc.oneof(fc.constant(0n), fc.bigInt({ min: -(2n ** 95n), max: 2n ** 95n })),
});

test('whatever the disk tells of a file is stored, comes back the same, and adds up', () => {
  const library = openTestLibrary();
  try {
    const { folderId } = library.folder('/r');
    const { files } = library.tables;
    let n = 0;
    fc.assert(
      fc.property(any, (facts) => {
        const path = `${n++}.jpg`;
        const id = files.add(folderId, path, fileStatOf(facts), true);
        expect(files.unchanged(folderId, path, fileStatOf(facts))).toBe(id);
        const fileStat = fileStatOf(facts);
        // Another file with the same stamps, as a folder that changes its name brings it.
        if (fileStat.inode !== 0n)
          expect(
            files.unchanged(folderId, path, { ...fileStat, inode: fileStat.inode > 1n ? fileStat.inode - 1n : 7n }),
          ).toBeNull();
        const row = library.row(id);
        expect(row).toMatchObject(fileStatOf(facts));
        expect(files.withInode(fileStatOf(facts)).map(({ fileId }) => fileId)).toContain(id);
        files.recordStat(id, fileStatOf({ ...facts, size: facts.size / 3n }), 'seen');
      }),
      { numRuns: 500 },
    );
    for (const { fileId, sortMs } of files.dates()) {
      expect(Number.isNaN(new Date(sortMs).getTime())).toBe(false);
      expect(library.queries.photoList.row(fileId)?.sizeBytes).toBeLessThanOrEqual(2 ** 40);
    }
    expect(library.queries.counts.photos().all.checking).toBe(n);
  } finally {
    library.close();
  }
});

test('facts inside the range differ as they do on the disk', () => {
  const at = 1_700_000_000_123_456_789n;
  const inside = { size: 12n, mtimeNs: at, ino: 7n, ctimeNs: at + 1n, birthtimeNs: at - 1n };
  expect(fileStatOf(inside)).toEqual({ sizeBytes: 12, mtimeNs: at, inode: 7n, ctimeNs: at + 1n, birthNs: at - 1n });
  expect(fileStatOf({ ...inside, mtimeNs: inside.mtimeNs + 1n })).not.toEqual(fileStatOf(inside));
  // Unsigned numbers of files beyond 2^63 stay different ones.
  expect(fileStatOf({ ...inside, ino: 2n ** 63n }).inode).not.toBe(
    fileStatOf({ ...inside, ino: 2n ** 64n - 1n }).inode,
  );
});

// ext4 keeps the years 1901 to 2446, tmpfs and btrfs any; each system sets what it can.
test.each([-9_999_999_999, 10_413_792_000, 14_000_000_000, 9_000_000_000_000])(
  'a file of second %d settles, and is as it was inspected',
  async (second) => {
    const path = join(await mkdtemp(join(tmpdir(), 'sight-')), 'odd.jpg');
    writeFileSync(path, 'x');
    utimesSync(path, second, second);
    const settled = await settle(path, null, statSync(path).mtimeMs + 1e9, { touched: false });
    // A time ahead of every clock proves nothing: looked at twice, ten seconds apart.
    const again =
      settled.kind === 'wait' ? await settle(path, settled.sighting, settled.untilMs, { touched: false }) : settled;
    expect(again.kind).toBe('settled');
    const fileStat = fileStatOf(await lstat(path, { bigint: true }));
    expect(again).toMatchObject({ sighting: fileStat });
    expect(await isAsInspected(path, { ...fileStat, sha256: '' })).toBe(true);
  },
);
