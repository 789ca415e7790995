// From what a person chose to an album row: one album, an album per subfolder, the personal photos.
import { isWider } from '../../../shared/album-title.ts';
import { refuse, type Result } from '../../../shared/errors.ts';
import type { Album, AlbumTarget } from '../../../shared/library/album.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { AlbumRow } from '../db/album-row.ts';
import type { Albums } from '../db/albums.ts';
import type { FolderRecord, FolderTarget } from '../db/folder-row.ts';
import type { Tables } from '../db/library.ts';
import { nextAlbum } from './next-album.ts';

export type ResolvedTarget = { kind: 'target'; target: FolderTarget } | { kind: 'refused'; refusal: Result<never> };

/**
 * Creates the row, never the album: that happens before its first photo is sent. `own`: the album that asks for a change itself; a title
 * that is only its own, and not on the service yet, is free.
 */
export function resolveTarget(albums: Albums, target: AlbumTarget, own: number | null = null): ResolvedTarget {
  const good = (resolved: FolderTarget): ResolvedTarget => ({ kind: 'target', target: resolved });
  const taken = (title: string): ResolvedTarget => ({
    kind: 'refused',
    refusal: refuse('album_title_taken', title.trim()),
  });
  switch (target.kind) {
    case 'personal':
      return good({ kind: 'personal', albumId: albums.personal() });
    case 'known': {
      const row = albums.get(target.albumId);
      if (row === null) return { kind: 'refused', refusal: refuse('no_such_item') };
      return good({ kind: row.kind, albumId: row.albumId });
    }
    case 'remote':
      return good({ kind: 'album', albumId: albums.existing(target.remoteId, target.title, null) });
    case 'new': {
      const { title, privacy, another = false } = target;
      if (another) return good({ kind: 'album', albumId: albums.wanted(title, privacy, false, true) });
      const there = albums.ofTitle(title);
      const same = there.find((row) => row.albumId === own && row.remoteId === null);
      if (same !== undefined && same.title === title && same.privacy === privacy)
        return good({ kind: 'album', albumId: same.albumId });
      if (there.some((row) => row !== same)) return taken(title);
      return good({ kind: 'album', albumId: albums.wanted(title, privacy, false) });
    }
    case 'titled': {
      const { title, privacy } = target;
      const [row, ...more] = albums.ofTitle(title);
      if (row === undefined)
        return good({ kind: 'album', albumId: goneOn(albums, title) ?? albums.wanted(title, privacy, true) });
      if (more.length > 0 || isWider(row.privacy, privacy)) return taken(title);
      return good({ kind: 'album', albumId: row.albumId });
    }
    case 'per_subfolder':
      return good({ kind: 'per_subfolder', privacy: target.privacy, namesakes: target.namesakes ?? null });
  }
}

/** Where the album of this title was full and went on in another one: that. */
function goneOn(albums: Albums, title: string): number | null {
  const full = albums.allTitled(title).find(({ isFull }) => isFull);
  return full === undefined ? null : nextAlbum(albums, full);
}

/** The album a file belongs into. Photos that lie in the folder itself go to the album of the folder's own name. */
export function albumFor(tables: Tables, folder: FolderRecord, path: string): number {
  if (folder.target.kind !== 'per_subfolder') return folder.target.albumId;
  // As it is shown: a folder whose name is put right (from cp1251 to UTF-8) stays the same folder, with the same album.
  const parts = readable(path).split('/');
  const subpath = parts.slice(0, -1).join('/');
  const title = parts.at(-2) ?? folder.title;
  return tables.albums.ofSubfolder(folder.folderId, subpath, title, folder.target.privacy, folder.target.namesakes);
}

/**
 * `wanted`, unless it is gone and the photo waits for another: a person sent it there, and its folder, of many albums or of what was
 * dropped, knows nothing of it.
 */
export function keptAlbum(tables: Tables, wanted: number, placementId: number | null): number {
  const present = placementId === null ? null : tables.verdicts.placementOf(placementId);
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
