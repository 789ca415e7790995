// Albums to choose from: those that this library knows, and those that are on the service, also in groups.
import type { Album, GroupOfAlbum } from '../../../shared/library/album.ts';
import type { OkApi, RemoteAlbum } from '../../ok/api.ts';
import { albumView, type AlbumPage } from '../albums/album-view.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import type { GroupAlbums, GroupsSource } from './group-albums.ts';

type AlbumSources = Pick<LibraryQueries, 'albums' | 'counts'>;
export type AlbumsRemote = Pick<OkApi, 'albums'> & GroupsSource;

/** A menu does not wait longer for the service; it shows the albums that the library knows. */
const askAtMostMs = 5_000;

interface Found extends RemoteAlbum {
  group: GroupOfAlbum | null;
}

/**
 * Personal photos first, then the person's albums by title, then those of groups. Without a network only the known
 * ones. `remote`: null when not signed in.
 */
export async function albumList(
  library: AlbumSources,
  albumPage: AlbumPage,
  remote: AlbumsRemote | null,
  groupAlbums: GroupAlbums,
): Promise<Album[]> {
  const known = knownAlbums(library, albumPage);
  const there = remote === null ? [] : await albumsThere(remote, groupAlbums);
  const byRemote = new Map(there.map((album) => [album.id, album]));
  const unknown = there.filter((album) => library.albums.ownerOf(album.id) === null);
  return [
    ...known.map((album) => withRemoteFacts(album, album.remoteId === null ? undefined : byRemote.get(album.remoteId))),
    ...unknown.map((album) => unknownAlbum(album, albumPage)),
  ].sort(inOrder);
}

/** Groups in which the person may add albums; null: not known now. */
export async function groupList(
  remote: AlbumsRemote | null,
  groupAlbums: GroupAlbums,
): Promise<readonly GroupOfAlbum[] | null> {
  const listed = remote === null ? null : await groupAlbums.list(remote, AbortSignal.timeout(askAtMostMs));
  return listed?.map(({ group }) => group) ?? null;
}

async function albumsThere(remote: AlbumsRemote, groupAlbums: GroupAlbums): Promise<Found[]> {
  const signal = AbortSignal.timeout(askAtMostMs);
  const [own, inGroups] = await Promise.all([remote.albums(signal), groupAlbums.list(remote, signal)]);
  return [
    ...(own.ok ? own.value : []).map((album) => ({ ...album, group: null })),
    ...(inGroups ?? []).flatMap(({ group, albums }) => (albums ?? []).map((album) => ({ ...album, group }))),
  ];
}

function inOrder(a: Album, b: Album): number {
  const rank = ({ kind, group }: Album): number => (kind === 'personal' ? 0 : group === undefined ? 1 : 2);
  return (
    rank(a) - rank(b) || (a.group?.name ?? '').localeCompare(b.group?.name ?? '') || a.title.localeCompare(b.title)
  );
}

function knownAlbums({ albums, counts }: AlbumSources, albumPage: AlbumPage): Album[] {
  const personal = albums.personalRow();
  return [...(personal === null ? [] : [personal]), ...albums.inUse()].map((row) =>
    albumView(row, counts.photosOfAlbum(row.albumId), albumPage(row.remoteId, row.group?.id)),
  );
}

/** The service counts photos that were not sent from here, too, and knows the group's name as it is now. */
function withRemoteFacts(album: Album, remote: Found | undefined): Album {
  if (remote === undefined) return album;
  return {
    ...album,
    photos: remote.photos ?? album.photos,
    privacy: remote.privacy ?? album.privacy,
    ...(remote.group !== null && { group: remote.group }),
    createdOn: remote.createdOn,
  };
}

/** An album on the service that no row of the library owns. */
function unknownAlbum({ id, title, privacy, photos, createdOn, group }: Found, albumPage: AlbumPage): Album {
  const url = albumPage(id, group?.id);
  return {
    albumId: null,
    remoteId: id,
    kind: 'album',
    title,
    privacy,
    ...(group !== null && { group }),
    photos,
    createdOn,
    url,
  };
}
