// For tests of copies: photos in a folder of the test file, and copies of them that are checked from outside. Registers
// vitest's hooks.
import ExifReader from 'exifreader';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ConversionPlan } from '../../../shared/facts.ts';
import { makePhoto, type PhotoWish } from '../../../test/fixtures/make-photos.ts';
import { inspect } from '../inspect.ts';
import { makeCopy } from '../make-copy.ts';

export const asIs: ConversionPlan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: false };
export const capturedAt = new Date('2024-07-12T11:31:12Z');
export const gps = { latitude: 55.7558, longitude: 37.6173 };

/** To be asked for where a file begins. */
export function copiesOfTests() {
  let folder = '';
  let count = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  return {
    folder: () => folder,
    photo: async (wish: Omit<PhotoWish, 'path'>) =>
      (await makePhoto({ path: join(folder, `in-${count++}`), width: 640, height: 480, capturedAt, ...wish })).path,
    async put(bytes: Buffer) {
      const path = join(folder, `put-${count++}`);
      await writeFile(path, bytes);
      return path;
    },
    /** The copy is whole, is what the answer says, and the original is as it was. */
    async copyOf(path: string, plan: Partial<ConversionPlan>) {
      const before = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      const outPath = join(folder, 'copies', `out-${count++}`);
      const outcome = await makeCopy(path, outPath, { ...asIs, ...plan });
      if (outcome.kind !== 'made') throw new Error(JSON.stringify(outcome));
      const bytes = await readFile(outPath);
      expect(outcome.sizeBytes).toBe(bytes.length);
      expect(outcome.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ).toBe(before);
      const facts = await inspect(outPath, join(folder, 'thumbnails'));
      if (facts.kind !== 'facts') throw new Error(JSON.stringify(facts));
      expect(facts.facts).toMatchObject({
        format: outcome.format,
        width: outcome.width,
        height: outcome.height,
        soundness: 'whole',
      });
      return { ...outcome, bytes, facts: facts.facts };
    },
  };
}

/** What an independent reader finds of a place. */
export function placesIn(bytes: Buffer): string[] {
  const { gps: found, xmp, exif } = ExifReader.load(bytes, { expanded: true });
  return [
    ...Object.keys(found ?? {}),
    ...Object.keys(xmp ?? {}).filter((name) => /gps/i.test(name)),
    ...Object.keys(exif ?? {}).filter((name) => name.startsWith('GPS')),
  ];
}
