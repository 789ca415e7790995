// What inspection says about real files, good and hostile. Damage has a test of its own: damage.test.ts; so have files
// that change or cannot be read: inspect-disk.test.ts.
import { createHash } from 'node:crypto';
import { readFile, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { thumbnailPath } from '../../shared/facts.ts';
import { exifBlock, withJpegHeaders } from '../../test/fixtures/exif-block.ts';
import { makePhoto, photoBytes, type MadeFormat } from '../../test/fixtures/make-photos.ts';
import { makeProblemFiles, pngBomb, pngChunk } from '../../test/fixtures/make-problems.ts';
import { inspect } from './inspect.ts';
import { inspectionsOfFile } from './testing/inspections.ts';

const sampleHeic = join(import.meta.dirname, '../../test/fixtures/sample.heic');
const { folder, thumbnails, put, look } = inspectionsOfFile();

test.each<[MadeFormat]>([['jpeg'], ['png'], ['webp'], ['gif'], ['tiff'], ['avif']])(
  'a whole %s is recognised whatever its name, and gets a thumbnail',
  async (format) => {
    const { path } = await makePhoto({
      path: join(folder, `picture of ${format}`),
      format,
      width: 640,
      height: 480,
      seed: 5,
    });
    const facts = await look(path);
    expect(facts).toMatchObject({
      format,
      width: 640,
      height: 480,
      orientation: 1,
      soundness: 'whole',
      hasGps: false,
      hasThumbnail: true,
      capturedFrom: 'file',
    });
    const bytes = await readFile(path);
    expect(facts.sizeBytes).toBe(bytes.length);
    expect(facts.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const thumbnail = await sharp(join(thumbnails, thumbnailPath(facts.sha256))).metadata();
    expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(['webp', 256, 192]);
  },
);

test('a HEIC is decoded, with its date and place', async () => {
  const facts = await look(sampleHeic);
  expect(facts).toMatchObject({
    format: 'heic',
    width: 1200,
    height: 900,
    soundness: 'whole',
    hasGps: true,
    capturedFrom: 'exif',
    capturedAtMs: Date.parse('2024-07-12T11:31:12Z'),
  });
  const thumbnail = await sharp(join(thumbnails, thumbnailPath(facts.sha256))).metadata();
  expect([thumbnail.width, thumbnail.height]).toEqual([256, 192]);
});

test('SVG, JPEG XL and BMP are recognised and not rendered', async () => {
  const svg = await put(
    'drawing.svg',
    '\uFEFF<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg [<!ENTITY a "b">]>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
  );
  const jxl = await put('picture.jxl', Buffer.from('0000000c4a584c200d0a870a00000014', 'hex'));
  const bmp = Buffer.alloc(54 + 4 * 12);
  bmp.write('BM');
  for (const [value, at] of [
    [bmp.length, 2],
    [54, 10],
    [40, 14],
    [3, 18],
    [-4, 22],
  ] as const)
    bmp.writeInt32LE(value, at);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  expect(await look(svg)).toMatchObject({ format: 'svg', width: null, soundness: 'unknown', hasThumbnail: false });
  expect(await look(jxl)).toMatchObject({ format: 'jxl', soundness: 'unknown', hasThumbnail: false });
  expect(await look(await put('paint.bmp', bmp))).toMatchObject({
    format: 'bmp',
    width: 3,
    height: 4,
    soundness: 'unknown',
  });
  expect(await look(await put('cut.bmp', bmp.subarray(0, 80)))).toMatchObject({ format: 'bmp', soundness: 'cut' });
});

test('each of the six refusals can be told from the facts', async () => {
  const files = await makeProblemFiles(join(folder, 'problems'));
  expect((await look(files.too_many_bytes)).sizeBytes).toBeGreaterThan(32 * 1024 * 1024);
  expect(await look(files.too_small)).toMatchObject({ format: 'png', width: 8, height: 8, soundness: 'whole' });
  expect(await look(files.too_big)).toMatchObject({ format: 'jpeg', width: 17_000, height: 100, soundness: 'whole' });
  expect(await look(files.invalid_format)).toMatchObject({ format: null, width: null, soundness: 'unknown' });
  expect(await look(files.corrupted)).toMatchObject({ format: 'jpeg', soundness: 'cut', hasThumbnail: true });
  expect(await look(files.no_image)).toMatchObject({
    format: null,
    sizeBytes: 0,
    sha256: createHash('sha256').digest('hex'),
  });
  expect(await look(files.tiff)).toMatchObject({ format: 'tiff', soundness: 'whole' });
  expect(await look(files.wrongExtension)).toMatchObject({ format: 'png', soundness: 'whole' });
});

test('headers that promise 60,000 × 60,000 pixels are read and not believed', async () => {
  for (const path of [await put('bomb.png', pngBomb()), join(folder, 'problems', 'bomb.jpg')]) {
    expect(await look(path)).toMatchObject({
      width: 60_000,
      height: 60_000,
      soundness: 'unknown',
      hasThumbnail: false,
    });
  }
});

test('what is no image and does not claim to be one is left alone', async () => {
  for (const name of ['film.mp4', 'notes.txt', 'no extension', 'archive.zip']) {
    expect(await inspect(await put(name, Buffer.alloc(5000, 7)), thumbnails)).toEqual({ kind: 'not-a-photo' });
  }
  expect(await inspect(await put('empty', ''), thumbnails)).toEqual({ kind: 'not-a-photo' });
});

test('a camera raw file is not taken for the small preview in it', async () => {
  const tiff = await photoBytes({ format: 'tiff', width: 160, height: 120 });
  expect(await look(await put('DSC_0001.NEF', tiff))).toMatchObject({ format: null });
  expect(await look(await put('scan.tif', tiff))).toMatchObject({ format: 'tiff', width: 160 });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i is told, and the thumbnail is upright', async (orientation) => {
  const wish = { width: 320, height: 200, seed: 6, grain: 0 };
  const facts = await look(await put(`turned-${orientation}.jpg`, await photoBytes({ ...wish, orientation })));
  expect(facts.orientation).toBe(orientation);
  expect([facts.width, facts.height]).toEqual(orientation < 5 ? [320, 200] : [200, 320]);
  const shown = await sharp(join(thumbnails, thumbnailPath(facts.sha256)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([shown.info.width, shown.info.height]).toEqual([256, 160]);
  const upright = await sharp(await photoBytes(wish))
    .resize(256, 160)
    .raw()
    .toBuffer();
  expect(
    shown.data.reduce((sum, value, index) => sum + Math.abs(value - (upright[index] ?? 0)), 0) / upright.length,
  ).toBeLessThan(8);
});

test.each<[MadeFormat]>([['jpeg'], ['png'], ['webp'], ['avif']])(
  'the date, with its offset, and the place are found in a %s',
  async (format) => {
    const capturedAt = new Date('2021-12-31T22:30:15Z');
    const { path } = await makePhoto({
      path: join(folder, `dated.${format}`),
      format,
      width: 200,
      height: 150,
      capturedAt,
      gps: { latitude: -33.8568, longitude: 151.2153 },
    });
    await utimes(path, new Date(0), new Date(0));
    expect(await look(path)).toMatchObject({ capturedAtMs: capturedAt.getTime(), capturedFrom: 'exif', hasGps: true });
  },
);

test('EXIF without an offset is local time, and parts of a second count', async () => {
  const jpeg = await photoBytes({ width: 40, height: 30 });
  const exif = exifBlock({ taken: '2024:02:29 23:59:58', subSeconds: '25' });
  const facts = await look(await put('local.jpg', withJpegHeaders(jpeg, exif, null)));
  expect(facts.capturedAtMs).toBe(new Date(2024, 1, 29, 23, 59, 58, 250).getTime());
});

test('XMP alone gives date and place', async () => {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:DateCreated="2019-05-09T10:00:00.5+03:00" drone-dji:GpsLatitude="55.1"/></rdf:RDF></x:xmpmeta>`;
  const path = await put('drone.jpg', withJpegHeaders(await photoBytes({ width: 40, height: 30 }), null, null, xmp));
  expect(await look(path)).toMatchObject({
    capturedFrom: 'xmp',
    capturedAtMs: Date.parse('2019-05-09T07:00:00.500Z'),
    hasGps: true,
  });
});

test("a PNG's own time counts before the file's", async () => {
  const png = await photoBytes({ format: 'png', width: 40, height: 30 });
  const time = pngChunk('tIME', Buffer.from([0x07, 0xe3, 5, 9, 7, 0, 1]));
  expect(
    await look(await put('saved.png', Buffer.concat([png.subarray(0, 33), time, png.subarray(33)]))),
  ).toMatchObject({ capturedFrom: 'png', capturedAtMs: Date.parse('2019-05-09T07:00:01Z') });
});

test('names with spaces, Cyrillic, emoji, newlines, both normal forms and 250 bytes are read', async () => {
  const bytes = await photoBytes({ width: 40, height: 30 });
  const names = [
    ' a b .jpg',
    'Дача, июль.jpg',
    '🌞🏔️.jpg',
    'й.jpg'.normalize('NFC'),
    'й.jpg'.normalize('NFD'),
    `${'ж'.repeat(123)}.jpg`,
    ...(process.platform === 'win32' ? [] : ['two\nlines.jpg', 'back\\slash".jpg', '-rf.jpg']),
  ];
  for (const name of names)
    expect(await look(await put(name, bytes))).toMatchObject({ format: 'jpeg', soundness: 'whole' });
});

test('a file too large to keep in memory is decoded from the disk', async () => {
  const path = await put(
    'motion.jpg',
    Buffer.concat([
      await photoBytes({ width: 640, height: 480, capturedAt: new Date('2020-01-02T03:04:05Z') }),
      Buffer.alloc(70 * 1024 * 1024),
    ]),
  );
  expect(await look(path)).toMatchObject({
    format: 'jpeg',
    width: 640,
    soundness: 'whole',
    hasThumbnail: true,
    capturedAtMs: Date.parse('2020-01-02T03:04:05Z'),
  });
});

test('a file of hundreds of megabytes is hashed and measured, not decoded', async () => {
  const path = await put('endless.jpg', await photoBytes({ width: 640, height: 480 }));
  await truncate(path, 257 * 1024 * 1024);
  expect(await look(path)).toMatchObject({
    format: 'jpeg',
    sizeBytes: 257 * 1024 * 1024,
    width: 640,
    height: 480,
    soundness: 'unknown',
    hasThumbnail: false,
  });
});
