// Which damage inspection finds in which format, and which it cannot: the table of docs/imaging.md, run anew each time.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Soundness } from '../../shared/facts.ts';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { inspect } from './inspect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damage-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function soundnessOf(bytes: Buffer, thorough = false): Promise<Soundness | string> {
  const path = join(folder, `${count++}.jpg`);
  await writeFile(path, bytes);
  const outcome = await inspect(path, join(folder, 'thumbnails'), { thorough });
  return outcome.kind === 'facts' ? outcome.facts.soundness : outcome.kind;
}

/** Large enough that a full decode is not made by itself. */
const large = { width: 1600, height: 1200, seed: 3 };
const heic = () => readFile(join(import.meta.dirname, '../../test/fixtures/sample.heic'));
const makers: Record<string, () => Promise<Buffer>> = {
  jpeg: () => photoBytes(large),
  'progressive jpeg': async () =>
    sharp(await photoBytes(large))
      .jpeg({ progressive: true })
      .toBuffer(),
  'small jpeg': () => photoBytes({ width: 800, height: 600, seed: 3 }),
  png: () => photoBytes({ format: 'png', width: 800, height: 600, seed: 3 }),
  gif: () => photoBytes({ format: 'gif', width: 800, height: 600, seed: 3 }),
  webp: () => photoBytes({ format: 'webp', width: 800, height: 600, seed: 3 }),
  avif: () => photoBytes({ format: 'avif', width: 800, height: 600, seed: 3 }),
  tiff: () => photoBytes({ format: 'tiff', width: 800, height: 600, seed: 3 }),
  heic,
};

const cut = (share: number) => (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * share));
const middle = (bytes: Buffer) => Math.floor(bytes.length / 2);
const damages: Record<string, (bytes: Buffer) => Buffer> = {
  'cut at 10 %': cut(0.1),
  'cut at 50 %': cut(0.5),
  'cut at 99 %': cut(0.99),
  'last 2 bytes missing': (bytes) => bytes.subarray(0, -2),
  '4 KB zeroed': (bytes) => Buffer.from(bytes).fill(0, middle(bytes), middle(bytes) + 4096),
  '4 KB missing': (bytes) => Buffer.concat([bytes.subarray(0, middle(bytes)), bytes.subarray(middle(bytes) + 4096)]),
  'one bit turned': (bytes) => {
    const copy = Buffer.from(bytes);
    copy[middle(copy)] = (copy[middle(copy)] ?? 0) ^ 0x10;
    return copy;
  },
  'more behind the end': (bytes) => Buffer.concat([bytes, Buffer.from('trailing'.repeat(100))]),
};

// One letter a damage, in the order above: whole, cut, broken, flawed; a dot where chance decides. Then the same for a thorough look.
const table: Record<string, [quick: string, thorough: string]> = {
  jpeg: ['cccc ww.w', 'cccc ff.w'],
  'progressive jpeg': ['cccc ww.w', 'cccc ...w'],
  'small jpeg': ['cccc ff.w', 'cccc ff.w'],
  png: ['cccc cccw', 'cccc cccw'],
  gif: ['cccc cb.w', 'cccc cb.w'],
  webp: ['cccc wc.w', 'cccc wc.w'],
  avif: ['cccc bc.w', 'cccc bc.w'],
  tiff: ['cccb fc.w', 'cccb fc.w'],
  heic: ['cccc wc.w', 'cccc wc.w'],
};

test.each(Object.entries(makers))('%s', async (name, make) => {
  const bytes = await make();
  expect(await soundnessOf(bytes)).toBe('whole');
  for (const [index, thorough] of [false, true].entries()) {
    const found = Object.keys(damages).map(() => '');
    for (const [at, damage] of Object.values(damages).entries())
      found[at] = (await soundnessOf(damage(bytes), thorough)).slice(0, 1);
    const expected = table[name]?.[index]?.replaceAll(' ', '') ?? '';
    expect(found.map((letter, at) => (expected[at] === '.' ? '.' : letter)).join('')).toBe(expected);
  }
});

test('stray bytes in front of a header are the habit of some cameras, not damage', async () => {
  const bytes = await photoBytes({ width: 800, height: 600 });
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  expect(await soundnessOf(Buffer.concat([bytes.subarray(0, scan), Buffer.alloc(7), bytes.subarray(scan)]), true)).toBe(
    'whole',
  );
});

test('an end marker that belongs to a preview does not make a cut photo whole', async () => {
  const preview = await photoBytes({ width: 160, height: 120 });
  const photo = await photoBytes(large);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, 0]), preview]);
  segment.writeUInt16BE(preview.length + 2, 2);
  const withPreview = Buffer.concat([photo.subarray(0, 2), segment, photo.subarray(2)]);
  expect(await soundnessOf(withPreview)).toBe('whole');
  expect(await soundnessOf(withPreview.subarray(0, -2))).toBe('cut');
});

test('a picture behind the picture does not make a cut one whole', async () => {
  const photo = await photoBytes(large);
  const tail = await photoBytes({ width: 160, height: 120 });
  expect(await soundnessOf(Buffer.concat([photo, tail]))).toBe('whole');
  expect(await soundnessOf(Buffer.concat([photo.subarray(0, 100_000), tail]))).toBe('cut');
});
