// The sound pictures that the fuzzer corrupts: small, of every format and coding, made by code.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { ImageFormat } from '../../shared/image-formats.ts';
import { exifBlock, withJpegHeaders } from '../fixtures/exif-block.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { pngChunk } from '../fixtures/make-problems.ts';
import { sceneSvg } from '../fixtures/scenes.ts';

export type Seed = { name: string; format: ImageFormat; extension: string; bytes: Buffer };

const taken = { taken: '2024:07:12 14:31:12', offset: '+03:00', subSeconds: '25' };
const gps = { latitude: 55.75, longitude: 37.61 };
export const xmpPacket = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:CreateDate="2019-05-09T10:00:00.5+03:00" exif:GPSLatitude="55,45.0N" exif:GPSLongitude="37,36.6E"><drone-dji:GpsLatitude>55.75</drone-dji:GpsLatitude></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
export const hostileExif = exifBlock({ ...taken, gps, orientation: 6 });

const painted = { width: 120, height: 90, seed: 5 };

/** Three frames side by side in time. */
async function animated(): Promise<Sharp> {
  const frame = await sharp(await photoBytes({ ...painted, format: 'png' }))
    .removeAlpha()
    .raw()
    .toBuffer();
  const raw = { width: 120, height: 270, channels: 3, pageHeight: 90 } as const;
  return sharp(Buffer.concat([frame, frame.map((value) => 255 - value), frame]), { raw, animated: true });
}

/** Rows from the bottom, 24 bits a pixel. */
function bmp(width: number, height: number): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  const rows = Buffer.alloc(Math.ceil((width * 24) / 32) * 4 * height, 0x7f);
  head.writeUInt32LE(54 + rows.length, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, rows]);
}

function withPngText(png: Buffer): Buffer {
  const chunks = [
    pngChunk('eXIf', hostileExif),
    pngChunk('tIME', Buffer.from([0x07, 0xe3, 5, 9, 7, 0, 1])),
    pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmpPacket}`)),
  ];
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

/** A motion photo: a picture, and a video behind its end. */
const withTail = (jpeg: Buffer) =>
  Buffer.concat([jpeg, Buffer.from('0000001866747970', 'hex'), Buffer.from('mp42'), Buffer.alloc(2000, 0xd9)]);

/** Painted from numbers: the same pictures every time. */
export async function makeSeeds(): Promise<Seed[]> {
  const rgb = sharp(await photoBytes({ ...painted, format: 'png' })).removeAlpha();
  const to = (turn: (picture: Sharp) => Sharp) => turn(rgb.clone()).toBuffer();
  const meta = (picture: Sharp) =>
    picture
      .withIccProfile('p3')
      .withExif({
        IFD0: { Model: 'Seed' },
        IFD2: { DateTimeOriginal: taken.taken },
        IFD3: { GPSLatitude: '55/1 45/1 0/1' },
      })
      .withXmp(xmpPacket);
  const jpeg = await to((picture) => picture.withIccProfile('p3').jpeg({ quality: 82 }));
  const seed = (name: string, format: ImageFormat, extension: string, bytes: Buffer): Seed => ({
    name,
    format,
    extension,
    bytes,
  });
  return [
    seed('jpeg with everything', 'jpeg', 'jpg', withJpegHeaders(jpeg, hostileExif, 'a comment', xmpPacket)),
    seed('jpeg progressive', 'jpeg', 'JPG', await to((picture) => picture.jpeg({ progressive: true }))),
    seed('jpeg gray', 'jpeg', 'jpeg', await to((picture) => picture.grayscale().jpeg())),
    seed('jpeg four colours', 'jpeg', 'jpg', await to((picture) => picture.toColourspace('cmyk').jpeg())),
    seed('jpeg large', 'jpeg', 'jpg', await photoBytes({ width: 1600, height: 1000, seed: 6, quality: 60 })),
    seed('jpeg motion photo', 'jpeg', 'jpg', withTail(jpeg)),
    seed('png with everything', 'png', 'png', withPngText(await to((picture) => picture.withIccProfile('p3').png()))),
    seed('png palette', 'png', 'png', await to((picture) => picture.png({ palette: true, colours: 16 }))),
    seed('png interlaced', 'png', 'png', await to((picture) => picture.png({ progressive: true }))),
    seed('png 16 bits', 'png', 'png', await to((picture) => picture.toColourspace('rgb16').png())),
    seed('gif', 'gif', 'gif', await to((picture) => picture.gif())),
    seed('gif animated', 'gif', 'gif', await (await animated()).gif({ loop: 0 }).toBuffer()),
    seed('webp with everything', 'webp', 'webp', await to((picture) => meta(picture).webp())),
    seed('webp lossless', 'webp', 'webp', await to((picture) => picture.webp({ lossless: true }))),
    seed('webp animated', 'webp', 'webp', await (await animated()).webp().toBuffer()),
    seed('webp alpha', 'webp', 'webp', await to((picture) => picture.ensureAlpha(0.5).webp())),
    seed('tiff lzw', 'tiff', 'tif', await to((picture) => meta(picture).tiff({ compression: 'lzw' }))),
    seed('tiff deflate in tiles', 'tiff', 'tiff', await to((p) => p.tiff({ compression: 'deflate', tile: true }))),
    seed('tiff of jpeg', 'tiff', 'tif', await to((picture) => picture.tiff({ compression: 'jpeg' }))),
    seed('tiff plain', 'tiff', 'tif', await to((picture) => picture.tiff({ compression: 'none' }))),
    seed('heic', 'heic', 'HEIC', await readFile(join(import.meta.dirname, '../fixtures/sample.heic'))),
    seed('avif', 'avif', 'avif', await to((picture) => meta(picture).avif({ effort: 1 }))),
    seed('bmp', 'bmp', 'bmp', bmp(60, 45)),
    seed('svg', 'svg', 'svg', Buffer.from(sceneSvg(3, 200, 150))),
    seed('jxl', 'jxl', 'jxl', Buffer.from('ff0a7a10085055a0003c0048b2a1', 'hex')),
  ];
}
