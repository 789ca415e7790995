// Reads a file once: its hash, its first bytes and, if it is small enough, all of them.
import { createHash } from 'node:crypto';
import { constants, lstat, open, type FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { asDiskPath } from './on-disk.ts';
import { clampTimeMs } from '../../shared/disk-numbers.ts';

/** Larger pieces are no faster; Node's own 64 KB are 20 % slower. */
const pieceBytes = 256 * 1024;
/**
 * Files up to this size are decoded from the bytes that were hashed; larger ones, twice what the service takes, from
 * the disk.
 */
const keptBytes = 64 * 1024 * 1024;
/** So much of a larger file is kept: it holds the headers with their metadata. */
const headBytes = 4 * 1024 * 1024;

export type Reading =
  | {
      kind: 'read';
      sha256: string;
      sizeBytes: number;
      modifiedMs: number;
      /** The whole file when `isWhole`, else its first 4 MiB. The caller may change it. */
      bytes: Buffer;
      isWhole: boolean;
      /** Identity at the end of reading, to compare once more after something else has read the path. */
      stamp: string;
    }
  | { kind: 'declined' }
  | { kind: 'unreadable'; code: string }
  | { kind: 'vanished' }
  | { kind: 'changed' };

export type ReadingWish = {
  /** Asked once with the first piece; false ends reading with `declined`, before anything is hashed. */
  wanted?: (head: Buffer) => boolean;
  /** Bytes up to which the whole file is kept in memory; default 64 MiB. */
  keepUpTo?: number;
  /** Called after every piece. */
  onRead?: (readBytes: number) => void;
};

// Without O_NONBLOCK opening a FIFO would wait for a writer; without O_NOFOLLOW a link could lead out of the folder.
// Windows has neither.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

const stampOf = (stats: BigIntStats) => `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;

/** The identity of the file at `path` now; null when there is none. */
export async function stampAt(path: string): Promise<string | null> {
  return lstat(asDiskPath(path), { bigint: true }).then(stampOf, () => null);
}

function troubleOf(error: unknown): Reading {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'vanished' };
  return { kind: 'unreadable', code: code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO' ? 'NOT_A_FILE' : code };
}

/**
 * Never rejects for what the file system does. Symbolic links, FIFOs, devices and folders are `unreadable` with
 * NOT_A_FILE.
 */
export async function readOnce(path: string, wish: ReadingWish = {}): Promise<Reading> {
  // A path with a NUL is refused by Node with a code of its own, as an exception: there is no such file.
  if (path.includes('\0')) return { kind: 'vanished' };
  let file: FileHandle | undefined;
  try {
    // Asked before opening: opening alone makes some devices do something.
    if (!(await lstat(asDiskPath(path))).isFile()) return { kind: 'unreadable', code: 'NOT_A_FILE' };
    file = await open(asDiskPath(path), openFlags);
    return await readOpened(file, wish);
  } catch (error) {
    return troubleOf(error);
  } finally {
    await file?.close().catch(() => undefined);
  }
}

async function readOpened(file: FileHandle, wish: ReadingWish): Promise<Reading> {
  const before = await file.stat({ bigint: true });
  if (!before.isFile()) return { kind: 'unreadable', code: 'NOT_A_FILE' };
  const sizeBytes = Number(before.size);
  const isWhole = sizeBytes <= (wish.keepUpTo ?? keptBytes);
  const bytes = Buffer.allocUnsafe(isWhole ? sizeBytes : headBytes);
  const spare = isWhole ? null : Buffer.allocUnsafe(pieceBytes);
  const hash = createHash('sha256');
  let read = 0;
  while (read < sizeBytes) {
    const intoKept = read < bytes.length;
    const target = intoKept ? bytes.subarray(read, Math.min(read + pieceBytes, bytes.length)) : (spare ?? bytes);
    const { bytesRead } = await file.read(target, 0, Math.min(target.length, sizeBytes - read), read);
    if (bytesRead === 0) return { kind: 'changed' };
    if (read === 0 && wish.wanted?.(target.subarray(0, bytesRead)) === false) return { kind: 'declined' };
    hash.update(target.subarray(0, bytesRead));
    read += bytesRead;
    wish.onRead?.(read);
  }
  if (sizeBytes === 0 && wish.wanted?.(bytes) === false) return { kind: 'declined' };
  const stamp = stampOf(await file.stat({ bigint: true }));
  if (stamp !== stampOf(before)) return { kind: 'changed' };
  return {
    kind: 'read',
    sha256: hash.digest('hex'),
    sizeBytes,
    modifiedMs: clampTimeMs(before.mtimeNs),
    bytes,
    isWhole,
    stamp,
  };
}
