// Albums to choose from: those this library knows, and those that are on the service.
import type { Album } from '../../../shared/library/album.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import { albumUrl, albumView } from '../albums/album-for.ts';
import type { Tables } from '../db/library.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import type { OkApi } from '../../ok/api.ts';

/** A list for a menu is not worth waiting longer for; what is known is shown. */
const askAtMostMs = 5_000;

export function albumCalls(context: {
  tables: Tables;
  queries: LibraryQueries;
  remote(): OkApi | null;
  web(): { address: string; userId: string | null };
}) {
  const { tables, queries } = context;
  return {
    /** Personal photos first, then by title. Without a network only the known ones. */
    async list(): Promise<Result<Album[]>> {
      const personal = tables.albums.get(tables.albums.personal());
      const { address, userId } = context.web();
      const known = [...(personal === null ? [] : [personal]), ...tables.albums.inUse()].map((row) =>
        albumView(row, queries.counts.photosOfAlbum(row.albumId), albumUrl(address, userId, row.remoteId)),
      );
      const answer = await context.remote()?.albums(AbortSignal.timeout(askAtMostMs));
      const there = answer?.ok === true ? answer.value : [];
      const byRemote = new Map(there.map((album) => [album.id, album]));
      const withCounts = known.map((album) => {
        const remote = album.remoteId === null ? undefined : byRemote.get(album.remoteId);
        return remote === undefined
          ? album
          : {
              ...album,
              photos: remote.photos ?? album.photos,
              privacy: remote.privacy ?? album.privacy,
              createdOn: remote.createdOn,
            };
      });
      const foreign = there
        .filter((album) => tables.albums.ownerOf(album.id) === null)
        .map((album) => ({
          albumId: null,
          remoteId: album.id,
          kind: 'album' as const,
          title: album.title,
          privacy: album.privacy,
          photos: album.photos,
          createdOn: album.createdOn,
          url: albumUrl(address, userId, album.id),
        }));
      return ok(
        [...withCounts, ...foreign].sort(
          (a, b) => Number(a.kind === 'album') - Number(b.kind === 'album') || a.title.localeCompare(b.title),
        ),
      );
    },
  };
}
