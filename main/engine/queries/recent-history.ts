// What was published lately, by album and hour.
import type { CallOutput } from '../../../shared/ipc.ts';
import type { AlbumPage } from '../albums/album-view.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';

/** Newest first, at most `limit` moments. */
export function recentHistory(
  { history, albums }: Pick<LibraryQueries, 'history' | 'albums'>,
  albumPage: AlbumPage,
  limit: number,
): CallOutput<'history.recent'> {
  return history.moments(limit).map(({ atMs, albumId, photos, rows }) => {
    const album = albums.get(albumId);
    return {
      atMs,
      albumId,
      title: album?.title ?? '',
      kind: album?.kind ?? ('album' as const),
      privacy: album?.privacy ?? null,
      url: album === null ? null : albumPage(album.remoteId, album.group?.id),
      ...(album !== null && album.group !== null && { group: album.group }),
      photos,
      rows,
    };
  });
}
