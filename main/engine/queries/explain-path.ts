// Where a file stands, asked by its path: known, left out by a pattern, not opened, not seen yet, or not watched.
import { basename, dirname, join } from 'node:path';
import type { Explanation } from '../../../shared/library/explanation.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { AlbumPage } from '../albums/album-view.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { givenPath, realPath } from '../disk/disk-paths.ts';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { relativeKey } from '../disk/path-rules.ts';
import { probeRoot } from '../disk/root.ts';
import { readPhotoDetail, type PhotoDetailSources } from './photo-detail.ts';

/** `given`: as a person typed or dropped it. A file that is gone is found by the path it had. */
export async function explainPath(
  library: PhotoDetailSources & Pick<LibraryQueries, 'unopened'>,
  albumPage: AlbumPage,
  given: string,
  captionLimit?: number,
): Promise<Explanation> {
  const { folders, files, unopened } = library;
  const path = await realAsFarAsPossible(await givenPath(given));
  let unknown: Explanation | null = null;
  for (const folder of folders.all()) {
    const relative = folder.path === null ? path : relativeKey(folder.path, path);
    if (relative === null || relative === '') continue;
    const above = folder.path === null ? null : unopened.at(folder.folderId, relative);
    // The file itself does not open: its row, if there is one, is out of date.
    if (above?.path === relative) return unopenedAt(folder, above);
    const file = files.at(folder.folderId, relative) ?? files.shownAs(folder.folderId, readable(relative));
    const detail = file === null ? null : readPhotoDetail(library, albumPage, file.fileId, captionLimit);
    if (detail !== null) return { kind: 'known', detail };
    if (folder.path === null) continue;
    const pattern = ignoreRules(folder.rules.ignore).byFilePath(relative);
    const near = above ?? (pattern === null ? unopened.inside(folder.folderId, relative) : null);
    if (near !== null) unknown ??= unopenedAt(folder, near);
    else unknown ??= pattern === null ? await notSeen(folder, folder.path) : { kind: 'ignored', pattern };
  }
  return unknown ?? { kind: 'not_watched' };
}

/** `path` is relative to the folder. */
function unopenedAt(folder: FolderRecord, { path, code }: { path: string; code: string }): Explanation {
  return { kind: 'unopened', folderTitle: folder.title, place: readable(path), code };
}

/** The root is probed again: its drive may have gone since the last scan. */
async function notSeen(folder: FolderRecord, rootPath: string): Promise<Explanation> {
  const about = { folderTitle: folder.title, code: null };
  const root = await probeRoot(rootPath);
  if (folder.paused) return { kind: 'folder_unseen', why: 'folder_paused', ...about };
  if (root.kind === 'absent' || folder.health === 'absent')
    return { kind: 'folder_unseen', why: 'drive_off', ...about };
  if (root.kind !== 'folder' || folder.health === 'unreadable')
    return { kind: 'folder_unseen', why: 'folder_shut', ...about };
  if (folder.trouble !== null) return { kind: 'folder_unseen', why: 'failed', ...about, code: folder.trouble };
  return { kind: 'not_seen_yet', folderTitle: folder.title };
}

/** Resolves links as far down as the system allows: a file in a folder that does not open can be asked about, too. */
async function realAsFarAsPossible(path: string): Promise<string> {
  const above = dirname(path);
  return realPath(path).catch(async () =>
    above === path ? path : join(await realAsFarAsPossible(above), basename(path)),
  );
}
