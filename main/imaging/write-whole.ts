// Writes a file completely or not at all, and never over the original.
import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asDiskPath } from './on-disk.ts';

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map((path) => stat(asDiskPath(path), { bigint: true }).catch(() => null)),
  );
  if (!a || !b) return (await realpath(one).catch(() => one)) === other;
  return a.dev === b.dev && a.ino === b.ino;
}

/** The person can free a full disk; everything else is a folder that cannot be written to. */
export function reasonOf(error: unknown): 'cannot-write' | 'disk-full' {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'cannot-write';
}

/** `bytes` at `outPath`, on the disk when this resolves. `original` is refused as a target, also under another name. */
export async function writeWhole(
  original: string,
  outPath: string,
  bytes: Buffer,
): Promise<'written' | 'cannot-write' | 'disk-full'> {
  const partial = `${outPath}.${randomUUID()}.partial`;
  try {
    if (await isSameFile(original, outPath)) return 'cannot-write';
    await mkdir(dirname(outPath), { recursive: true });
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, outPath);
    return 'written';
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    return reasonOf(error);
  }
}
