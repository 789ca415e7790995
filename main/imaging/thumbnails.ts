// Stores thumbnails below one folder, named by the photo's hash.
import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { thumbnailPath } from '../../shared/facts.ts';

/** Whether the thumbnail is there afterwards. A full disk costs the thumbnail, not the photo. */
export async function keepThumbnail(folder: string, sha256: string, thumbnail: Buffer): Promise<boolean> {
  const path = join(folder, thumbnailPath(sha256));
  if (await hasThumbnail(folder, sha256)) return true;
  // Written under another name first: a reader finds a complete thumbnail or none.
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(partial, thumbnail);
    await rename(partial, path);
    return true;
  } catch {
    await rm(partial, { force: true }).catch(() => undefined);
    return false;
  }
}

export async function hasThumbnail(folder: string, sha256: string): Promise<boolean> {
  return access(join(folder, thumbnailPath(sha256))).then(
    () => true,
    () => false,
  );
}
