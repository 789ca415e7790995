// Harmful HEIC and AVIF files: one picture used thousands of times, false sizes, endless boxes. Built from the sample's
// own picture.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { u32 } from './bombs-parts.ts';

const sample = () => readFile(join(import.meta.dirname, '../fixtures/sample.heic'));

const u16 = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 255])));
const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

/** The sample with another size written where decoders look first. */
export async function heicSaying(width: number, height: number): Promise<Buffer> {
  const bytes = await sample();
  const at = bytes.indexOf('ispe');
  bytes.writeUInt32BE(width, at + 8);
  bytes.writeUInt32BE(height, at + 12);
  return bytes;
}

/**
 * A picture of `columns` × `rows` tiles, each of them an item of its own whose bytes are those of the sample's picture
 * of 1200 × 900.
 */
export async function heicGrid(columns: number, rows: number): Promise<Buffer> {
  const bytes = await sample();
  const boxAt = (type: string) => {
    const at = bytes.indexOf(type) - 4;
    return bytes.subarray(at, at + bytes.readUInt32BE(at));
  };
  const iloc = bytes.indexOf('iloc') + 12;
  // Offset of the first item's data and its length, as the sample's own table says.
  const [base, length] = [bytes.readUInt32BE(iloc + 4), bytes.readUInt32BE(iloc + 14)];
  const picture = bytes.subarray(base, base + length);
  const grid = Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(columns * 1200, rows * 900)]);
  const ispe = (width: number, height: number) => box('ispe', u32(0, width, height));
  const infe = (id: number, type: string) =>
    box('infe', u32(0x02000000), u16(id, 0), Buffer.from(`${type}\0`, 'latin1'));
  const tiles = Array.from({ length: columns * rows }, (_, index) => index + 2);
  const meta = (dataAt: number) =>
    box(
      'meta',
      u32(0),
      boxAt('hdlr'),
      box('pitm', u32(0), u16(1)),
      box(
        'iloc',
        u32(0),
        Buffer.from([0x44, 0]),
        u16(1 + tiles.length),
        u16(1, 0, 1),
        u32(dataAt, grid.length),
        ...tiles.flatMap((id) => [u16(id, 0, 1), u32(dataAt + grid.length, picture.length)]),
      ),
      box('iinf', u32(0), u16(1 + tiles.length), infe(1, 'grid'), ...tiles.map((id) => infe(id, 'hvc1'))),
      box(
        'iprp',
        box('ipco', boxAt('hvcC'), ispe(1200, 900), ispe(columns * 1200, rows * 900)),
        box(
          'ipma',
          u32(0, 1 + tiles.length),
          u16(1),
          Buffer.from([1, 0x03]),
          ...tiles.flatMap((id) => [u16(id), Buffer.from([2, 0x81, 0x02])]),
        ),
      ),
      box('iref', u32(0), box('dimg', u16(1, tiles.length, ...tiles))),
    );
  const ftyp = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const dataAt = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(dataAt), box('mdat', grid, picture)]);
}

/** `depth` boxes, each inside the one before. */
export function deeplyNested(brand: string, depth: number): Buffer {
  const head = box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1${brand}`, 'latin1'));
  const nest = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level += 1) {
    nest.writeUInt32BE((depth - level) * 8, level * 8);
    nest.write(level === 0 ? 'moov' : 'trak', level * 8 + 4, 'latin1');
  }
  return Buffer.concat([head, box('meta', u32(0), nest)]);
}
