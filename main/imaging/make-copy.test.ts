// Copies for sending, looked at with other eyes: sharp's own metadata and ExifReader, not the code that made them.
import ExifReader from 'exifreader';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversionPlan } from '../../shared/facts.ts';
import { exifBlock, withJpegHeaders } from '../../test/fixtures/exif-block.ts';
import { makePhoto, photoBytes, type MadeFormat, type PhotoWish } from '../../test/fixtures/make-photos.ts';
import { cutPhoto, pngBomb, pngChunk } from '../../test/fixtures/make-problems.ts';
import { inspect } from './inspect.ts';
import { makeCopy } from './make-copy.ts';
import { reasonOf } from './write-whole.ts';

const sampleHeic = join(import.meta.dirname, '../../test/fixtures/sample.heic');
const asIs: ConversionPlan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: false };
const capturedAt = new Date('2024-07-12T11:31:12Z');
const gps = { latitude: 55.7558, longitude: 37.6173 };
let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copy-'));
});
afterAll(() => rm(folder, { recursive: true }));

const photo = async (wish: Omit<PhotoWish, 'path'>) =>
  (await makePhoto({ path: join(folder, `in-${count++}`), width: 640, height: 480, capturedAt, ...wish })).path;
const put = async (bytes: Buffer) => {
  const path = join(folder, `put-${count++}`);
  await writeFile(path, bytes);
  return path;
};

async function copyOf(path: string, plan: Partial<ConversionPlan>) {
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
}

/** What an independent reader finds of a place. */
function placesIn(bytes: Buffer): string[] {
  const { gps: found, xmp, exif } = ExifReader.load(bytes, { expanded: true });
  return [
    ...Object.keys(found ?? {}),
    ...Object.keys(xmp ?? {}).filter((name) => /gps/i.test(name)),
    ...Object.keys(exif ?? {}).filter((name) => name.startsWith('GPS')),
  ];
}

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

test.each<[MadeFormat]>([['jpeg'], ['png'], ['webp']])(
  'the place leaves a %s, and not a pixel changes',
  async (format) => {
    const path = await photo({ format, gps, orientation: 6 });
    const original = await readFile(path);
    expect(placesIn(original)).not.toEqual([]);
    const copy = await copyOf(path, { removeGps: true });
    expect(placesIn(copy.bytes)).toEqual([]);
    expect(copy.facts).toMatchObject({
      hasGps: false,
      orientation: 6,
      capturedAtMs: capturedAt.getTime(),
      capturedFrom: 'exif',
    });
    const [before, after] = await Promise.all([original, copy.bytes].map((bytes) => sharp(bytes).raw().toBuffer()));
    expect(after?.equals(before ?? Buffer.alloc(0))).toBe(true);
  },
);

test('the place leaves XMP, and the video behind a motion photo leaves with it', async () => {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description exif:GPSLatitude="55,45.3N" xmp:Rating="5"><exif:GPSLongitude>37,37.0E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const bytes = withJpegHeaders(
    await photoBytes({ width: 320, height: 240 }),
    exifBlock({ taken: '2024:07:12 14:31:12', offset: '+03:00', gps }),
    'a comment',
    xmp,
  );
  const path = await put(Buffer.concat([bytes, Buffer.from('ftypmp42 …©xyz+55.7558+037.6173/')]));
  const copy = await copyOf(path, { removeGps: true });
  expect(copy.bytes.includes('xyz')).toBe(false);
  expect(copy.bytes.includes('GPSL')).toBe(false);
  expect(copy.bytes.includes('xmp:Rating="5"')).toBe(true);
  expect(copy.bytes.includes('a comment')).toBe(true);
  expect(copy.facts.capturedAtMs).toBe(capturedAt.getTime());
});

test('places in disguise leave a PNG too', async () => {
  const png = await photoBytes({ format: 'png', width: 64, height: 48 });
  const profile = pngChunk('tEXt', Buffer.from('Raw profile type exif\0\nexif\n   8\n4d4d002a00000008'));
  const copy = await copyOf(await put(Buffer.concat([png.subarray(0, 33), profile, png.subarray(33)])), {
    removeGps: true,
  });
  expect(copy.bytes.includes('Raw profile')).toBe(false);
});

test('the place leaves a copy that is made smaller', async () => {
  const copy = await copyOf(await photo({ gps }), { maxSidePixels: 200, removeGps: true });
  expect(placesIn(copy.bytes)).toEqual([]);
  expect(copy.facts).toMatchObject({ width: 200, hasGps: false, capturedAtMs: capturedAt.getTime() });
});

test('the place stays when its removal is not asked for', async () => {
  expect((await copyOf(await photo({ gps }), { maxSidePixels: 200 })).facts.hasGps).toBe(true);
});

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
  const out = join(folder, 'never');
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
  expect(await makeCopy(join(folder, 'gone'), join(folder, 'x'), asIs)).toEqual({ kind: 'failed', reason: 'vanished' });
  expect(await makeCopy(path, join(path, 'below a file'), asIs)).toEqual({ kind: 'failed', reason: 'cannot-write' });
  await mkdir(join(folder, 'a folder'));
  expect(await makeCopy(path, join(folder, 'a folder'), asIs)).toEqual({ kind: 'failed', reason: 'cannot-write' });
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('the original is never written to, under any name', async () => {
  const path = await photo({ gps });
  const before = await stat(path);
  for (const name of [path, join(folder, '.', path.slice(folder.length))]) {
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
