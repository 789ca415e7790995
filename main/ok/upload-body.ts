// The files of one POST as body bytes: whole when small, in pieces otherwise. The caller opens and checks the files.
import type { Trouble } from './answer.ts';
import type { Framing } from './multipart.ts';

/** One photo of an upload. All methods of it, and of what it opens, reject with `UploadFileError`. */
export interface UploadPart {
  sizeBytes: number;
  /** Of the bytes, for example image/jpeg. */
  contentType: string;
  /** Fills `into`, which has `sizeBytes`. Rejects unless these are the bytes that were meant. */
  readWhole(into: Buffer): Promise<void>;
  /** For reading in pieces. Rejects when it is not the file that was meant. */
  open(): Promise<OpenPart>;
}

export interface OpenPart {
  /** Reads the next bytes to the beginning of `into`, and resolves to their number, at least 1. */
  read(into: Buffer): Promise<number>;
  /** To be called when all bytes were read. Rejects unless they are the ones that were meant. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** `code`: the system's word for why the file cannot be read (EACCES, EIO). */
export type UploadFileProblem = { kind: 'changed' } | { kind: 'unreadable'; code: string };

export class UploadFileError extends Error {
  readonly problem: UploadFileProblem;
  constructor(problem: UploadFileProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** Thrown out of a body so that the request breaks off; the trouble is what the upload answers. */
export class BodyTrouble extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.who);
    this.trouble = trouble;
  }
}

function ofPart(error: unknown, part: number): unknown {
  if (!(error instanceof UploadFileError)) return error;
  const { problem } = error;
  return new BodyTrouble(
    problem.kind === 'changed' ? { who: 'file-changed', part } : { who: 'file-unreadable', part, code: problem.code },
  );
}

/**
 * The body in pieces of `pieceBytes()` (the last one smaller), each a buffer of its own. The last bytes of a file are
 * given out only after the file was verified: a file that changed meanwhile leaves an unfinished request, which the
 * service cannot take. Rejects with BodyTrouble.
 */
export async function* bodyPieces(
  parts: readonly UploadPart[],
  framing: Framing,
  pieceBytes: () => number,
): AsyncGenerator<Buffer, void, undefined> {
  let left = framing.contentLength;
  let piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes(), left));
  let filled = 0;

  for (const [index, part] of parts.entries()) {
    yield* add(framing.heads[index] ?? Buffer.alloc(0));
    let file: OpenPart | null = null;
    try {
      file = await part.open();
      let unread = part.sizeBytes;
      while (unread > 0) {
        if (filled === piece.length) yield turnOver();
        const read = await file.read(piece.subarray(filled, Math.min(filled + unread, piece.length)));
        filled += read;
        unread -= read;
      }
      await file.verify();
    } catch (error) {
      throw ofPart(error, index);
    } finally {
      await file?.close();
    }
    yield* add(framing.tail);
  }
  yield* add(framing.end);
  if (filled > 0) yield turnOver();

  function* add(bytes: Buffer): Generator<Buffer, void, undefined> {
    for (let from = 0; from < bytes.length;) {
      if (filled === piece.length) yield turnOver();
      const copied = bytes.copy(piece, filled, from);
      from += copied;
      filled += copied;
    }
  }

  /** The full piece, and an empty one in its place: the socket may hold the full one for long. */
  function turnOver(): Buffer {
    const full = piece;
    left -= full.length;
    piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes(), left));
    filled = 0;
    return full;
  }
}

/** The same body in one buffer of just its length, for small photos. Rejects with BodyTrouble. */
export async function fillBody(body: Buffer, parts: readonly UploadPart[], framing: Framing): Promise<Buffer> {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    at += framing.heads[index]?.copy(body, at) ?? 0;
    const end = at + part.sizeBytes;
    await part.readWhole(body.subarray(at, end)).catch((error: unknown) => {
      throw ofPart(error, index);
    });
    at = end + framing.tail.copy(body, end);
  }
  framing.end.copy(body, at);
  return body;
}
