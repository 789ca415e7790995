// Writers of single formats for the bombs: as little of each format as a decoder needs.
import { constants, deflateRawSync } from 'node:zlib';
import { pngChunk } from '../fixtures/make-problems.ts';

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

const pieceBytes = 4 * 1024 * 1024;

/**
 * `sizeBytes` zeros, deflated. Each piece is packed by itself, so one packed piece can be repeated instead of packing
 * gigabytes.
 */
export function deflated(sizeBytes: number): Buffer {
  const packed = (length: number, finishFlush: number) => deflateRawSync(Buffer.alloc(length), { finishFlush });
  const whole = packed(pieceBytes, constants.Z_FULL_FLUSH);
  const times = Math.floor(sizeBytes / pieceBytes);
  return Buffer.concat([
    Buffer.from('7801', 'hex'),
    Buffer.alloc(whole.length * times, whole),
    packed(sizeBytes % pieceBytes, constants.Z_FINISH),
    // Adler-32 of nothing but zeros.
    u32((sizeBytes % 65_521) * 65_536 + 1),
  ]);
}

/** Black, really all of it. `colours`: PNG's colour type, 0 gray, 2 RGB, 6 RGBA. */
export function pngOf({
  width,
  height,
  bits,
  colours,
}: {
  width: number;
  height: number;
  bits: 8 | 16;
  colours: 0 | 2 | 6;
}): Buffer {
  const channels = { 0: 1, 2: 3, 6: 4 }[colours];
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', Buffer.concat([u32(width, height), Buffer.from([bits, colours, 0, 0, 0])])),
    pngChunk('IDAT', deflated(height * (1 + (width * channels * bits) / 8))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** `piece` so many times at `at`. */
export function manySegments(bytes: Buffer, at: number, piece: Buffer, times: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(piece.length * times, piece), bytes.subarray(at)]);
}

/** Frames of four pixels each on a canvas of `width` × `height`. */
export function gifFrames(width: number, height: number, frames: number, isEnded: boolean): Buffer {
  const canvas = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  canvas.writeUInt16LE(width, 6);
  canvas.writeUInt16LE(height, 8);
  const forever = Buffer.from('21ff0b4e45545343415045322e30030100000000', 'hex').subarray(0, 19);
  const frame = Buffer.from('21f90405010000002c0000000002000200000203440205', 'hex');
  const data = Buffer.concat([frame, Buffer.from([0])]);
  return Buffer.concat([canvas, forever, Buffer.alloc(data.length * frames, data), Buffer.from(isEnded ? [0x3b] : [])]);
}

/** A progressive JPEG without colour whose same coefficients come `scans` times: small, and long to decode. */
export function jpegScans(width: number, height: number, scans: number): Buffer {
  const frame = Buffer.from('ffc2000b0800000000010111 00'.replace(' ', ''), 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  // One code of one bit: «end of band», for all blocks.
  const table = Buffer.concat([
    Buffer.from('ffc40014', 'hex'),
    Buffer.from([0x10, 1]),
    Buffer.alloc(15),
    Buffer.from([0]),
  ]);
  const dc = Buffer.concat([
    Buffer.from('ffc40014', 'hex'),
    Buffer.from([0x00, 1]),
    Buffer.alloc(15),
    Buffer.from([0]),
  ]);
  const quantity = Buffer.concat([Buffer.from('ffdb004300', 'hex'), Buffer.alloc(64, 1)]);
  const first = Buffer.concat([
    Buffer.from('ffda0008010100000000', 'hex'),
    Buffer.alloc(Math.ceil((width * height) / 512)),
  ]);
  const again = Buffer.concat([Buffer.from('ffda000801010001 3f00'.replace(' ', ''), 'hex'), Buffer.alloc(40)]);
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    quantity,
    frame,
    dc,
    table,
    first,
    Buffer.alloc(again.length * scans, again),
    Buffer.from('ffd9', 'hex'),
  ]);
}

export type TiffWish = {
  width: number;
  height: number;
  bits: number;
  samples: number;
  /** Deflated pixels. */
  strip: Buffer;
  /** Side of the only tile; without it, one strip. */
  tile?: number;
  /** Offset of the next directory. */
  next?: number;
};

/** One picture whose pixels are one single deflated piece. */
export function tiffOf({ width, height, bits, samples, strip, tile, next = 0 }: TiffWish): Buffer {
  const place: [number, number, number][] =
    tile === undefined
      ? [
          [273, 4, 0],
          [278, 4, height],
          [279, 4, strip.length],
        ]
      : [
          [322, 4, tile],
          [323, 4, tile],
          [324, 4, 0],
          [325, 4, strip.length],
        ];
  const entries = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, bits],
    [259, 3, 8],
    [262, 3, samples >= 3 ? 2 : 1],
    [277, 3, samples],
    ...place,
  ].toSorted(([a = 0], [b = 0]) => a - b);
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag = 0, type = 4, value = 0], index) => {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(tag === 273 || tag === 324 ? head.length : value, at + 8);
  });
  head.writeUInt32LE(next, head.length - 4);
  return Buffer.concat([head, strip]);
}
