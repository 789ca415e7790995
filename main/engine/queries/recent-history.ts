// What was published lately, by album and hour.
import type { CallOutput } from '../../../shared/ipc.ts';
import type { AlbumPage, ReadableLibrary } from './readable-library.ts';

/** Newest first, at most `limit` moments. */
export function recentHistory(
  { tables, queries }: ReadableLibrary,
  albumPage: AlbumPage,
  limit: number,
): CallOutput<'history.recent'> {
  return queries.history.moments(limit).map(({ atMs, albumId, photos, rows }) => {
    const album = tables.albums.get(albumId);
    return {
      atMs,
      albumId,
      title: album?.title ?? '',
      kind: album?.kind ?? ('album' as const),
      privacy: album?.privacy ?? null,
      url: album === null ? null : albumPage(album.remoteId),
      photos,
      rows,
    };
  });
}
