// Numbers that a file system tells, brought into the range that the library, the wire and a calendar can hold. Every reader of file facts uses these.

/** SQLite keeps signed 64 bits: in nanoseconds the years 1677 to 2262. File systems tell far more (ext4 2446, btrfs and tmpfs any second). */
const earliestNs = -(2n ** 63n);
const latestNs = 2n ** 63n - 1n;
/** No picture is this large (1 TiB); sparse files may claim to be. Thousands of such sizes still add up to a safe integer. */
export const mostSizeBytes = 2 ** 40;

/** A time outside the range becomes the nearest one inside, always the same: the file is not «changed» at each look. */
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

/** The low 64 bits as a signed number: nothing but equality is ever asked of it. */
export function signedInode(inode: bigint): bigint {
  return BigInt.asIntN(64, inode);
}
