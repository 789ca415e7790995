// How paths are compared, keyed and joined on Windows, macOS and Linux. Only `realFolder` and `foldsCase` ask the disk.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { givenPath, onDisk, realPath } from './disk-paths.ts';
import { diskErrorCode } from './disk-error.ts';

export type Platform = NodeJS.Platform;

function rulesOf(platform: Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}

/** The same text for the two ways Unicode writes «й»; the path itself keeps the bytes that the system gave. */
export function nfcKey(relativePath: string): string {
  return relativePath.normalize('NFC');
}

/** Relative paths are stored with `/` everywhere. null: not below `root`. '' is the root itself. */
export function relativeKey(root: string, absolute: string, platform: Platform = process.platform): string | null {
  const rules = rulesOf(platform);
  const relative = rules.relative(root, absolute);
  if (relative === '..' || relative.startsWith(`..${rules.sep}`) || rules.isAbsolute(relative)) return null;
  return platform === 'win32' ? relative.replaceAll('\\', '/') : relative;
}

/** The absolute form of a stored relative path. On Windows with `\\?\` in front: more than 260 characters work then. */
export function absolutePath(root: string, relativePath: string, platform: Platform = process.platform): string {
  const rules = rulesOf(platform);
  const native = platform === 'win32' ? relativePath.replaceAll('/', '\\') : relativePath;
  const joined = native === '' ? root : root.endsWith(rules.sep) ? root + native : root + rules.sep + native;
  return platform === 'win32' ? path.win32.toNamespacedPath(joined) : joined;
}

/** The absolute path of a file of the library. A dropped file has no folder: its stored path is absolute. */
export function pathOfFile({ folderPath, path: filePath }: { folderPath: string | null; path: string }): string {
  return folderPath === null ? filePath : absolutePath(folderPath, filePath);
}

export type FolderRelation = 'same' | 'inside' | 'contains' | 'apart';

export interface CompareOptions {
  /** Names that differ in case only are one name. Default: true on Windows and macOS; `foldsCase` knows better. */
  foldCase?: boolean;
  platform?: Platform;
}

/**
 * `inside`: a lies below b. Both absolute, best as `realFolder` answers them; a trailing separator, case and NFC/NFD do
 * not count.
 */
export function compareFolders(a: string, b: string, options: CompareOptions = {}): FolderRelation {
  const platform = options.platform ?? process.platform;
  const foldCase = options.foldCase ?? (platform === 'win32' || platform === 'darwin');
  const rules = rulesOf(platform);
  const parts = (folder: string): string[] => {
    const plain = platform === 'win32' ? withoutNamespace(folder) : folder;
    const composed = rules.resolve(plain).normalize('NFC');
    return (foldCase ? composed.toLowerCase() : composed).split(rules.sep).filter((part) => part !== '');
  };
  const left = parts(a);
  const right = parts(b);
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index++) if (left[index] !== right[index]) return 'apart';
  if (left.length === right.length) return 'same';
  return left.length > right.length ? 'inside' : 'contains';
}

/** `\\?\C:\x` and `\\?\UNC\server\share` as people write them. */
function withoutNamespace(folder: string): string {
  if (folder.startsWith('\\\\?\\UNC\\')) return `\\\\${folder.slice(8)}`;
  return folder.startsWith('\\\\?\\') ? folder.slice(4) : folder;
}

export type RealFolder =
  | { kind: 'folder'; path: string; foldCase: boolean }
  | { kind: 'missing' }
  | { kind: 'not_a_folder' }
  | { kind: 'unreadable'; code: string };

/**
 * The folder that was meant (disk-paths.ts), as the system itself writes it: links resolved, case as on disk, no
 * trailing separator.
 */
export async function realFolder(given: string): Promise<RealFolder> {
  try {
    const real = await realPath(await givenPath(given));
    const facts = await stat(onDisk(real));
    if (!facts.isDirectory()) return { kind: 'not_a_folder' };
    return { kind: 'folder', path: real, foldCase: await foldsCase(real) };
  } catch (error) {
    const code = diskErrorCode(error);
    if (code === 'ENOENT') return { kind: 'missing' };
    if (code === 'ENOTDIR') return { kind: 'not_a_folder' };
    return { kind: 'unreadable', code };
  }
}

/** Asks the file system of an existing folder: Linux has case-folding disks, macOS others. */
export async function foldsCase(folder: string): Promise<boolean> {
  const name = path.basename(folder);
  const swapped = [...name]
    .map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase()))
    .join('');
  // Without letters nothing can be asked.
  if (swapped === name) return process.platform === 'win32' || process.platform === 'darwin';
  try {
    const [here, there] = await Promise.all([
      stat(onDisk(folder), { bigint: true }),
      stat(onDisk(path.join(path.dirname(folder), swapped)), { bigint: true }),
    ]);
    return here.dev === there.dev && here.ino === there.ino;
  } catch {
    return false;
  }
}
