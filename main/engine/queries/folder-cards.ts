// Watched folders as cards: where each one stands, and how many of its photos are in which state.
import { noCounts, type ShownCounts } from '../../../shared/library/shown-state.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { AlbumPage } from '../albums/album-view.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';

type FolderSources = Pick<LibraryQueries, 'folders' | 'albums' | 'counts' | 'photoList' | 'unopened'>;

export function folderCards(library: FolderSources, albumPage: AlbumPage): FolderCard[] {
  const { byFolder } = library.counts.photos();
  return library.folders
    .all()
    .filter((folder) => folder.kind === 'watched')
    .map((folder) => cardOf(library, albumPage, folder, byFolder.get(folder.folderId) ?? noCounts()));
}

function cardOf(library: FolderSources, albumPage: AlbumPage, folder: FolderRecord, counts: ShownCounts): FolderCard {
  return {
    folderId: folder.folderId,
    title: folder.title,
    path: folder.path ?? '',
    target: targetOf(library, albumPage, folder),
    rules: folder.rules,
    counts,
    health: folder.paused ? 'paused' : folder.health,
    healthSinceMs: folder.healthSinceMs,
    scanEveryMs: folder.scanEveryMs,
    remedy: folder.remedy,
    unopened: unopenedOf(library, folder),
    trouble: folder.trouble,
    paused: folder.paused,
    planned: folder.planned,
    lastScanMs: folder.lastScanMs,
    thumbnails: library.photoList.thumbnailsOf(folder.folderId),
  };
}

function targetOf(
  { albums, counts }: FolderSources,
  albumPage: AlbumPage,
  { folderId, target }: FolderRecord,
): FolderCard['target'] {
  const album = target.kind === 'per_subfolder' ? null : albums.get(target.albumId);
  const hasPage = album !== null && (album.kind === 'personal' || album.remoteId !== null);
  return {
    kind: target.kind,
    title: album?.title ?? '',
    firstTitle: album === null ? '' : albums.firstOfChain(album.albumId).title,
    privacy: target.kind === 'per_subfolder' ? target.privacy : (album?.privacy ?? null),
    albums: target.kind === 'per_subfolder' ? counts.albumsOfFolder(folderId) : 1,
    ...(album !== null && album.group !== null && { group: album.group }),
    url: hasPage ? albumPage(album.remoteId, album.group?.id) : null,
  };
}

/** Files and subfolders that the system does not open. */
function unopenedOf({ unopened }: FolderSources, { folderId }: FolderRecord): FolderCard['unopened'] {
  const [first, ...more] = unopened.list(folderId);
  return first === undefined ? null : { places: more.length + 1, first: readable(first.path), code: first.code };
}
