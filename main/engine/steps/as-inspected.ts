// Whether the file that was just read is still the one that was inspected. Looks at the disk once; concludes nothing else.
import { lstat } from 'node:fs/promises';

/** False for whatever else lies there, and where nobody can say. Never rejects. */
export async function isAsInspected(
  path: string,
  inspected: { sizeBytes: number; mtimeNs: bigint | null },
): Promise<boolean> {
  const facts = await lstat(path, { bigint: true }).catch(() => null);
  return (
    facts !== null &&
    facts.isFile() &&
    facts.size === BigInt(inspected.sizeBytes) &&
    facts.mtimeNs === inspected.mtimeNs
  );
}
