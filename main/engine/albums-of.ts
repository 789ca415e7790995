// From what a person chose to an album row: one album, an album per subfolder, the personal photos.
import type { Album, AlbumTarget } from '../../shared/library.ts';
import { readable } from '../../shared/readable-names.ts';
import type { AlbumRow } from './db/albums.ts';
import type { FolderRow, FolderTarget } from './db/folders.ts';
import type { Tables } from './db/library.ts';

/** Creates the row, never the album: that happens before its first photo is sent. null: no such album. */
export function resolveTarget(tables: Tables, target: AlbumTarget): FolderTarget | null {
  const { albums } = tables;
  switch (target.kind) {
    case 'personal':
      return { kind: 'personal', albumId: albums.personal() };
    case 'known': {
      const row = albums.get(target.albumId);
      return row === null ? null : { kind: row.kind, albumId: row.albumId };
    }
    case 'remote':
      return { kind: 'album', albumId: albums.existing(target.remoteId, target.title, null) };
    case 'new':
      return { kind: 'album', albumId: albums.wanted(target.title, target.privacy, false) };
    case 'titled':
      return {
        kind: 'album',
        albumId: albums.titled(target.title) ?? albums.wanted(target.title, target.privacy, true),
      };
    case 'per_subfolder':
      return { kind: 'per_subfolder', privacy: target.privacy };
  }
}

/** The album a file belongs into. Photos that lie in the folder itself go to the album of the folder's own name. */
export function albumFor(tables: Tables, folder: FolderRow, path: string): number {
  if (folder.target.kind !== 'per_subfolder') return folder.target.albumId;
  // As it is shown: a folder whose name is put right (from cp1251 to UTF-8) stays the same folder, with the same album.
  const parts = readable(path).split('/');
  const subpath = parts.slice(0, -1).join('/');
  return tables.albums.ofSubfolder(folder.folderId, subpath, parts.at(-2) ?? folder.title, folder.target.privacy);
}

/**
 * `wanted`, unless it is gone and the photo waits for another: a person sent it there, and its folder, of many albums or of what was
 * dropped, knows nothing of it.
 */
export function keptAlbum(tables: Tables, wanted: number, placementId: number | null): number {
  const present = placementId === null ? null : tables.placing.placementOf(placementId);
  if (present === null || present.album_id === wanted || tables.albums.get(wanted)?.state !== 'gone') return wanted;
  return tables.albums.get(present.album_id)?.state === 'gone' ? wanted : present.album_id;
}

/** The service's page of an album; only for albums that exist there. */
export function albumUrl(webAddress: string, userId: string | null, remoteId: string | null): string | null {
  if (userId === null) return null;
  return remoteId === null
    ? `${webAddress}profile/${userId}/photos`
    : `${webAddress}profile/${userId}/album/${remoteId}`;
}

export function albumView(row: AlbumRow, photos: number, url: string | null): Album {
  return {
    albumId: row.albumId,
    remoteId: row.remoteId,
    kind: row.kind,
    title: row.title,
    privacy: row.privacy,
    photos,
    createdOn: null,
    url: row.kind === 'album' && row.remoteId === null ? null : url,
  };
}
