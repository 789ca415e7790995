// What one look at a file shows. The only place where the engine turns facts of the disk into what is stored and compared.
import type { BigIntStats } from 'node:fs';
import { keptInode, keptSizeBytes, keptTimeNs } from '../../../shared/disk-numbers.ts';

/** Nanoseconds and inodes do not fit a double; all three fit the library. */
export interface Sight {
  sizeBytes: number;
  mtimeNs: bigint;
  /** 0n where the disk's numbers say nothing. */
  inode: bigint;
}

/** Total: any facts become a sight, and the same facts always the same one. */
export function sightOf(facts: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino'>): Sight {
  return { sizeBytes: keptSizeBytes(facts.size), mtimeNs: keptTimeNs(facts.mtimeNs), inode: keptInode(facts.ino) };
}
