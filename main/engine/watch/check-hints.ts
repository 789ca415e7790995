// Looks at the hinted paths and tells what lies there now. Compares with nothing; a whole folder is only named, not walked.
import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isByteName } from '../../../shared/byte-names.ts';
import { lossy, namesIn, onDisk } from '../disk/disk-paths.ts';
import { absolutePath } from '../disk/path-rules.ts';
import { entryOf, type DiskEntry } from '../disk/walk.ts';
import type { Hint } from './chokidar-watch.ts';

export interface CheckedHints {
  entries: DiskEntry[];
  /** Nothing is there, or no regular file and no folder any more. Believed only while the root is there. */
  gone: string[];
  /** Folders that appeared: all below them may be new. None lies inside another. */
  folders: string[];
  /** '' was hinted at, or a path could not be looked at: only a scan tells. */
  unclear: boolean;
}

const atOnce = 32;

/** `foldCase`: the disk finds a file under names that differ from its own, so names are compared with the folder's listing. */
export async function checkHints(
  root: string,
  hints: ReadonlyMap<string, Hint>,
  foldCase: boolean,
): Promise<CheckedHints> {
  const looked: CheckedHints = { entries: [], gone: [], folders: [], unclear: false };
  const linked = new Map<string, Promise<boolean>>();
  const listings = new Map<string, Promise<Set<string> | null>>();

  /** Through a link to a folder we would look outside: links are not followed, so nothing is there. */
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

  /** [Note: lost bytes] Of a name that is no UTF-8 the event brought U+FFFD: whatever is written so may be meant, and one of them may be gone. */
  async function lookAtAlike(relativePath: string, hint: Hint): Promise<void> {
    const parent = parentOf(relativePath);
    const name = nameOf(relativePath);
    const names = [...((await listingOf(parent)) ?? [])].filter((one) => isByteName(one) && lossy(one) === name);
    for (const one of names) await look(parent === '' ? one : `${parent}/${one}`, hint);
    if (hint === 'appeared') looked.unclear = true;
  }

  async function look(relativePath: string, hint: Hint): Promise<void> {
    if (relativePath === '') {
      looked.unclear = true;
      return;
    }
    const facts = await factsOf(absolutePath(root, relativePath));
    if (typeof facts === 'string') {
      if (isLostName(relativePath) && (facts === 'ENOENT' || facts === 'ENOTDIR'))
        await lookAtAlike(relativePath, hint);
      if (facts === 'ENOENT' || facts === 'ENOTDIR') looked.gone.push(relativePath);
      else looked.unclear = true;
      return;
    }
    const parent = parentOf(relativePath);
    const otherName =
      foldCase && hint === 'appeared' && !((await listingOf(parent))?.has(nameOf(relativePath)) ?? true);
    if (otherName || (await throughLink(parent))) looked.gone.push(relativePath);
    else if (facts.isFile()) looked.entries.push(entryOf(relativePath, facts));
    else if (!facts.isDirectory()) looked.gone.push(relativePath);
    else if (hint === 'appeared') looked.folders.push(relativePath);
  }

  const paths = [...hints];
  for (let from = 0; from < paths.length; from += atOnce) {
    await Promise.all(paths.slice(from, from + atOnce).map(([relativePath, hint]) => look(relativePath, hint)));
  }
  looked.folders = outermost(looked.folders);
  return looked;
}

const parentOf = (relativePath: string): string => relativePath.slice(0, Math.max(0, relativePath.lastIndexOf('/')));

const nameOf = (relativePath: string): string => relativePath.slice(relativePath.lastIndexOf('/') + 1);

const isLostName = (relativePath: string): boolean => nameOf(relativePath).includes('\uFFFD');

const factsOf = (place: string): Promise<BigIntStats | string> =>
  lstat(onDisk(place), { bigint: true }).catch((error: NodeJS.ErrnoException) => error.code ?? 'UNKNOWN');

/** Without those that lie inside another of them. */
export function outermost(folders: readonly string[]): string[] {
  const all = new Set(folders);
  return [...all].filter((folder) => {
    for (let above = parentOf(folder); above !== ''; above = parentOf(above)) if (all.has(above)) return false;
    return true;
  });
}
