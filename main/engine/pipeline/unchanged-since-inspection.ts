// Whether the file that was just read is still the one that was inspected. One stat; reads the bytes only where no
// stamp proves them.
import { lstat } from 'node:fs/promises';
import { onDisk } from '../disk/disk-paths.ts';
import { hashFile } from '../disk/hash-file.ts';
import { provesBytes } from '../disk/same-file.ts';
import { fileStatOf } from '../disk/file-stat.ts';

/** False for another file, and where it cannot be told. Never rejects. */
export async function isAsInspected(
  path: string,
  inspected: {
    sizeBytes: number;
    mtimeNs: bigint | null;
    ctimeNs: bigint | null;
    inode: bigint | null;
    sha256: string;
  },
): Promise<boolean> {
  const facts = await lstat(onDisk(path), { bigint: true }).catch(() => null);
  if (facts === null || !facts.isFile()) return false;
  const now = fileStatOf(facts);
  if (now.sizeBytes !== inspected.sizeBytes || now.mtimeNs !== inspected.mtimeNs) return false;
  const { ctimeNs, inode } = inspected;
  if (ctimeNs !== null && provesBytes({ ctimeNs, inode: inode ?? 0n }, now)) return true;
  const found = await hashFile(path);
  return found.kind === 'hashed' && found.sha256 === inspected.sha256;
}
