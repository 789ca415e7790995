// The sha256 of a file, with the stat it had while it was read.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { mostSizeBytes } from '../../../shared/disk-numbers.ts';
import { onDisk } from './disk-paths.ts';
import { diskErrorCode, isNotThere } from './disk-error.ts';
import { compareFileStats } from './same-file.ts';
import { fileStatOf, type FileStat } from './file-stat.ts';

export type Hashed =
  | { kind: 'hashed'; sha256: string; fileStat: FileStat }
  /** It was written meanwhile. */
  | { kind: 'changed' }
  /** Not there, or no regular file. */
  | { kind: 'vanished' }
  | { kind: 'unreadable'; code: string }
  | { kind: 'aborted' };

/** A piece takes the engine's loop a quarter of a millisecond. */
const pieceBytes = 256 * 1024;
// Without O_NONBLOCK opening a FIFO waits for a writer for ever; without O_NOFOLLOW a link could lead out of the
// folder. Windows has neither.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Never rejects for what the disk does. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<Hashed> {
  const facts = await lstat(onDisk(path)).catch(diskErrorCode);
  if (typeof facts === 'string') return failed(facts);
  // Before opening: opening alone makes some devices do something.
  if (!facts.isFile()) return { kind: 'vanished' };
  const file = await open(onDisk(path), openFlags).catch(diskErrorCode);
  if (typeof file === 'string') return failed(file);
  try {
    const before = await file.stat({ bigint: true });
    if (!before.isFile()) return { kind: 'vanished' };
    // A sparse file may claim exabytes.
    if (before.size >= BigInt(mostSizeBytes)) return { kind: 'unreadable', code: 'EFBIG' };
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(pieceBytes);
    let read = 0n;
    for (;;) {
      if (signal?.aborted === true) return { kind: 'aborted' };
      const { bytesRead } = await file.read(piece, 0, pieceBytes, null);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      read += BigInt(bytesRead);
    }
    const fileStat = fileStatOf(await file.stat({ bigint: true }));
    if (read !== before.size || compareFileStats(fileStatOf(before), fileStat) !== 'same') return { kind: 'changed' };
    return { kind: 'hashed', sha256: hash.digest('hex'), fileStat };
  } catch (error) {
    return failed(diskErrorCode(error));
  } finally {
    await file.close().catch(() => undefined);
  }
}

function failed(code: string): Hashed {
  if (isNotThere(code) || code === 'ELOOP' || code === 'EISDIR') return { kind: 'vanished' };
  return { kind: 'unreadable', code };
}
