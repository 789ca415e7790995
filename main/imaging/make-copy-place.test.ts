// The place in copies for sending: gone where its removal is asked for, by whatever it was carried.
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { exifBlock, withJpegHeaders } from '../../test/fixtures/exif-block.ts';
import { photoBytes, type MadeFormat } from '../../test/fixtures/make-photos.ts';
import { pngChunk } from '../../test/fixtures/make-problems.ts';
import { capturedAt, copiesOfTests, gps, placesIn } from './testing/copies.ts';

const { photo, put, copyOf } = copiesOfTests();

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
