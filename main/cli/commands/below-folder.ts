// Whether a photo lies in the folder that a person named, and not in another one that is only spelled alike. Asks the disk; changes nothing.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { onDisk } from '../../engine/disk/disk-paths.ts';
import { compareFolders } from '../../engine/disk/path-rules.ts';

/**
 * `folder`: as `realFolder` answers it. Paths are compared without case and spelling where a disk may not tell them apart; where the
 * names differ all the same, the disk says whether it is one folder: there may be both spellings of «й».
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

/** What cannot be looked at is not it. */
function isOneFolder(a: string, b: string): boolean {
  try {
    const [one, other] = [statSync(onDisk(a), { bigint: true }), statSync(onDisk(b), { bigint: true })];
    return one.dev === other.dev && one.ino === other.ino;
  } catch {
    return false;
  }
}
