// Small images made by code, byte by byte, for the emulator's tests. Their structure is correct; their pixels are not.
import { crc32, deflateSync } from 'node:zlib';

const u16be = (...values: number[]) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
const u16le = (...values: number[]) => Buffer.from(values.flatMap((value) => [value & 255, value >> 8]));
const u32be = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u32le = (value: number) => Buffer.from(u32be(value)).reverse();

export function pngChunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  return Buffer.concat([u32be(body.length), typed, u32be(crc32(typed))]);
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A grey PNG. `salt` makes its bytes differ from others of the same size. */
export function png(width: number, height: number, salt = ''): Buffer {
  const header = Buffer.concat([u32be(width), u32be(height), Buffer.from([8, 0, 0, 0, 0])]);
  const pixels = deflateSync(Buffer.alloc(Math.min(1_000_000, (width + 1) * height)));
  const text = salt === '' ? [] : [pngChunk('tEXt', Buffer.from(`salt\0${salt}`))];
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    ...text,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const jpegSegment = (code: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, code]), u16be(body.length + 2), body]);

/** A JPEG with stuffed bytes and restart markers in its scan. */
export function jpeg(width: number, height: number, orientation = 1): Buffer {
  const tiff = Buffer.concat([
    Buffer.from('MM\0*', 'latin1'),
    u32be(8),
    u16be(1, 0x0112, 3),
    u32be(1),
    u16be(orientation, 0),
    u32be(0),
  ]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    jpegSegment(0xdb, Buffer.alloc(65, 1)),
    jpegSegment(0xc0, Buffer.concat([Buffer.from([8]), u16be(height, width), Buffer.from([1, 1, 0x11, 0])])),
    jpegSegment(0xc4, Buffer.alloc(19)),
    jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xff, 0x00, 0x78]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

export const gif = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    u16le(width, height),
    Buffer.from([0x80, 0, 0]),
    Buffer.alloc(6),
    Buffer.from([0x21, 0xfe, 3, 1, 2, 3, 0]),
    Buffer.from([0x2c]),
    u16le(0, 0, width, height),
    Buffer.from([0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]);

export function webp(width: number, height: number): Buffer {
  const frame = Buffer.concat([Buffer.from([0, 0, 0, 0x9d, 0x01, 0x2a]), u16le(width, height), Buffer.alloc(11)]);
  const chunk = Buffer.concat([
    Buffer.from('VP8 ', 'latin1'),
    u32le(frame.length),
    frame,
    Buffer.alloc(frame.length % 2),
  ]);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), u32le(chunk.length + 4), Buffer.from('WEBP', 'latin1'), chunk]);
}

export function bmp(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(Math.ceil((width * 24) / 32) * 4 * height);
  return Buffer.concat([
    Buffer.from('BM', 'latin1'),
    u32le(54 + pixels.length),
    u32le(0),
    u32le(54),
    u32le(40),
    u32le(width),
    u32le(height),
    u16le(1, 24),
    Buffer.alloc(24),
    pixels,
  ]);
}

export const tiff = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from('II*\0', 'latin1'),
    u32le(8),
    u16le(4),
    ...[
      [256, width],
      [257, height],
      [273, 62],
      [279, 16],
    ].map(([tag, value]) => Buffer.concat([u16le(tag!, 4), u32le(1), u32le(value!)])),
    u32le(0),
    Buffer.alloc(16),
  ]);

const box = (type: string, body: Buffer) => Buffer.concat([u32be(body.length + 8), Buffer.from(type, 'latin1'), body]);

export function heic(width: number, height: number, brand = 'heic'): Buffer {
  const sizes = [
    box('ispe', Buffer.concat([u32be(0), u32be(16), u32be(16)])),
    box('ispe', Buffer.concat([u32be(0), u32be(width), u32be(height)])),
  ];
  const properties = box('iprp', box('ipco', Buffer.concat(sizes)));
  return Buffer.concat([
    box('ftyp', Buffer.concat([Buffer.from(brand, 'latin1'), u32be(0), Buffer.from('mif1heic', 'latin1')])),
    box('meta', Buffer.concat([u32be(0), box('hdlr', Buffer.alloc(20)), properties])),
    box('mdat', Buffer.alloc(40, 7)),
  ]);
}
