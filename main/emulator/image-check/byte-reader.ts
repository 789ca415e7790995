// Feeds image parsers: chunks are pushed in as they arrive, and parsers ask for bytes in order. Must never hold more
// than one `take`.
import { crc32 } from 'node:zlib';

/**
 * What a parser asks for next. `marker` looks for the next JPEG marker, passing over stuffed zeros, fill bytes and
 * restart markers.
 */
export type Wish =
  | { kind: 'take'; bytes: number }
  | { kind: 'skip'; bytes: number }
  | { kind: 'crc'; bytes: number; start: number }
  | { kind: 'marker' };

/**
 * A parser written as a generator. Every wish is answered with what was asked for, or with null when the data ended
 * first.
 */
export type Parser<Result> = Generator<Wish, Result, Buffer | number | null>;

/** Reads `bytes` bytes. Only for small pieces: a taken piece is copied and kept until the parser lets go of it. */
export function* take(bytes: number): Parser<Buffer | null> {
  return (yield { kind: 'take', bytes }) as Buffer | null;
}

/** Passes over `bytes` bytes. False when the data ended before that. */
export function* skip(bytes: number): Parser<boolean> {
  return bytes === 0 || (yield { kind: 'skip', bytes }) !== null;
}

/** CRC-32 of the next `bytes` bytes, continued from `start`; null when the data ended. */
export function* checksum(bytes: number, start: number): Parser<number | null> {
  return bytes === 0 ? start : ((yield { kind: 'crc', bytes, start }) as number | null);
}

/** Code of the next JPEG marker (its second byte), or null when the data ended. */
export function* nextMarker(): Parser<number | null> {
  return (yield { kind: 'marker' }) as number | null;
}

/** Drives one parser over pushed chunks. After the parser has returned, further chunks are ignored. */
export class ByteReader<Result> {
  #parser: Parser<Result>;
  #step: IteratorResult<Wish, Result>;
  #missing = 0;
  #taken: Buffer[] = [];
  #sum = 0;
  #afterFF = false;

  constructor(parser: Parser<Result>) {
    this.#parser = parser;
    this.#step = parser.next(0);
    this.#begin();
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (!this.#step.done) {
      const wish = this.#step.value;
      if (wish.kind === 'marker') {
        const after = this.#findMarker(chunk, at);
        if (after === null) return;
        at = after;
        continue;
      }
      if (this.#missing > 0) {
        if (at >= chunk.length) return;
        const piece = chunk.subarray(at, at + Math.min(this.#missing, chunk.length - at));
        at += piece.length;
        this.#missing -= piece.length;
        if (wish.kind === 'take') this.#taken.push(Buffer.from(piece));
        else if (wish.kind === 'crc') this.#sum = crc32(piece, this.#sum);
        if (this.#missing > 0) return;
      }
      if (wish.kind === 'take') this.#answer(Buffer.concat(this.#taken));
      else this.#answer(this.#sum);
    }
  }

  /** Says that no more data comes, and returns what the parser made of it. */
  finish(): Result {
    while (!this.#step.done) this.#answer(null);
    return this.#step.value;
  }

  /** Where to go on after a marker that was found and handed over, or null when the chunk is used up. */
  #findMarker(chunk: Buffer, start: number): number | null {
    let at = start;
    while (at < chunk.length) {
      if (!this.#afterFF) {
        // The plain array's own search: Buffer's ended Electron 33 with a trap when called as often as here.
        const found = Uint8Array.prototype.indexOf.call(chunk, 0xff, at);
        if (found < 0) return null;
        this.#afterFF = true;
        at = found + 1;
        continue;
      }
      const code = chunk[at++]!;
      if (code === 0xff) continue;
      this.#afterFF = false;
      if (code === 0 || (code >= 0xd0 && code <= 0xd7)) continue;
      this.#answer(code);
      return at;
    }
    return null;
  }

  #answer(value: Buffer | number | null): void {
    this.#step = this.#parser.next(value);
    this.#begin();
  }

  #begin(): void {
    this.#taken = [];
    this.#afterFF = false;
    if (this.#step.done) return;
    const wish = this.#step.value;
    this.#missing = wish.kind === 'marker' ? 0 : wish.bytes;
    this.#sum = wish.kind === 'crc' ? wish.start : 0;
  }
}
