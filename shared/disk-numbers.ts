// Limits times, sizes and inodes of a file system to the range that SQLite, JSON and dates can hold.

/**
 * SQLite has signed 64 bits: in nanoseconds the years 1677 to 2262. File systems allow more (ext4 until 2446, btrfs
 * and tmpfs any).
 */
const earliestNs = -(2n ** 63n);
const latestNs = 2n ** 63n - 1n;
/**
 * 1 TiB: larger than any picture, but sparse files may claim more. Thousands of such sizes still add up to a safe
 * integer.
 */
export const mostSizeBytes = 2 ** 40;

/**
 * A time outside the range becomes the nearest limit, the same each time, so that the file does not look changed at
 * each scan.
 */
export function clampTimeNs(ns: bigint): bigint {
  return ns < earliestNs ? earliestNs : ns > latestNs ? latestNs : ns;
}

/** The same in whole milliseconds. */
export function clampTimeMs(ns: bigint): number {
  return Number(clampTimeNs(ns) / 1_000_000n);
}

export function clampSizeBytes(size: bigint): number {
  return size > BigInt(mostSizeBytes) ? mostSizeBytes : size < 0n ? 0 : Number(size);
}

/** The low 64 bits as a signed number; inodes are only compared for equality. */
export function signedInode(inode: bigint): bigint {
  return BigInt.asIntN(64, inode);
}
