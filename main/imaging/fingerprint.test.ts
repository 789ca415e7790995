// Real pictures, made smaller and encoded anew as a service does it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { distance, similarity, fingerprintFrom, otherFrom, sameAtMost } from '../engine/matching/similarity.ts';
import { fingerprintFile } from './fingerprint.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ok-photo-sync-looks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function look(bytes: Uint8Array): Promise<Awaited<ReturnType<typeof fingerprintFile>>> {
  files += 1;
  const path = join(folder, `${files}.picture`);
  await writeFile(path, bytes);
  return fingerprintFile(path);
}
async function turnsOf(bytes: Uint8Array): Promise<string[]> {
  const found = await look(bytes);
  if (found.kind !== 'fingerprint') throw new Error(found.kind);
  return found.turns;
}
const preview = (bytes: Uint8Array, side: number, quality: number): Promise<Buffer> =>
  sharp(bytes).autoOrient().resize({ width: side, height: side, fit: 'inside' }).jpeg({ quality }).toBuffer();
const compare = (ours: readonly string[], theirs: readonly string[]): number =>
  Math.min(...theirs.map((turn) => distance(fingerprintFrom(ours[0] ?? ''), fingerprintFrom(turn))));

const photos: Buffer[] = [];
const looks: string[][] = [];
beforeAll(async () => {
  for (let seed = 1; seed <= 8; seed += 1) {
    const bytes = await photoBytes({ width: 1200, height: 900, seed });
    photos.push(bytes);
    looks.push(await turnsOf(bytes));
  }
});

test('a photo stays close to itself when scaled down, encoded anew, sharpened or a little brighter', async () => {
  for (const [index, bytes] of photos.entries()) {
    const made = await Promise.all([preview(bytes, 640, 75), preview(bytes, 320, 60), preview(bytes, 190, 50)]);
    made.push(await sharp(made[1]).sharpen().modulate({ brightness: 1.05 }).jpeg({ quality: 60 }).toBuffer());
    made.push(await sharp(made[1]).webp({ quality: 60 }).toBuffer());
    for (const one of made) expect(compare(looks[index] ?? [], await turnsOf(one))).toBeLessThanOrEqual(sameAtMost);
  }
});

test('different photos of the same size are not taken for each other, and most are clearly other ones', () => {
  const distances = looks.flatMap((one, index) => looks.slice(index + 1).map((other) => compare(one, other)));
  expect(Math.min(...distances)).toBeGreaterThan(sameAtMost);
  expect(distances.filter((bits) => bits >= otherFrom).length).toBeGreaterThan(distances.length * 0.8);
});

test('two photos of a burst are close: a fingerprint cannot distinguish them', async () => {
  const first = await photoBytes({ width: 1200, height: 900, seed: 3, grain: 4 });
  const second = await photoBytes({ width: 1200, height: 900, seed: 3, grain: 9 });
  expect(compare(await turnsOf(first), await turnsOf(second))).toBeLessThanOrEqual(sameAtMost);
});

test('a photo that EXIF turns is compared upright, and one whose preview was not turned is found as well', async () => {
  const upright = await turnsOf(await photoBytes({ width: 900, height: 1200, seed: 5 }));
  for (const orientation of [3, 6, 8]) {
    const bytes = await photoBytes({ width: 900, height: 1200, seed: 5, orientation });
    expect(compare(await turnsOf(bytes), upright)).toBeLessThanOrEqual(sameAtMost);
    expect(compare(await turnsOf(bytes), await turnsOf(await preview(bytes, 320, 60)))).toBeLessThanOrEqual(sameAtMost);
    // A service that drops EXIF and forgets to turn.
    const forgotten = await sharp(bytes).resize({ width: 320, height: 320, fit: 'inside' }).jpeg().toBuffer();
    const [looked] = [await turnsOf(forgotten)];
    expect(similarity(fingerprintFrom(upright[0] ?? ''), looked.map(fingerprintFrom))).toBe('same');
  }
});

test('a plain picture, an icon, a broken one and no picture at all have nothing to be compared by', async () => {
  const plain = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#88aacc' } })
    .jpeg()
    .toBuffer();
  const [photo = Buffer.alloc(0)] = photos;
  const icon = await sharp(photo).resize({ width: 20, height: 15 }).jpeg().toBuffer();
  for (const bytes of [plain, icon, photo.subarray(0, photo.length / 3), Buffer.from('no picture'), Buffer.alloc(0)])
    expect(await look(bytes)).toEqual({ kind: 'none' });
  expect(await fingerprintFile(join(folder, 'nowhere.jpg'))).toEqual({ kind: 'none' });
});
