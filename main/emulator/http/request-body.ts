// The body of a request as a counted, paced and, on demand, cut stream. Buffers only what the caller asks for.
import type { IncomingMessage } from 'node:http';
import { paced } from './paced.ts';

/** Thrown out of the stream when the emulator itself cuts the connection. */
export class CutWithin extends Error {}

/** The client went away in the middle of its request. */
export class ClientGone extends Error {}

/** A body that should be small was not. It has been read to its end, so that an answer can still be given. */
export class TooLong extends Error {
  /** For the server's error page where no route answers it itself. */
  statusCode = 413;
}

export interface BodyTroubles {
  bytesPerSecond: number | null;
  /** Cut after this many bytes; null for never. */
  cutAtBytes: number | null;
}

export class RequestBody {
  bytes = 0;
  #raw: IncomingMessage;
  #troubles: BodyTroubles;
  /** Whether somebody has begun to read. */
  started = false;

  constructor(raw: IncomingMessage, troubles: BodyTroubles) {
    this.#raw = raw;
    this.#troubles = troubles;
  }

  /** The bytes in order. Throws CutWithin or ClientGone. Can be read once; what is not read is drained by `drain`. */
  async *chunks(): AsyncGenerator<Buffer> {
    this.started = true;
    const { bytesPerSecond, cutAtBytes } = this.#troubles;
    const raw = this.#raw as AsyncIterable<Buffer>;
    const source = bytesPerSecond === null ? raw : paced(raw, bytesPerSecond);
    try {
      for await (const chunk of source) {
        this.bytes += chunk.length;
        if (cutAtBytes !== null && this.bytes >= cutAtBytes) throw new CutWithin();
        yield chunk;
      }
    } catch (error) {
      if (!(error instanceof CutWithin) && this.#raw.destroyed && !this.#raw.complete) throw new ClientGone();
      throw error;
    }
    if (cutAtBytes !== null) throw new CutWithin();
  }

  /** Reads the rest and throws it away, as a front server does before it answers. */
  async drain(): Promise<void> {
    if (this.started) return;
    for await (const chunk of this.chunks()) void chunk;
  }

  /** The whole body as text; throws TooLong above `most` bytes. */
  async text(most: number): Promise<string> {
    const gathered: Buffer[] = [];
    for await (const chunk of this.chunks()) {
      if (this.bytes <= most) gathered.push(chunk);
    }
    if (this.bytes > most) throw new TooLong();
    return Buffer.concat(gathered).toString('utf8');
  }
}
