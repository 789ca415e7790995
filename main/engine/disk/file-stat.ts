// A file's stat in the form that is stored and compared: the only conversion from what the disk reports.
import type { BigIntStats } from 'node:fs';
import { signedInode, clampSizeBytes, clampTimeNs } from '../../../shared/disk-numbers.ts';

/** Nanoseconds and inodes do not fit a double; all of these fit the library. */
export interface FileStat {
  sizeBytes: number;
  mtimeNs: bigint;
  /** 0n where the disk's numbers say nothing. */
  inode: bigint;
  /** When bytes, name, rights or links of the file last changed; no program can set it. 0n: not known. */
  ctimeNs: bigint;
  /** When the file was made. 0n: not known. */
  birthNs: bigint;
}

/** Total: any facts become a FileStat, and the same facts always the same one. */
export function fileStatOf(facts: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino' | 'ctimeNs' | 'birthtimeNs'>): FileStat {
  return {
    sizeBytes: clampSizeBytes(facts.size),
    mtimeNs: clampTimeNs(facts.mtimeNs),
    inode: signedInode(facts.ino),
    ctimeNs: knownTimeNs(facts.ctimeNs),
    birthNs: knownTimeNs(facts.birthtimeNs),
  };
}

/** Systems answer 1970 or 1601 where a disk does not keep the time (FAT on Windows, ext4 with small inodes). */
function knownTimeNs(ns: bigint): bigint {
  const kept = clampTimeNs(ns);
  return kept > tooFreshNs ? kept : 0n;
}

/** Stored instead of a stamp that proves nothing, see [Note: too fresh]. No file has it. */
export const tooFreshNs = 1n;

/** For a disk that makes up its numbers at each mount. */
export function withoutNumbers<S extends FileStat>(fileStat: S): S {
  return { ...fileStat, inode: 0n, ctimeNs: 0n, birthNs: 0n };
}
