// Expands what was dropped (files, folders, whole trees) into files, and refusals with their reasons.
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import type { dropRefusals } from '../../../shared/reasons.ts';
import { givenPath, onDisk, realPath } from './disk-paths.ts';
import { ignoreRules } from './ignore-rules.ts';
import { absolutePath } from './path-rules.ts';
import { fileSystemOf } from './file-system.ts';
import { walk, type DiskEntry } from './walk.ts';
import { countsAs, type CountsAs } from './counts-as-photo.ts';
import { fileStatOf } from './file-stat.ts';
import { diskErrorCode, isNotThere } from './disk-error.ts';

export interface DroppedFile extends Omit<DiskEntry, 'relativePath'> {
  /** Absolute, links resolved for what was dropped itself. */
  path: string;
}

export interface DropRefusal {
  /** As it was dropped, or the file inside a dropped folder. */
  path: string;
  code: DropRefusalCode;
}
export type DropRefusalCode = (typeof dropRefusals)[number];

export interface ExpandedDrop {
  files: DroppedFile[];
  /** Folders walked, the dropped ones among them. */
  folders: number;
  refused: DropRefusal[];
}

export interface DropOptions {
  signal?: AbortSignal;
}

/** What the person hears of last, in this order: there may be many of them in a tree. */
const leastNews: readonly DropRefusalCode[] = ['not_a_photo', 'ignored'];
/** So many first bytes are asked for at once. */
const atOnce = 16;

/**
 * A file dropped by itself is taken under any name, if it begins like a picture: a person meant it. From folders come
 * the files that a watched folder would send without a question; a picture under another name is refused as `unnamed`,
 * and taken when it is dropped by itself.
 * The same file by two ways comes once. Links that are dropped are followed, links inside folders are not.
 */
export async function expandDrop(paths: readonly string[], options: DropOptions = {}): Promise<ExpandedDrop> {
  const ignore = ignoreRules();
  const files = new Map<string, DroppedFile>();
  const walked = new Set<string>();
  const refused: DropRefusal[] = [];
  let folders = 0;

  async function takeFolder(dropped: string, real: string): Promise<void> {
    if (walked.has(real)) return;
    walked.add(real);
    const result = await walk({
      root: real,
      ignore,
      neverBlock: (await fileSystemOf(real)).network,
      ...(options.signal ? { signal: options.signal } : {}),
      onIgnored: (relativePath) => refused.push({ path: path.join(real, relativePath), code: 'ignored' }),
      async onBatch(entries) {
        for (let from = 0; from < entries.length; from += atOnce) {
          await Promise.all(
            entries.slice(from, from + atOnce).map(async ({ relativePath, ...facts }) => {
              const absolute = path.join(real, relativePath);
              const as = await countsAs(relativePath, absolutePath(real, relativePath));
              if (as === 'photo') files.set(absolute, { path: absolute, ...facts });
              else refused.push({ path: absolute, code: codeOfRefusal(as) });
            }),
          );
        }
      },
    });
    if (result.kind === 'complete') {
      folders += result.folders;
      for (const one of result.unreadable)
        refused.push({ path: path.join(real, one.relativePath), code: 'unreadable' });
    } else if (result.kind === 'absent') refused.push({ path: dropped, code: 'vanished' });
    else if (result.kind !== 'aborted') refused.push({ path: dropped, code: 'unreadable' });
  }

  for (const dropped of paths) {
    if (options.signal?.aborted) break;
    try {
      const real = await realPath(await givenPath(dropped));
      const facts = await stat(onDisk(absolutePath(real, '')), { bigint: true });
      if (facts.isDirectory()) await takeFolder(dropped, real);
      else if (facts.isFile()) {
        const as = await countsAs(real, absolutePath(real, ''));
        if (as === 'photo' || as === 'unnamed')
          files.set(real, { path: real, ...fileStatOf(facts), device: facts.dev });
        else refused.push({ path: dropped, code: codeOfRefusal(as) });
      } else refused.push({ path: dropped, code: 'not_a_file' });
    } catch (error) {
      const code = diskErrorCode(error);
      // A link that leads nowhere is there, and no file.
      const dangling =
        code === 'ENOENT' &&
        (await lstat(onDisk(dropped)).then(
          (facts) => facts.isSymbolicLink(),
          () => false,
        ));
      refused.push({
        path: dropped,
        code: dangling ? 'not_a_file' : isNotThere(code) ? 'vanished' : 'unreadable',
      });
    }
  }
  // Found while its folder was walked, and dropped by itself as well: then it is taken.
  const left = refused.filter(({ path: refusedPath }) => !files.has(refusedPath));
  left.sort((a, b) => leastNews.indexOf(a.code) - leastNews.indexOf(b.code));
  return { files: [...files.values()], folders, refused: left };
}

function codeOfRefusal(as: Exclude<CountsAs, 'photo'>): DropRefusalCode {
  if (as === 'unnamed') return 'unnamed';
  return as === 'other' ? 'not_a_photo' : 'unreadable';
}
