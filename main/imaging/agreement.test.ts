// What a service shows of a photo agrees with the file; the next shot of the burst does not.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { isCopy } from '../engine/matching/similarity.ts';
import { agreementOf } from './agreement.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ok-photo-sync-agreement-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function fileOf(bytes: Uint8Array): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.picture`);
  await writeFile(path, bytes);
  return path;
}
const preview = (bytes: Uint8Array, quality: number, turn = 0): Promise<Buffer> =>
  sharp(bytes)
    .autoOrient()
    .rotate(turn)
    .resize({ width: 640, height: 480, fit: 'inside' })
    .jpeg({ quality })
    .toBuffer();
const agreement = async (ours: Uint8Array, theirs: Uint8Array) => agreementOf(await fileOf(ours), await fileOf(theirs));

test('a photo agrees with what the service makes of it: smaller, encoded twice, turned', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const bytes = await photoBytes({ width: 1600, height: 1200, seed, grain: 6 });
    const kept = await sharp(bytes).jpeg({ quality: 80 }).toBuffer();
    for (const turn of [0, 90, 180, 270])
      expect(isCopy(await agreement(bytes, await preview(kept, 75, turn)))).toBe(true);
    expect(isCopy(await agreement(bytes, await preview(kept, 90)))).toBe(true);
  }
});

test('EXIF orientation is followed', async () => {
  const bytes = await photoBytes({ width: 1200, height: 900, seed: 5 });
  const lying = await sharp(bytes).withMetadata({ orientation: 6 }).toBuffer();
  expect(isCopy(await agreement(lying, await preview(lying, 80)))).toBe(true);
});

test('another photo does not agree, and neither does the same scene in which something small has moved', async () => {
  const bytes = await photoBytes({ width: 1600, height: 1200, seed: 1 });
  expect(
    isCopy(await agreement(bytes, await preview(await photoBytes({ width: 1600, height: 1200, seed: 2 }), 80))),
  ).toBe(false);
  const face = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#d08060' } })
    .png()
    .toBuffer();
  const moved = await sharp(bytes)
    .composite([{ input: face, left: 700, top: 500 }])
    .jpeg({ quality: 92 })
    .toBuffer();
  expect(isCopy(await agreement(bytes, await preview(moved, 80)))).toBe(false);
});

test('nothing is concluded from what cannot be decoded, is an icon, is cut, or has another shape', async () => {
  const bytes = await photoBytes({ width: 800, height: 600, seed: 1 });
  const shown = await preview(bytes, 80);
  const square = await sharp(bytes).resize({ width: 300, height: 300, fit: 'cover' }).jpeg().toBuffer();
  const icon = await sharp(bytes).resize({ width: 64, height: 48 }).jpeg().toBuffer();
  for (const other of [Buffer.from('no picture'), square, icon, shown.subarray(0, shown.length / 2)])
    expect(await agreement(bytes, other)).toEqual({ kind: 'none' });
  expect(await agreementOf(join(folder, 'not there'), await fileOf(shown))).toEqual({ kind: 'none' });
});
