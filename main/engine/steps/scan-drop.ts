// Turns what was dropped (files, folders, whole trees) into files. Looks at first bytes only where a name says nothing; what a file is, its bytes decide later.
import { lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ignoreRules } from './ignore-rules.ts';
import { isImageNamed } from './path-image-named.ts';
import { beginsLikePicture } from './picture-head.ts';
import { placeOnDisk } from './path-rules.ts';
import { fileSystemOf } from './scan-file-system.ts';
import { scan, type Entry } from './scan.ts';
import { sightOf } from './sight.ts';

export interface DroppedFile extends Omit<Entry, 'relativePath'> {
  /** Absolute, links resolved for what was dropped itself. */
  path: string;
}

export interface DropRefusal {
  /** As it was dropped, or the file inside a dropped folder. */
  path: string;
  code: 'vanished' | 'unreadable' | 'not_a_file' | 'not_a_photo';
}

export interface ExpandedDrop {
  files: DroppedFile[];
  /** Folders walked, the dropped ones among them. */
  folders: number;
  refused: DropRefusal[];
}

export interface DropOptions {
  signal?: AbortSignal;
}

/**
 * A file dropped by itself is taken whatever its name, if it begins like a picture (a person meant it); from folders come files named like images or without any extension, and no junk.
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
    const result = await scan({
      root: real,
      ignore,
      neverBlock: (await fileSystemOf(real)).network,
      ...(options.signal ? { signal: options.signal } : {}),
      onBatch(entries) {
        for (const { relativePath, ...facts } of entries) {
          const name = relativePath.slice(relativePath.lastIndexOf('/') + 1);
          if (!isImageNamed(name) && name.includes('.')) continue;
          const absolute = path.join(real, relativePath);
          files.set(absolute, { path: absolute, ...facts });
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
      const real = await realpath(dropped);
      const facts = await stat(placeOnDisk(real, ''), { bigint: true });
      if (facts.isDirectory()) await takeFolder(dropped, real);
      else if (facts.isFile() && !isImageNamed(path.basename(real)) && !(await beginsLikePicture(real)))
        refused.push({ path: dropped, code: 'not_a_photo' });
      else if (facts.isFile()) files.set(real, { path: real, ...sightOf(facts), device: facts.dev });
      else refused.push({ path: dropped, code: 'not_a_file' });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // A link that leads nowhere is there, and no file.
      const dangling =
        code === 'ENOENT' &&
        (await lstat(dropped).then(
          (facts) => facts.isSymbolicLink(),
          () => false,
        ));
      refused.push({
        path: dropped,
        code: dangling ? 'not_a_file' : code === 'ENOENT' || code === 'ENOTDIR' ? 'vanished' : 'unreadable',
      });
    }
  }
  return { files: [...files.values()], folders, refused };
}
