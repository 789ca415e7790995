// «Where does this file stand?» for a path: known, left out by a pattern, not to be looked at, not seen yet, or not watched at all.
import { basename, dirname, join } from 'node:path';
import type { Explanation } from '../../../shared/library/explanation.ts';
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { FolderRecord } from '../db/folders.ts';
import type { Tables } from '../db/library.ts';
import type { UnopenedTable } from '../db/unopened.ts';
import { givenPath, realPath } from '../disk/disk-paths.ts';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { relativeKey } from '../disk/path-rules.ts';
import { probeRoot } from '../disk/root.ts';

export async function explainCall(
  context: { tables: Pick<Tables, 'folders' | 'files' | 'unopened'>; detail(fileId: number): PhotoDetail | null },
  given: string,
): Promise<Result<Explanation>> {
  const { folders, files, unopened } = context.tables;
  // A file that is gone can still be asked about, by the path it had.
  const meant = await givenPath(given);
  const path = await realAsFarAsPossible(meant);
  let unseen: Explanation | null = null;
  for (const folder of folders.all()) {
    const relative = folder.path === null ? path : relativeKey(folder.path, path);
    if (relative === null || relative === '') continue;
    const shut = folder.path === null ? null : unopened.at(folder.folderId, relative);
    // Of what is known of the file only what was before that is true.
    if (shut?.path === relative) return ok(shutAt(folder, shut));
    const file = files.at(folder.folderId, relative) ?? files.shownAs(folder.folderId, readable(relative));
    const detail = file === null ? null : context.detail(file.fileId);
    if (detail !== null) return ok({ kind: 'known', detail });
    if (folder.path === null) continue;
    const pattern = ignoreRules(folder.rules.ignore).byFilePath(relative);
    const near = shut ?? (pattern === null ? unopened.inside(folder.folderId, relative) : null);
    if (near !== null) unseen ??= shutAt(folder, near);
    else unseen ??= pattern === null ? await notSeen(folder, folder.path) : { kind: 'ignored', pattern };
  }
  return ok(unseen ?? { kind: 'not_watched' });
}

const shutAt = (folder: FolderRecord, { path, code }: UnopenedTable): Explanation => ({
  kind: 'unopened',
  folderTitle: folder.title,
  place: readable(path),
  code,
});

/** Nobody may have looked since the drive went: the root is asked for. */
async function notSeen(folder: FolderRecord, root: string): Promise<Explanation> {
  const about = { folderTitle: folder.title, code: null };
  const look = await probeRoot(root);
  if (folder.paused) return { kind: 'folder_unseen', why: 'folder_paused', ...about };
  if (look.kind === 'absent' || folder.health === 'absent')
    return { kind: 'folder_unseen', why: 'drive_off', ...about };
  if (look.kind !== 'folder' || folder.health === 'unreadable')
    return { kind: 'folder_unseen', why: 'folder_shut', ...about };
  if (folder.trouble !== null) return { kind: 'folder_unseen', why: 'failed', ...about, code: folder.trouble };
  return { kind: 'not_seen_yet', folderTitle: folder.title };
}

/** Links are resolved as far down as the system lets us look: what lies in a folder that does not open is asked about, too. */
async function realAsFarAsPossible(path: string): Promise<string> {
  const above = dirname(path);
  return realPath(path).catch(async () =>
    above === path ? path : join(await realAsFarAsPossible(above), basename(path)),
  );
}
