// What lies at the hinted paths now. A folder that appeared is only named here; the caller walks it.
import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isByteName } from '../../../shared/byte-names.ts';
import { lossy, namesIn, onDisk } from '../disk/disk-paths.ts';
import { absolutePath } from '../disk/path-rules.ts';
import { entryOf, type DiskEntry } from '../disk/walk.ts';
import type { Hint } from './chokidar-watch.ts';
import { diskErrorCode, isNotThere } from '../disk/disk-error.ts';

export interface CheckedHints {
  entries: DiskEntry[];
  /** Nothing is there, or no regular file and no folder any more. Valid only while the root is there. */
  gone: string[];
  /** Folders that appeared: all below them may be new. None lies inside another. */
  folders: string[];
  /** '' was hinted, or a path could not be read: only a scan can tell. */
  unclear: boolean;
}

const atOnce = 32;

/** `foldCase`: the disk finds a file under other spellings, so names are compared with the folder's listing. */
export async function checkHints(
  root: string,
  hints: ReadonlyMap<string, Hint>,
  foldCase: boolean,
): Promise<CheckedHints> {
  const found: CheckedHints = { entries: [], gone: [], folders: [], unclear: false };
  const linked = new Map<string, Promise<boolean>>();
  const listings = new Map<string, Promise<Set<string> | null>>();

  /** Links are not followed: what lies behind one to a folder is not there. */
  function throughLink(folder: string): Promise<boolean> {
    if (folder === '') return Promise.resolve(false);
    let answer = linked.get(folder);
    if (!answer) {
      answer = throughLink(parentOf(folder)).then(
        async (above) =>
          above ||
          (await factsOf(absolutePath(root, folder)).then(
            (facts) => typeof facts !== 'string' && facts.isSymbolicLink(),
          )),
      );
      linked.set(folder, answer);
    }
    return answer;
  }

  function listingOf(folder: string): Promise<Set<string> | null> {
    let answer = listings.get(folder);
    if (!answer) {
      answer = namesIn(absolutePath(root, folder)).then(
        (names) => new Set(names),
        () => null,
      );
      listings.set(folder, answer);
    }
    return answer;
  }

  /**
   * [Note: lost bytes] Events have U+FFFD in place of bytes that are no UTF-8: any name that becomes this text may be
   * meant, and one of them may be gone.
   */
  async function checkAlike(relativePath: string, hint: Hint): Promise<void> {
    const parent = parentOf(relativePath);
    const name = nameOf(relativePath);
    const names = [...((await listingOf(parent)) ?? [])].filter((one) => isByteName(one) && lossy(one) === name);
    for (const one of names) await checkPath(parent === '' ? one : `${parent}/${one}`, hint);
    if (hint === 'appeared') found.unclear = true;
  }

  async function checkPath(relativePath: string, hint: Hint): Promise<void> {
    if (relativePath === '') {
      found.unclear = true;
      return;
    }
    const facts = await factsOf(absolutePath(root, relativePath));
    if (typeof facts === 'string') {
      if (isLostName(relativePath) && isNotThere(facts)) await checkAlike(relativePath, hint);
      if (isNotThere(facts)) found.gone.push(relativePath);
      else found.unclear = true;
      return;
    }
    const parent = parentOf(relativePath);
    const otherName =
      foldCase && hint === 'appeared' && !((await listingOf(parent))?.has(nameOf(relativePath)) ?? true);
    if (otherName || (await throughLink(parent))) found.gone.push(relativePath);
    else if (facts.isFile()) found.entries.push(entryOf(relativePath, facts));
    else if (!facts.isDirectory()) found.gone.push(relativePath);
    else if (hint === 'appeared') found.folders.push(relativePath);
  }

  const paths = [...hints];
  for (let from = 0; from < paths.length; from += atOnce) {
    await Promise.all(paths.slice(from, from + atOnce).map(([relativePath, hint]) => checkPath(relativePath, hint)));
  }
  found.folders = outermost(found.folders);
  return found;
}

const parentOf = (relativePath: string): string => relativePath.slice(0, Math.max(0, relativePath.lastIndexOf('/')));

const nameOf = (relativePath: string): string => relativePath.slice(relativePath.lastIndexOf('/') + 1);

const isLostName = (relativePath: string): boolean => nameOf(relativePath).includes('\uFFFD');

const factsOf = (path: string): Promise<BigIntStats | string> =>
  lstat(onDisk(path), { bigint: true }).catch(diskErrorCode);

/** Without those that lie inside another of them. */
export function outermost(folders: readonly string[]): string[] {
  const all = new Set(folders);
  return [...all].filter((folder) => {
    for (let above = parentOf(folder); above !== ''; above = parentOf(above)) if (all.has(above)) return false;
    return true;
  });
}
