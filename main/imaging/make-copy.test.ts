// Copies for sending, looked at with other eyes: sharp's own metadata and ExifReader, not the code that made them.
import { access, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { withJpegHeaders } from '../../test/fixtures/exif-block.ts';
import { photoBytes, type MadeFormat } from '../../test/fixtures/make-photos.ts';
import { cutPhoto, pngBomb } from '../../test/fixtures/make-problems.ts';
import { makeCopy } from './make-copy.ts';
import { asIs, capturedAt, copiesOfTests, gps, placesIn } from './testing/copies.ts';
import { reasonOf } from './write-whole.ts';

const sampleHeic = join(import.meta.dirname, '../../test/fixtures/sample.heic');
const { folder, photo, put, copyOf } = copiesOfTests();

/** The profile's text, its two-byte letters included. */
async function profileOf(bytes: Buffer): Promise<string> {
  return (await sharp(bytes).metadata()).icc?.toString('latin1').replaceAll('\0', '') ?? '';
}

async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((bytes) =>
      sharp(bytes).autoOrient().resize(64, 48, { fit: 'fill' }).toColourspace('srgb').removeAlpha().raw().toBuffer(),
    ),
  );
  if (!a || !b) throw new Error('nothing to compare');
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

test.each<[MadeFormat]>([['jpeg'], ['png'], ['webp']])(
  'a %s is made smaller, keeps its format and its date',
  async (format) => {
    const path = await photo({ format });
    const copy = await copyOf(path, { maxSidePixels: 300 });
    expect(copy).toMatchObject({ format, width: 300, height: 225 });
    expect(copy.facts).toMatchObject({ capturedAtMs: capturedAt.getTime(), capturedFrom: 'exif' });
    expect(await difference(await readFile(path), copy.bytes)).toBeLessThan(3);
  },
);

test.each<[MadeFormat]>([['png'], ['webp'], ['avif'], ['tiff'], ['gif']])(
  'a %s becomes a JPEG that looks the same',
  async (format) => {
    const path = await photo({ format });
    const copy = await copyOf(path, { toFormat: 'jpeg' });
    expect(copy).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
    expect(await difference(await readFile(path), copy.bytes)).toBeLessThan(4);
    if (format !== 'tiff' && format !== 'gif')
      expect(copy.facts).toMatchObject({ capturedAtMs: capturedAt.getTime(), capturedFrom: 'exif' });
  },
);

test('a HEIC becomes an sRGB JPEG with its date, and without its place if so wished', async () => {
  const open = await copyOf(sampleHeic, { toFormat: 'jpeg' });
  expect(open).toMatchObject({ format: 'jpeg', width: 1200, height: 900 });
  expect(open.facts).toMatchObject({
    capturedAtMs: capturedAt.getTime(),
    capturedFrom: 'exif',
    hasGps: true,
    orientation: 1,
  });
  const closed = await copyOf(sampleHeic, { toFormat: 'jpeg', removeGps: true });
  expect(closed.facts).toMatchObject({ capturedAtMs: capturedAt.getTime(), hasGps: false });
  expect(placesIn(closed.bytes)).toEqual([]);
  expect(await profileOf(closed.bytes)).toContain('sRGB');
  // The fixture was painted from this seed and encoded in Display P3: equal colours mean that the profile was followed.
  const painted = await photoBytes({ width: 1200, height: 900, seed: 16, scene: 'dacha', grain: 2, quality: 95 });
  expect(await difference(painted, closed.bytes)).toBeLessThan(3);
});

test('a picture with a wide profile keeps its colours when its profile becomes sRGB', async () => {
  const wideBytes = await photoBytes({ profile: 'p3', width: 640, height: 480, grain: 0, quality: 95, seed: 3 });
  const wide = await put(wideBytes);
  const narrow = await photoBytes({ width: 640, height: 480, grain: 0, quality: 95, seed: 3 });
  const copy = await copyOf(wide, { maxSidePixels: 400 });
  expect(await profileOf(wideBytes)).not.toContain('sRGB');
  expect(await profileOf(copy.bytes)).toContain('sRGB');
  expect(await difference(narrow, copy.bytes)).toBeLessThan(2.5);
});

test('CMYK becomes sRGB', async () => {
  const path = await photo({ cmyk: true, seed: 5 });
  expect((await sharp(path).metadata()).space).toBe('cmyk');
  const copy = await copyOf(path, { toFormat: 'jpeg' });
  expect(await sharp(copy.bytes).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
  expect(await difference(await readFile(path), copy.bytes)).toBeLessThan(4);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'orientation %i is applied to the pixels and no longer written',
  async (orientation) => {
    const path = await photo({ orientation, width: 400, height: 300 });
    const copy = await copyOf(path, { maxSidePixels: 200 });
    expect(copy).toMatchObject({ width: 200, height: 150 });
    expect(copy.facts.orientation).toBe(1);
    expect(await difference(await readFile(path), copy.bytes)).toBeLessThan(4);
  },
);

test('a date that only XMP has is written into EXIF, where every program reads it', async () => {
  const xmp = `<x:xmpmeta><rdf:Description xmp:CreateDate="2019-05-09T10:00:00+03:00"/></x:xmpmeta>`;
  const copy = await copyOf(
    await put(withJpegHeaders(await photoBytes({ width: 320, height: 240 }), null, null, xmp)),
    { maxSidePixels: 100 },
  );
  expect(copy.facts).toMatchObject({ capturedFrom: 'exif', capturedAtMs: Date.parse('2019-05-09T07:00:00Z') });
});

test.each<[MadeFormat, number]>([
  ['jpeg', 60_000],
  ['jpeg', 9_000],
  ['webp', 20_000],
  ['png', 100_000],
])('a %s is made to fit into %i bytes', async (format, maxBytes) => {
  const copy = await copyOf(await photo({ format, width: 1200, height: 900, quality: 95, grain: 12 }), { maxBytes });
  expect(copy.bytes.length).toBeLessThanOrEqual(maxBytes);
  expect(copy.format).toBe(format);
  expect(copy.width / copy.height).toBeCloseTo(4 / 3, 1);
});

test('a photo that needs no change is copied byte for byte', async () => {
  const path = await photo({});
  const copy = await copyOf(path, { maxSidePixels: 5000, maxBytes: 10_000_000, toFormat: 'jpeg' });
  expect(copy.bytes.equals(await readFile(path))).toBe(true);
});

test('transparency becomes white, not black', async () => {
  const path = await put(
    await sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer(),
  );
  const copy = await copyOf(path, { toFormat: 'jpeg' });
  expect((await sharp(copy.bytes).stats()).channels.map(({ mean }) => Math.round(mean))).toEqual([255, 255, 255]);
});

test('copies can be made of grey pictures and of 16 bits a channel', async () => {
  const grey = await put(
    await sharp(await photoBytes({ width: 320, height: 240 }))
      .greyscale()
      .jpeg()
      .toBuffer(),
  );
  const deep = await put(
    await sharp(await photoBytes({ width: 320, height: 240 }))
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
  );
  expect((await copyOf(grey, { maxSidePixels: 100 })).width).toBe(100);
  expect((await copyOf(deep, { toFormat: 'jpeg' })).width).toBe(320);
});

test('what cannot be decoded is not made up', async () => {
  const out = join(folder(), 'never');
  const failure = { kind: 'failed', reason: 'cannot-decode' };
  for (const bytes of [
    await cutPhoto(),
    pngBomb(),
    Buffer.from('no picture'),
    Buffer.alloc(0),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    (await readFile(sampleHeic)).subarray(0, 50_000),
  ]) {
    expect(await makeCopy(await put(bytes), out, { ...asIs, toFormat: 'jpeg', maxSidePixels: 32 })).toEqual(failure);
  }
  await expect(access(out)).rejects.toThrow('ENOENT');
});

test('a photo that has vanished, and a place that cannot be written, have reasons of their own', async () => {
  const path = await photo({});
  expect(await makeCopy(join(folder(), 'gone'), join(folder(), 'x'), asIs)).toEqual({
    kind: 'failed',
    reason: 'vanished',
  });
  expect(await makeCopy(path, join(path, 'below a file'), asIs)).toEqual({ kind: 'failed', reason: 'cannot-write' });
  await mkdir(join(folder(), 'a folder'));
  expect(await makeCopy(path, join(folder(), 'a folder'), asIs)).toEqual({ kind: 'failed', reason: 'cannot-write' });
  expect((await readdir(folder())).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('the original is never written to, under any name', async () => {
  const path = await photo({ gps });
  const before = await stat(path);
  for (const name of [path, join(folder(), '.', path.slice(folder().length))]) {
    expect(await makeCopy(path, name, { ...asIs, removeGps: true })).toEqual({
      kind: 'failed',
      reason: 'cannot-write',
    });
  }
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
});

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EACCES', 'cannot-write'],
  ['EROFS', 'cannot-write'],
  [undefined, 'cannot-write'],
])('a disk that answers %s means %s', (code, reason) => {
  expect(reasonOf(Object.assign(new Error('disk'), { code }))).toBe(reason);
});
