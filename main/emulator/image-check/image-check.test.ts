// What judging sees in bytes, and what the limits make of it.
import { expect, test } from 'vitest';
import { bmp, gif, heic, jpeg, png, pngChunk, tiff, webp } from '../testing/made-images.ts';
import { ImageCheck, type CheckedImage } from './image-check.ts';
import { DEFAULT_LIMITS, photoError } from './limits.ts';

function look(bytes: Buffer, pieceBytes = bytes.length): CheckedImage {
  const imageCheck = new ImageCheck();
  for (let at = 0; at < bytes.length; at += pieceBytes) imageCheck.write(bytes.subarray(at, at + pieceBytes));
  return imageCheck.end();
}

const IMAGES = { jpeg, png, gif, webp, bmp, tiff, heic };

for (const [format, make] of Object.entries(IMAGES)) {
  test(`a ${format} is recognised with its size, however its bytes are cut into chunks`, () => {
    const bytes = make(321, 234);
    for (const piece of [bytes.length, 1, 2, 3, 7, 64]) {
      expect(look(bytes, piece)).toMatchObject({ format, width: 321, height: 234, whole: true, bytes: bytes.length });
    }
  });

  test(`a ${format} cut off anywhere is never taken for whole`, () => {
    const bytes = make(40, 30);
    for (let length = 0; length < bytes.length; length += Math.max(1, Math.floor(bytes.length / 400))) {
      expect(look(bytes.subarray(0, length)).whole, `cut at ${length} of ${bytes.length}`).toBe(false);
    }
    expect(look(bytes.subarray(0, bytes.length - 1)).whole).toBe(false);
  });
}

test('data after the end of a JPEG, as in motion photos, does no harm', () => {
  expect(look(Buffer.concat([jpeg(50, 60), Buffer.from('ftypmp42 and more')]))).toMatchObject({ whole: true });
});

test('the orientation of a JPEG is read from its EXIF block', () => {
  expect(look(jpeg(50, 60, 6)).orientation).toBe(6);
});

test('a PNG with one flipped bit in its pixels is damaged', () => {
  const bytes = png(50, 60);
  const at = bytes.indexOf('IDAT') + 8;
  bytes[at] = bytes[at]! ^ 1;
  expect(look(bytes)).toMatchObject({ format: 'png', width: 50, height: 60, whole: false });
});

test('a PNG whose first chunk is not the header is damaged', () => {
  const bytes = Buffer.concat([
    png(50, 60).subarray(0, 8),
    pngChunk('IDAT', Buffer.from('x')),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  expect(look(bytes)).toMatchObject({ format: 'png', whole: false });
});

test('a WebP shorter than its RIFF header says is damaged', () => {
  const bytes = webp(50, 60);
  bytes.writeUInt32LE(bytes.length + 100, 4);
  expect(look(bytes)).toMatchObject({ format: 'webp', whole: false });
});

test('a JPEG without a scan is damaged', () => {
  const bytes = jpeg(50, 60);
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  expect(look(Buffer.concat([bytes.subarray(0, scan), Buffer.from([0xff, 0xd9])]))).toMatchObject({ whole: false });
});

test('text, a text that begins like a bitmap, and other boxes are no images', () => {
  for (const text of [
    'hello, this is a text',
    'BMW and other cars, a list of them',
    '\0\0\0\x18ftypmp42\0\0\0\0mp42isom',
    'x',
  ]) {
    expect(look(Buffer.from(text, 'latin1')).format).toBeNull();
  }
});

test('AVIF and HEIC are told apart by their brand', () => {
  expect(look(heic(50, 60, 'avif')).format).toBe('avif');
});

test('each of the six photo errors follows from what was seen', () => {
  const limits = { ...DEFAULT_LIMITS, maxBytes: 5000 };
  expect(photoError(look(jpeg(50, 60)), limits)).toBeNull();
  expect(photoError(look(Buffer.concat([jpeg(50, 60), Buffer.alloc(5000)])), limits)).toBe(500);
  expect(photoError(look(jpeg(50, 15)), limits)).toBe(501);
  expect(photoError(look(jpeg(60_000, 60_000)), limits)).toBe(502);
  expect(photoError(look(jpeg(900, 900)), { ...limits, maxPixels: 800_000 })).toBe(502);
  expect(photoError(look(Buffer.from('not an image at all')), limits)).toBe(503);
  expect(photoError(look(heic(50, 60)), limits)).toBe(503);
  expect(photoError(look(jpeg(50, 60).subarray(0, -2)), limits)).toBe(504);
  expect(photoError(look(Buffer.alloc(0)), limits)).toBe(505);
});

test('no mutation of an image makes the check throw', () => {
  let state = 7;
  const random = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (const make of Object.values(IMAGES)) {
    for (let round = 0; round < 300; round += 1) {
      const bytes = make(40, 30);
      for (let hits = 0; hits < 4; hits += 1) bytes[random(Math.min(bytes.length, 120))] = random(256);
      expect(look(bytes, 1 + random(50)).bytes).toBe(bytes.length);
    }
  }
});
