// Whether a file's bytes are only in a cloud (OneDrive, iCloud): reading it would download them.
import type { BigIntStats } from 'node:fs';

/**
 * Windows and macOS give such a file its full size and no blocks on the disk. On Linux a small file may have none
 * either (btrfs keeps it beside its name), and no desktop there keeps files so.
 */
export function isCloudOnly(
  { size, blocks }: Pick<BigIntStats, 'size' | 'blocks'>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return (platform === 'win32' || platform === 'darwin') && size > 0n && blocks === 0n;
}
