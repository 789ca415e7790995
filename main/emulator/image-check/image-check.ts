// Checks image bytes as they pass by: format, pixels, complete or damaged. Keeps no image; limits.ts has the limits.
import { ByteReader, skip, take, type Parser } from './byte-reader.ts';
import { parseBmp } from './bmp.ts';
import { parseGif } from './gif.ts';
import { parseHeif } from './heif.ts';
import { parseJpeg } from './jpeg.ts';
import { damaged, type Format, type Shape } from './picture.ts';
import { parsePng } from './png.ts';
import { parseTiff } from './tiff.ts';
import { parseWebp } from './webp.ts';

/** What was seen. `format` is null when no known format was recognised. */
export interface CheckedImage extends Shape {
  bytes: number;
  format: Format | null;
}

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

function* recognise(): Parser<{ format: Format | null; shape: Shape }> {
  const unknown = { format: null, shape: damaged() };
  const head = yield* take(4);
  if (head === null) return unknown;
  const text = head.toString('latin1');
  if (head.readUIntBE(0, 3) === 0xffd8ff) return { format: 'jpeg', shape: yield* parseJpeg(head[3]!) };
  if (text === '\x89PNG') return { format: 'png', shape: yield* parsePng() };
  if (text === 'GIF8') return { format: 'gif', shape: yield* parseGif() };
  if (text === 'II*\0' || text === 'MM\0*') return { format: 'tiff', shape: yield* parseTiff(text === 'II*\0') };
  if (text.startsWith('BM')) {
    const shape = yield* parseBmp();
    return shape === null ? unknown : { format: 'bmp', shape };
  }
  const more = yield* take(8);
  if (more === null) return unknown;
  if (text === 'RIFF' && more.toString('latin1', 4, 8) === 'WEBP') {
    return { format: 'webp', shape: yield* parseWebp(more.readUInt32LE(0)) };
  }
  if (more.toString('latin1', 0, 4) === 'ftyp') {
    const brand = more.toString('latin1', 4, 8);
    const format = brand === 'avif' || brand === 'avis' ? 'avif' : HEIC_BRANDS.includes(brand) ? 'heic' : null;
    if (format === null) return unknown;
    const rest = head.readUInt32BE(0) - 12;
    return { format, shape: rest >= 0 && (yield* skip(rest)) ? yield* parseHeif() : damaged() };
  }
  return unknown;
}

/** Checks one image. Push its bytes in order with `write`, then call `end` once. */
export class ImageCheck {
  #reader = new ByteReader(recognise());
  #bytes = 0;

  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#reader.push(chunk);
  }

  end(): CheckedImage {
    const { format, shape } = this.#reader.finish();
    return { ...shape, format, bytes: this.#bytes };
  }
}
