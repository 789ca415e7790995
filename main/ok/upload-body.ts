// Reads the files of one POST into body bytes: whole when small, in pieces otherwise. Gives no byte of a file that is not the one that was inspected.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { provesBytes } from '../engine/disk/same-file.ts';
import { fileStatOf } from '../engine/disk/file-stat.ts';
import type { Trouble } from './answer.ts';
import { onDisk } from '../engine/disk/disk-paths.ts';
import type { Framing } from './multipart.ts';

export interface UploadPart {
  path: string;
  /** As inspected; another size now is `file-changed`. */
  sizeBytes: number;
  /** As inspected, nanoseconds; without it only a change while sending is noticed. */
  mtimeNs?: bigint | null;
  /** Where ctime or inode is another one now, or not known, the bytes are hashed on their way: see [Note: stamps of known bytes]. */
  inspected?: { ctimeNs: bigint; inode: bigint; sha256: string } | null;
  /** Of the bytes, for example image/jpeg. */
  contentType: string;
}

/** Thrown out of a body so that the request breaks off; the trouble is what the upload answers. */
export class BodyTrouble extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.who);
    this.trouble = trouble;
  }
}

/**
 * The body in pieces of `pieceBytes()` (the last one smaller), each a buffer of its own. The last bytes of a file are given out only after
 * the file was looked at again: a file that changed meanwhile leaves an unfinished request, which the service cannot take.
 */
export async function* bodyPieces(
  parts: readonly UploadPart[],
  framing: Framing,
  pieceBytes: () => number,
): AsyncGenerator<Buffer, void, undefined> {
  let left = framing.contentLength;
  let piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes(), left));
  let filled = 0;

  for (const [place, part] of parts.entries()) {
    yield* add(framing.heads[place] ?? Buffer.alloc(0));
    const handle = await openFile(part, place);
    try {
      const seen = await look(handle, part, place);
      const judge = judgeOf(part, seen, place);
      let unread = part.sizeBytes;
      while (unread > 0) {
        if (filled === piece.length) yield turnOver();
        const read = await readPart(handle, piece, filled, Math.min(unread, piece.length - filled), place);
        judge.read(piece.subarray(filled, filled + read));
        filled += read;
        unread -= read;
      }
      judge.end(await look(handle, { ...part, mtimeNs: seen.mtimeNs }, place));
    } finally {
      await handle.close();
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

/** The same body in one buffer of just its length, for small photos: no more file calls than reading a file takes anyway. Rejects with BodyTrouble. */
export async function fillBody(body: Buffer, parts: readonly UploadPart[], framing: Framing): Promise<Buffer> {
  let at = 0;
  for (const [place, part] of parts.entries()) {
    at += framing.heads[place]?.copy(body, at) ?? 0;
    const handle = await openFile(part, place);
    try {
      const from = at;
      for (const end = at + part.sizeBytes; at < end;) at += await readPart(handle, body, at, end - at, place);
      // One look, after the reading: stamps that are still the inspected ones cover all that was read.
      const seen = await look(handle, part, place);
      const judge = judgeOf(part, seen, place);
      judge.read(body.subarray(from, at));
      judge.end(seen);
    } finally {
      await handle.close();
    }
    at += framing.tail.copy(body, at);
  }
  framing.end.copy(body, at);
  return body;
}

/** Non-blocking: a named pipe put in a file's place must not hang a lane. Windows has no such flag, nor such pipes in folders. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function openFile(part: UploadPart, place: number): Promise<FileHandle> {
  return open(onDisk(part.path), OPEN_FLAGS).catch((error: unknown) => {
    throw diskTrouble(error, place);
  });
}

/** Whether the bytes that are given out are the inspected ones. Hashes them only where the ctime does not prove it. */
function judgeOf(part: UploadPart, seen: { ctimeNs: bigint; inode: bigint }, place: number) {
  const { inspected } = part;
  const hash = inspected == null || provesBytes(inspected, seen) ? null : createHash('sha256');
  return {
    read: (bytes: Buffer): void => void hash?.update(bytes),
    end(last: { ctimeNs: bigint }): void {
      const isChanged = hash === null ? last.ctimeNs !== seen.ctimeNs : hash.digest('hex') !== inspected?.sha256;
      if (isChanged) throw new BodyTrouble({ who: 'file-changed', part: place });
    },
  };
}

/** The file's stamps, when it has the size and the time of the file that was inspected. */
async function look(
  handle: FileHandle,
  part: UploadPart,
  place: number,
): Promise<{ mtimeNs: bigint; ctimeNs: bigint; inode: bigint }> {
  const stat = await handle.stat({ bigint: true }).catch((error: unknown) => {
    throw diskTrouble(error, place);
  });
  // As the library has them.
  const { mtimeNs, ctimeNs, inode } = fileStatOf(stat);
  const expected = part.mtimeNs ?? mtimeNs;
  if (!stat.isFile() || stat.size !== BigInt(part.sizeBytes) || mtimeNs !== expected) {
    throw new BodyTrouble({ who: 'file-changed', part: place });
  }
  return { mtimeNs, ctimeNs, inode };
}

async function readPart(handle: FileHandle, into: Buffer, at: number, bytes: number, place: number): Promise<number> {
  const { bytesRead } = await handle.read(into, at, bytes, null).catch((error: unknown) => {
    throw diskTrouble(error, place);
  });
  if (bytesRead === 0) throw new BodyTrouble({ who: 'file-changed', part: place });
  return bytesRead;
}

/** Gone is a change; everything else the disk says is its own trouble. */
function diskTrouble(error: unknown, part: number): BodyTrouble {
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? 'unknown');
  const gone = code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EISDIR';
  return new BodyTrouble(gone ? { who: 'file-changed', part } : { who: 'file-unreadable', part, code });
}
