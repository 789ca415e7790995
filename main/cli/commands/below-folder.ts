// Whether a photo lies in the folder that a person named, and not in another one that is only spelled alike. Reads the
// disk where the names do not tell.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { onDisk } from '../../engine/disk/disk-paths.ts';
import { compareFolders } from '../../engine/disk/path-rules.ts';

/**
 * `folder`: as `realFolder` answers it. Paths are compared without case and Unicode spelling where a disk may not tell
 * them apart. Where the names still differ, the disk says whether it is one folder: both spellings of «й» may exist.
 */
export function belowFolder(folder: { path: string; foldCase: boolean }): (photo: string) => boolean {
  const { foldCase } = folder;
  const known = new Map([[folder.path, true]]);

  function isIt(other: string): boolean {
    const said = known.get(other);
    if (said !== undefined) return said;
    const same = isOneFolder(folder.path, other);
    known.set(other, same);
    return same;
  }

  return (photo) => {
    if (compareFolders(photo, folder.path, { foldCase }) !== 'inside') return false;
    let above = dirname(photo);
    while (compareFolders(above, folder.path, { foldCase }) === 'inside') above = dirname(above);
    return isIt(above);
  };
}

/** false where one of them cannot be read. */
function isOneFolder(a: string, b: string): boolean {
  try {
    const [one, other] = [statSync(onDisk(a), { bigint: true }), statSync(onDisk(b), { bigint: true })];
    return one.dev === other.dev && one.ino === other.ino;
  } catch {
    return false;
  }
}
