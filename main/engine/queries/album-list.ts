// Albums to choose from: those that this library knows, and those that are on the service.
import type { Album } from '../../../shared/library/album.ts';
import type { OkApi, RemoteAlbum } from '../../ok/api.ts';
import { albumView, type AlbumPage } from '../albums/album-view.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';

type AlbumSources = Pick<LibraryQueries, 'albums' | 'counts'>;

/** A menu does not wait longer for the service; it shows the albums that the library knows. */
const askAtMostMs = 5_000;

/**
 * Personal photos first, then by title. Without a network only the known albums. `remote`: null when not signed in.
 */
export async function albumList(
  library: AlbumSources,
  albumPage: AlbumPage,
  remote: Pick<OkApi, 'albums'> | null,
): Promise<Album[]> {
  const known = knownAlbums(library, albumPage);
  const answer = await remote?.albums(AbortSignal.timeout(askAtMostMs));
  const there = answer?.ok === true ? answer.value : [];
  const byRemote = new Map(there.map((album) => [album.id, album]));
  const unknown = there.filter((album) => library.albums.ownerOf(album.id) === null);
  return [
    ...known.map((album) => withRemoteFacts(album, album.remoteId === null ? undefined : byRemote.get(album.remoteId))),
    ...unknown.map((album) => unknownAlbum(album, albumPage)),
  ].sort((a, b) => Number(a.kind === 'album') - Number(b.kind === 'album') || a.title.localeCompare(b.title));
}

function knownAlbums({ albums, counts }: AlbumSources, albumPage: AlbumPage): Album[] {
  const personal = albums.personalRow();
  return [...(personal === null ? [] : [personal]), ...albums.inUse()].map((row) =>
    albumView(row, counts.photosOfAlbum(row.albumId), albumPage(row.remoteId)),
  );
}

/** The service counts photos that were not sent from here, too. */
function withRemoteFacts(album: Album, remote: RemoteAlbum | undefined): Album {
  if (remote === undefined) return album;
  return {
    ...album,
    photos: remote.photos ?? album.photos,
    privacy: remote.privacy ?? album.privacy,
    createdOn: remote.createdOn,
  };
}

/** An album on the service that no row of the library owns. */
function unknownAlbum({ id, title, privacy, photos, createdOn }: RemoteAlbum, albumPage: AlbumPage): Album {
  return { albumId: null, remoteId: id, kind: 'album', title, privacy, photos, createdOn, url: albumPage(id) };
}
