// Which album a file belongs to, by its folder's target.
import { readable } from '../../../shared/readable-names.ts';
import type { AlbumTable } from '../db/albums.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { VerdictTable } from '../db/verdicts/verdicts.ts';

/**
 * Where each subfolder has an album, photos in the folder itself go to an album with the folder's own title. `path` is
 * relative to the folder. The album's row is made when a photo needs it for the first time.
 */
export function albumOfFile(albums: Pick<AlbumTable, 'ofSubfolder'>, folder: FolderRecord, path: string): number {
  const { target } = folder;
  if (target.kind !== 'per_subfolder') return target.albumId;
  // The readable name: a subfolder whose name is corrected (from cp1251 to UTF-8) keeps its album.
  const parts = readable(path).split('/');
  const subpath = parts.slice(0, -1).join('/');
  const title = parts.at(-2) ?? folder.title;
  return albums.ofSubfolder(folder.folderId, subpath, title, target.privacy, target.namesakes);
}

/**
 * `wanted`, unless that album is gone and the photo waits for another one: a person sent the photo there, and its
 * folder, with an album per subfolder or with dropped photos, does not know that.
 */
export function keptAlbum(
  tables: { albums: Pick<AlbumTable, 'get'>; verdicts: Pick<VerdictTable, 'placementOf'> },
  wanted: number,
  placementId: number | null,
): number {
  const { albums, verdicts } = tables;
  const present = placementId === null ? null : verdicts.placementOf(placementId);
  if (present === null || present.album_id === wanted || albums.get(wanted)?.state !== 'gone') return wanted;
  return albums.get(present.album_id)?.state === 'gone' ? wanted : present.album_id;
}
