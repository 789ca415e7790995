// Whether anything lies under a file's former name, now that the file has another one.
import { lstatSync } from 'node:fs';
import { namesInNow, onDisk } from './disk-paths.ts';
import { absolutePath } from './path-rules.ts';
import { fileStatOf } from './file-stat.ts';
import { diskErrorCode } from './disk-error.ts';

/** `root` null: the path is absolute. */
export interface Named {
  root: string | null;
  path: string;
}

const pathOf = ({ root, path }: Named): string => (root === null ? path : absolutePath(root, path));

/** Whether something lies under this name now; after an error other than «not found» it may. */
export function isThere(name: Named): boolean {
  try {
    lstatSync(onDisk(pathOf(name)));
    return true;
  } catch (error) {
    return diskErrorCode(error) !== 'ENOENT';
  }
}

/** Only a clear «not there» is believed: a folder that cannot be read proves nothing. */
export function isNameGone(former: Named, now: Named & { inode: bigint }): boolean {
  try {
    const there = fileStatOf(lstatSync(onDisk(pathOf(former)), { bigint: true }));
    if (former.root === null || former.root !== now.root || there.inode !== now.inode) return false;
    return folded(former.path) === folded(now.path) && !isListed(former.root, former.path, now.path);
  } catch (error) {
    return diskErrorCode(error) === 'ENOENT';
  }
}

const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/**
 * A disk that folds case, or composed letters, finds a file under its former name, too: only the listing has the name.
 */
function isListed(root: string, former: string, now: string): boolean {
  const names = former.split('/');
  const others = now.split('/');
  return names.every((name, depth) => {
    if (name === others[depth]) return true;
    return namesInNow(absolutePath(root, others.slice(0, depth).join('/'))).includes(name);
  });
}
