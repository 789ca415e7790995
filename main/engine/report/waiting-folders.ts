// Folders that keep their photos from being checked or sent, and why. Pure.
import type { ShownCounts } from '../../../shared/library/shown-state.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { FolderRecord } from '../db/folder-row.ts';

export type WaitingFolder = Snapshot['waits'][number];

/** Why the photos of a folder wait; null: they do not. */
function restOf(folder: FolderRecord): WaitingFolder['kind'] | null {
  if (folder.paused) return 'folder_paused';
  if (folder.health === 'absent') return 'drive_off';
  if (folder.health === 'unreadable') return 'folder_shut';
  return folder.planned ? 'planned' : null;
}

/** Photos that wait because of their folder, largest first. A planned folder is checked all the same. */
export function waitsOf(folders: readonly FolderRecord[], byFolder: ReadonlyMap<number, ShownCounts>): WaitingFolder[] {
  return folders
    .flatMap((folder): WaitingFolder[] => {
      const kind = restOf(folder);
      const counts = byFolder.get(folder.folderId);
      if (kind === null || counts === undefined) return [];
      const unchecked = kind === 'planned' ? 0 : counts.checking;
      const photos = counts.waiting + unchecked;
      return photos === 0 ? [] : [{ kind, folderId: folder.folderId, title: folder.title, photos, unchecked }];
    })
    .sort((a, b) => b.photos - a.photos);
}
