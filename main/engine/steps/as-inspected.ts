// Whether the file that was just read is still the one that was inspected. Looks at the disk once; concludes nothing else.
import { lstat } from 'node:fs/promises';
import { onDisk } from './disk-door.ts';
import { sightOf } from './sight.ts';

/** False for whatever else lies there, and where nobody can say. Never rejects. */
export async function isAsInspected(
  path: string,
  inspected: { sizeBytes: number; mtimeNs: bigint | null },
): Promise<boolean> {
  const facts = await lstat(onDisk(path), { bigint: true }).catch(() => null);
  if (facts === null || !facts.isFile()) return false;
  const now = sightOf(facts);
  return now.sizeBytes === inspected.sizeBytes && now.mtimeNs === inspected.mtimeNs;
}
