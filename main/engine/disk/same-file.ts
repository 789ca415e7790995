// What two stats of a file prove: that its bytes are the known ones, that it is the same file under another name, or
// nothing.
import { tooFreshNs, type FileStat } from './file-stat.ts';

/**
 * [Note: stamps of known bytes] The stamps in a file's row are those with which its bytes were read. They are replaced
 * by newer ones only when the bytes were read again and are the same. Size and mtime can be kept by an edit (`exiftool
 * -P`, `touch -r`) and copied by an archive; ext4 gives an inode to the next file at once. The ctime cannot be set: as
 * long as it is the same for one inode, so are the bytes. Another file may have it, too, when both were written within
 * one tick of the disk's clock (4 ms), and come to the path with its folder. It also changes with rights, owner, name
 * and links, so a difference proves nothing, and the bytes are read to find out.
 *
 * A disk that keeps no ctime (FAT, exFAT, some network disks) has 0n: there only size, mtime and an event show an edit.
 */
export type Comparison =
  /** Nothing says that the bytes could be others. */
  | 'same'
  /** As `same`, and the disk has a stamp that the row does not have yet (a row of an older program). */
  | 'learnt'
  /** Size and mtime are the known ones, another stamp is not: only the bytes tell. */
  | 'doubtful'
  | 'other';

export function compareFileStats(known: FileStat, now: FileStat): Comparison {
  if (known.sizeBytes !== now.sizeBytes || known.mtimeNs !== now.mtimeNs) return 'other';
  if (differ(known.inode, now.inode) || differ(known.ctimeNs, now.ctimeNs) || differ(known.birthNs, now.birthNs))
    return 'doubtful';
  const learns = (before: bigint, after: bigint): boolean => before === 0n && after !== 0n;
  return learns(known.ctimeNs, now.ctimeNs) || learns(known.birthNs, now.birthNs) ? 'learnt' : 'same';
}

/** Whether the stamps alone prove that the bytes are the known ones, so that they need not be hashed. */
export function provesBytes(
  known: Pick<FileStat, 'ctimeNs' | 'inode'>,
  now: Pick<FileStat, 'ctimeNs' | 'inode'>,
): boolean {
  return known.ctimeNs !== 0n && known.ctimeNs === now.ctimeNs && !differ(known.inode, now.inode);
}

/**
 * Whether a file is the one whose former name leads nowhere any more, so that nothing has to be read for a move.
 *
 * Inode, size and mtime are not enough: a file created after another was deleted can have all three. Its birth time is
 * later than that of the deleted one, and no program can set it where inodes are used again (Linux). Where it can be
 * set (macOS, Windows), file numbers are not used again (APFS counts on, NTFS counts each use of a number). Without a
 * birth time nothing is proven, and the file is read.
 */
export function isSameFile(known: FileStat, now: FileStat): boolean {
  return (
    known.inode !== 0n &&
    known.inode === now.inode &&
    known.sizeBytes === now.sizeBytes &&
    known.mtimeNs === now.mtimeNs &&
    known.birthNs > tooFreshNs &&
    known.birthNs === now.birthNs
  );
}

/** Beyond the grain of any disk's clock (FAT: 2 s), and of ours against it. */
const freshMs = 3_000;

/**
 * [Note: too fresh] The clock of a disk has a grain (4 ms on most Linux systems, 10 ms on FAT's creation time). Bytes
 * that were read within the grain of their ctime can be changed after the reading without another ctime; a file that
 * was deleted within the grain of its birth can leave inode and birth to its successor. So a stamp as young as this
 * when the bytes were read is stored as `tooFreshNs`, which no file has: the next scan finds a difference and reads the
 * bytes once more. A stamp from the future beyond the grain comes from a clock that is not ours (a network disk, a
 * clock set back): it is believed, because it would be too fresh for ever.
 */
export function readAt<S extends FileStat>(fileStat: S, readAtMs: number): S {
  const isFresh = (ns: bigint): boolean => ns > tooFreshNs && Math.abs(readAtMs - Number(ns / 1_000_000n)) < freshMs;
  if (!isFresh(fileStat.ctimeNs) && !isFresh(fileStat.birthNs)) return fileStat;
  const kept = (ns: bigint): bigint => (isFresh(ns) ? tooFreshNs : ns);
  return { ...fileStat, ctimeNs: kept(fileStat.ctimeNs), birthNs: kept(fileStat.birthNs) };
}

const differ = (before: bigint, after: bigint): boolean => before !== 0n && after !== 0n && before !== after;
