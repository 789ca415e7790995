// Checks the folders of a `sync` before it begins: each must exist, open, and not overlap another one.
import { opendir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AlbumTarget, Privacy } from '../../../shared/library/album.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import { givenPath, onDisk } from '../../engine/disk/disk-paths.ts';
import { compareFolders, realFolder } from '../../engine/disk/path-rules.ts';
import type { AlbumArgument } from '../command-line/command-types.ts';
import type { Texts } from '../locales/types.ts';

export interface FolderArgument {
  /** As the system writes it: links resolved. */
  path: string;
  foldCase: boolean;
  target: AlbumTarget;
}

export type CheckedFolders = { kind: 'good'; folders: FolderArgument[] } | { kind: 'bad'; complaints: string[] };

/** All complaints at once, so that a long command is corrected in one go. */
export async function checkFolders(
  given: readonly string[],
  choice: { album: AlbumArgument; privacy: Privacy },
  t: Translate,
  texts: Texts,
): Promise<CheckedFolders> {
  const complaints: string[] = [];
  const folders: FolderArgument[] = [];
  for (const name of given) {
    const found = await openFolder(name);
    if (typeof found === 'string') {
      complaints.push(t(`error.${found}`, { subject: await givenPath(name) }));
      continue;
    }
    const clash = folders
      .map((other) => ({ other, relation: compareFolders(found.path, other.path, { foldCase: found.foldCase }) }))
      .find(({ relation }) => relation !== 'apart');
    if (clash === undefined) folders.push({ ...found, target: targetOf(found.path, choice) });
    else if (clash.relation === 'same') complaints.push(texts.usage.twice(found.path));
    else if (clash.relation === 'inside') complaints.push(texts.usage.inside(found.path, clash.other.path));
    else complaints.push(texts.usage.inside(clash.other.path, found.path));
  }
  return complaints.length === 0 ? { kind: 'good', folders } : { kind: 'bad', complaints };
}

async function openFolder(
  name: string,
): Promise<'no_such_folder' | 'not_a_folder' | 'folder_unreadable' | { path: string; foldCase: boolean }> {
  if (name === '' || name.includes('\0')) return 'no_such_folder';
  const real = await realFolder(name);
  if (real.kind === 'missing') return 'no_such_folder';
  if (real.kind === 'not_a_folder') return 'not_a_folder';
  if (real.kind === 'unreadable') return 'folder_unreadable';
  try {
    await (await opendir(onDisk(real.path))).close();
  } catch {
    return 'folder_unreadable';
  }
  return { path: real.path, foldCase: real.foldCase };
}

function targetOf(path: string, { album, privacy }: { album: AlbumArgument; privacy: Privacy }): AlbumTarget {
  switch (album.kind) {
    case 'personal':
      return { kind: 'personal' };
    case 'per_subfolder':
      return { kind: 'per_subfolder', privacy };
    case 'titled':
      return { kind: 'titled', title: album.title, privacy };
    case 'folder_name':
      // The root of a disk has no name of its own.
      return { kind: 'titled', title: basename(readable(path)).trim() || path, privacy };
  }
}
