// «Where does this file stand?» for a path: known, left out by a pattern, not seen yet, or not watched at all.
import type { Explanation, PhotoDetail } from '../../../shared/library.ts';
import { readable } from '../../../shared/readable-names.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import type { Tables } from '../db/library.ts';
import { givenPath, realPath } from '../steps/disk-door.ts';
import { ignoreRules } from '../steps/ignore-rules.ts';
import { relativeKey } from '../steps/path-rules.ts';

export async function explainCall(
  rooms: { tables: Pick<Tables, 'folders' | 'files'>; detail(fileId: number): PhotoDetail | null },
  given: string,
): Promise<Result<Explanation>> {
  const { folders, files } = rooms.tables;
  // A file that is gone can still be asked about, by the path it had.
  const meant = await givenPath(given);
  const path = await realPath(meant).catch(() => meant);
  let unseen: Explanation | null = null;
  for (const folder of folders.all()) {
    const relative = folder.path === null ? path : relativeKey(folder.path, path);
    if (relative === null || relative === '') continue;
    const file = files.at(folder.folderId, relative) ?? files.shownAs(folder.folderId, readable(relative));
    const detail = file === null ? null : rooms.detail(file.fileId);
    if (detail !== null) return ok({ kind: 'known', detail });
    if (folder.path === null) continue;
    const pattern = ignoreRules(folder.rules.ignore).byFilePath(relative);
    unseen ??= pattern === null ? { kind: 'not_seen_yet', folderTitle: folder.title } : { kind: 'ignored', pattern };
  }
  return ok(unseen ?? { kind: 'not_watched' });
}
