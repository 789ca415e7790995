// From what a person chose to an album row: one album, an album per subfolder, the personal photos.
import { isWider } from '../../../shared/album-title.ts';
import { refuse, type Result } from '../../../shared/errors.ts';
import type { AlbumTarget } from '../../../shared/library/album.ts';
import type { AlbumTable } from '../db/albums.ts';
import type { FolderTarget } from '../db/folder-row.ts';
import { nextAlbumOf } from './next-album.ts';

export type ResolvedTarget = { kind: 'target'; target: FolderTarget } | { kind: 'refused'; refusal: Result<never> };

type Wanted<Kind extends AlbumTarget['kind']> = Extract<AlbumTarget, { kind: Kind }>;

/**
 * Makes the row, never the album on the service: that is created before its first photo is sent. `own`: the album of
 * the folder whose target changes; a title that only this album has, and that is not on the service yet, is free.
 */
export function resolveTarget(albums: AlbumTable, target: AlbumTarget, own: number | null = null): ResolvedTarget {
  switch (target.kind) {
    case 'personal':
      return resolved({ kind: 'personal', albumId: albums.personal() });
    case 'known': {
      const row = albums.get(target.albumId);
      if (row === null) return { kind: 'refused', refusal: refuse('no_such_item') };
      return resolved({ kind: row.kind, albumId: row.albumId });
    }
    case 'remote':
      return album(albums.existing(target.remoteId, target.title, null, target.group ?? null));
    case 'in_group':
      return albumInGroup(albums, target);
    case 'new':
      return newAlbum(albums, target, own);
    case 'titled':
      return titledAlbum(albums, target);
    case 'per_subfolder':
      return resolved({ kind: 'per_subfolder', privacy: target.privacy, namesakes: target.namesakes ?? null });
  }
}

function newAlbum(albums: AlbumTable, target: Wanted<'new'>, own: number | null): ResolvedTarget {
  const { title, privacy, another = false } = target;
  if (another) return album(albums.wanted(title, privacy, false, true));
  const sameTitle = albums.ofTitle(title, null);
  const ownRow = sameTitle.find((row) => row.albumId === own && row.remoteId === null);
  if (ownRow?.title === title && ownRow.privacy === privacy) return album(ownRow.albumId);
  if (sameTitle.some((row) => row !== ownRow)) return titleTaken(title);
  return album(albums.wanted(title, privacy, false));
}

/** The album of this title where there is one, else a new one. */
function titledAlbum(albums: AlbumTable, { title, privacy }: Wanted<'titled'>): ResolvedTarget {
  const [row, ...more] = albums.ofTitle(title, null);
  if (row === undefined) return album(nextOfFullAlbum(albums, title) ?? albums.wanted(title, privacy, true));
  if (more.length > 0 || isWider(row.privacy, privacy)) return titleTaken(title);
  return album(row.albumId);
}

/** The group's album of this title where this library knows exactly one, else one that is found or made there. */
function albumInGroup(albums: AlbumTable, { title, group }: Wanted<'in_group'>): ResolvedTarget {
  const [row, ...more] = albums.ofTitle(title, group.id);
  if (more.length > 0) return titleTaken(title);
  return album(row?.albumId ?? albums.wantedInGroup(title, group));
}

/** Where the album of this title is full: the one that continues it. */
function nextOfFullAlbum(albums: AlbumTable, title: string): number | null {
  const full = albums.allTitled(title, null).find(({ isFull }) => isFull);
  return full === undefined ? null : nextAlbumOf(albums, full);
}

const resolved = (target: FolderTarget): ResolvedTarget => ({ kind: 'target', target });
const album = (albumId: number): ResolvedTarget => resolved({ kind: 'album', albumId });
const titleTaken = (title: string): ResolvedTarget => ({
  kind: 'refused',
  refusal: refuse('album_title_taken', title.trim()),
});
