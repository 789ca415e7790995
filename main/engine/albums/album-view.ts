// An album of the library as the window shows it, with its page on the service.
import type { Album } from '../../../shared/library/album.ts';
import type { AlbumRow } from '../db/album-row.ts';

/**
 * The address of an album's page on the service, by its id there; for null the page of all photos. `groupId`: of its
 * group. Returns null while the user is not known.
 */
export type AlbumPage = (remoteId: string | null, groupId?: string) => string | null;

/** `remoteId` null: the page of all photos. Returns null while the user is not known. */
export function albumUrl(
  webAddress: string,
  userId: string | null,
  remoteId: string | null,
  groupId?: string,
): string | null {
  if (groupId !== undefined) return remoteId === null ? null : `${webAddress}group/${groupId}/album/${remoteId}`;
  if (userId === null) return null;
  const page = remoteId === null ? 'photos' : `album/${remoteId}`;
  return `${webAddress}profile/${userId}/${page}`;
}

/** `photos`: how many of it are published. `url`: its page; an album that is not on the service yet has none. */
export function albumView(row: AlbumRow, photos: number, url: string | null): Album {
  return {
    albumId: row.albumId,
    remoteId: row.remoteId,
    kind: row.kind,
    title: row.title,
    privacy: row.privacy,
    ...(row.seen !== null && { seen: row.seen }),
    ...(row.group !== null && { group: row.group }),
    photos,
    createdOn: null,
    url: row.kind === 'album' && row.remoteId === null ? null : url,
  };
}
