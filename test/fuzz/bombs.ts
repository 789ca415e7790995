// Files made to exhaust memory, disk cache or time: small ones that expand enormously, large ones with no content. Each
// writes itself.
import { open, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { photoBytes } from '../fixtures/make-photos.ts';
import { jpegBomb, pngBomb, pngChunk } from '../fixtures/make-problems.ts';
import { deeplyNested, heicGrid, heicSaying } from './bombs-heif.ts';
import { deflated, gifFrames, jpegScans, manySegments, pngOf, tiffOf, u32 } from './bombs-parts.ts';

export type Bomb = {
  name: string;
  extension: string;
  /** Cheap enough for every test run. */
  isQuick: boolean;
  /** Whether a copy is tried too: of gigabytes it only reads what inspection has read. */
  isConverted: boolean;
  write: (path: string) => Promise<void>;
};

const gigabyte = 1024 ** 3;

/** A file of `sizeBytes` that begins with `head` and goes on with zeros, taking no room on the disk. */
async function sparse(path: string, head: Buffer, sizeBytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(head, 0, head.length, 0);
    await file.truncate(sizeBytes);
  } finally {
    await file.close();
  }
}

const quick = (name: string, extension: string, make: () => Buffer | Promise<Buffer>): Bomb => ({
  name,
  extension,
  isQuick: true,
  isConverted: true,
  write: async (path) => writeFile(path, await make()),
});
const slow = (...wish: Parameters<typeof quick>): Bomb => ({ ...quick(...wish), isQuick: false });
const large = (name: string, extension: string, head: () => Buffer | Promise<Buffer>, sizeBytes: number): Bomb => ({
  name,
  extension,
  isQuick: false,
  isConverted: false,
  write: async (path) => sparse(path, await head(), sizeBytes),
});

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#5a7' }, limitInputPixels: false });
const small = () => photoBytes({ width: 64, height: 48 });
const withPngChunk = async (type: string, data: Buffer) => {
  const png = await photoBytes({ format: 'png', width: 64, height: 48 });
  return Buffer.concat([png.subarray(0, 33), pngChunk(type, data), png.subarray(33)]);
};
const webpHeader = (width: number, height: number) => {
  const frame = Buffer.from('0000009d012a000000000000000000', 'hex');
  frame.writeUInt16LE(width, 6);
  frame.writeUInt16LE(height, 8);
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8 \0\0\0\0', 'latin1');
  head.writeUInt32LE(frame.length + 13, 4);
  head.writeUInt32LE(frame.length, 16);
  return Buffer.concat([head, frame, Buffer.alloc(1)]);
};
const svg = (inside: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

export const bombs: readonly Bomb[] = [
  { ...large('2 GB of zeros', 'jpg', () => Buffer.alloc(0), 2 * gigabyte), isQuick: true },
  large(
    '2 GB of zeros behind the head of a HEIC',
    'heic',
    () => Buffer.from('0000001c6674797068656963000000006d6966316865696300000000000000006d646174', 'hex'),
    2 * gigabyte,
  ),
  large('2 GB of zeros behind a JPEG', 'jpg', small, 2 * gigabyte),
  large('2 GB of zeros behind half a JPEG', 'jpg', async () => (await small()).subarray(0, 700), 2 * gigabyte),
  large(
    '2 GB of zeros behind the head of a GIF',
    'gif',
    () => Buffer.from('GIF89a\x40\0\x30\0\0\0\0', 'latin1'),
    2 * gigabyte,
  ),
  large('2 GB of zeros behind the head of a TIFF', 'tif', () => Buffer.from('49492a0008000000', 'hex'), 2 * gigabyte),
  large('60 MB of zeros behind the head of a TIFF', 'tif', () => Buffer.from('49492a0008000000', 'hex'), 60_000_000),
  large('60 MB of zeros behind the head of a PNG', 'png', () => pngBomb(100, 100).subarray(0, 33), 60_000_000),

  quick('PNG that says 60,000 × 60,000', 'png', () => pngBomb()),
  slow('PNG of 16,000 × 16,000, truly', 'png', () => pngOf({ width: 16_000, height: 16_000, bits: 8, colours: 0 })),
  slow('PNG of 16,000 × 16,000 in 16 bits and four channels', 'png', () =>
    pngOf({ width: 16_000, height: 16_000, bits: 16, colours: 6 }),
  ),
  slow('PNG of 9,900 × 9,900, interlaced', 'png', () => plain(9900, 9900).png({ progressive: true }).toBuffer()),
  slow('PNG with a gigabyte in its text', 'png', async () =>
    withPngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflated(gigabyte)])),
  ),
  slow('PNG with a gigabyte in its profile', 'png', async () =>
    withPngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), deflated(gigabyte)])),
  ),
  quick('PNG with a hundred megabytes in its XMP', 'png', async () =>
    withPngChunk(
      'iTXt',
      Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1'), deflated(100_000_000)]),
    ),
  ),
  slow('PNG of five million chunks', 'png', async () =>
    manySegments(
      await photoBytes({ format: 'png', width: 64, height: 48 }),
      33,
      pngChunk('teXt', Buffer.alloc(0)),
      5_000_000,
    ),
  ),

  quick('JPEG that says 60,000 × 60,000', 'jpg', () => jpegBomb()),
  quick('JPEG that says 16,383 × 16,383', 'jpg', () => jpegBomb(16_383, 16_383)),
  slow('JPEG of 16,000 × 16,000, truly', 'jpg', () => plain(16_000, 16_000).jpeg().toBuffer()),
  slow('JPEG of 9,900 × 9,900, progressive', 'jpg', () => plain(9900, 9900).jpeg({ progressive: true }).toBuffer()),
  slow('JPEG of 12,000 × 12,000, progressive', 'jpg', () =>
    plain(12_000, 12_000).jpeg({ progressive: true }).toBuffer(),
  ),
  quick('JPEG of 90 scans', 'jpg', () => jpegScans(2400, 2400, 90)),
  quick('JPEG of 20,000 scans', 'jpg', () => jpegScans(2400, 2400, 20_000)),
  slow('JPEG of fifteen million segments', 'jpg', async () =>
    manySegments(await small(), 2, Buffer.from('fffe0002', 'hex'), 15_000_000),
  ),
  slow('JPEG of 60 MB of start markers', 'jpg', async () =>
    manySegments(await small(), 2, Buffer.from('ffd8', 'hex'), 30_000_000),
  ),
  slow('JPEG of 60 MB of scan heads', 'jpg', async () =>
    manySegments(await small(), 600, Buffer.from('ffda0002', 'hex'), 15_000_000),
  ),

  quick('GIF that never ends', 'gif', () => gifFrames(64, 48, 20_000, false)),
  slow('GIF of a million frames', 'gif', () => gifFrames(64, 48, 1_000_000, true)),
  quick('GIF of 9,990 × 9,990 and 200 frames', 'gif', () => gifFrames(9990, 9990, 200, true)),
  quick('GIF that says 65,535 × 65,535', 'gif', () => gifFrames(65_535, 65_535, 1, true)),
  slow('GIF of 60 MB in one extension', 'gif', async () =>
    manySegments(gifFrames(64, 48, 1, true), 13, Buffer.from([0x21, 0xfe, 1, 65, 0]), 12_000_000),
  ),

  quick('WebP that says 16,383 × 16,383', 'webp', () => webpHeader(16_383, 16_383)),
  slow('WebP of 9,900 × 9,900', 'webp', () => plain(9900, 9900).webp({ effort: 0 }).toBuffer()),
  slow('WebP of seven million chunks', 'webp', async () => {
    const webp = manySegments(
      await photoBytes({ format: 'webp', width: 64, height: 48 }),
      12,
      Buffer.from('XXXX\0\0\0\0'),
      7_000_000,
    );
    webp.writeUInt32LE(webp.length - 8, 4);
    return webp;
  }),

  slow('TIFF of one strip of 16,000 × 16,000 in 16 bits', 'tif', async () =>
    tiffOf({ width: 16_000, height: 16_000, bits: 16, samples: 4, strip: deflated(16_000 * 16_000 * 8) }),
  ),
  slow('TIFF of one strip of 9,900 × 9,900', 'tif', async () =>
    tiffOf({ width: 9900, height: 9900, bits: 8, samples: 3, strip: deflated(9900 * 9900 * 3) }),
  ),
  quick('TIFF that says one strip of 16,000 × 16,000', 'tif', () =>
    tiffOf({ width: 16_000, height: 16_000, bits: 64, samples: 4, strip: Buffer.alloc(100) }),
  ),
  quick('TIFF of 16,000 × 16,000 in one tile', 'tif', () =>
    tiffOf({ width: 16_000, height: 16_000, bits: 16, samples: 4, strip: Buffer.alloc(100), tile: 16_000 }),
  ),
  quick('TIFF that is its own next picture', 'tif', () =>
    tiffOf({ width: 64, height: 48, bits: 8, samples: 3, strip: Buffer.alloc(10_000), next: 8 }),
  ),

  slow('AVIF of 9,000 × 9,000', 'avif', () => plain(9000, 9000).avif({ effort: 0, quality: 30 }).toBuffer()),
  quick('HEIC that says 60,000 × 60,000', 'heic', () => heicSaying(60_000, 60_000)),
  quick('HEIC of 2 × 2 times the same picture', 'heic', () => heicGrid(2, 2)),
  slow('HEIC of 11 × 8 times the same picture', 'heic', () => heicGrid(8, 11)),
  slow('HEIC of 200 × 200 times the same picture', 'heic', () => heicGrid(200, 200)),
  quick('HEIC of boxes in boxes', 'heic', () => deeplyNested('heic', 200_000)),
  quick('AVIF of boxes in boxes', 'avif', () => deeplyNested('avif', 200_000)),

  quick('SVG of a billion laughs', 'svg', () => {
    const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    return Buffer.from(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${laughs}]><svg><text>&l10;</text></svg>`);
  }),
  quick('SVG of comments that never end', 'svg', () => Buffer.from('<!--'.repeat(500_000))),
  quick('SVG of declarations that never end', 'svg', () => Buffer.from(`<a${'<!DOCTYPE a'.repeat(200_000)}`)),
  slow('SVG of a million groups', 'svg', () => svg('<g>'.repeat(1_000_000))),
  slow('60 MB of blanks', 'svg', () => Buffer.concat([Buffer.alloc(60_000_000, 0x20), svg('')])),
  slow('60 MB of megabytes of XMP', 'jpg', async () =>
    Buffer.concat([
      await small(),
      ...Array.from({ length: 60 }, () => Buffer.from(`<x:xmpmeta>${'<a:gps'.repeat(160_000)}</x:xmpmeta>`)),
    ]),
  ),
  slow('60 MB of the beginning of XMP', 'jpg', async () =>
    Buffer.concat([await small(), Buffer.from('<x:xmpmeta'.repeat(6_000_000))]),
  ),
  quick('BMP that says 2,000,000,000 pixels', 'bmp', () =>
    Buffer.concat([
      Buffer.from('BM', 'latin1'),
      u32(0, 0).swap32(),
      Buffer.from('3600000028000000009435770100000001001800', 'hex'),
      Buffer.alloc(60),
    ]),
  ),
];
