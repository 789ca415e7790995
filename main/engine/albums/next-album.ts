// Which album continues a full one, and how folders and photos get there. Makes rows; creates no album on the service.
import { nextAlbumTitle } from '../../../shared/next-album-title.ts';
import type { AlbumRow } from '../db/album-row.ts';
import type { AlbumTable } from '../db/albums.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';

/** No album has more parts. */
const mostParts = 1_000;

type ReadableAlbums = Pick<AlbumTable, 'allTitled' | 'isEmpty'>;

/** null: no other album can continue this one. */
export function titleOfNextAlbum(albums: ReadableAlbums, full: AlbumRow): string | null {
  return findNext(albums, full)?.title ?? null;
}

/** An album of ours that has room, or the row of one that is created before its first photo is sent. */
export function nextAlbumOf(
  albums: ReadableAlbums & Pick<AlbumTable, 'addNext' | 'markContinues'>,
  full: AlbumRow,
): number | null {
  const next = findNext(albums, full);
  if (next === null) return null;
  if (next.albumId === null) return albums.addNext(full.albumId, next.title, full.privacy);
  albums.markContinues(full.albumId, next.albumId);
  return next.albumId;
}

/** The first numbered title whose album is not known to be full. `albumId` null: it has no row yet. */
function findNext(albums: ReadableAlbums, full: AlbumRow): { title: string; albumId: number | null } | null {
  if (full.kind !== 'album' || full.title === '') return null;
  // An album that continues another one and is «full» before it took a photo has met another limit of the service.
  if (full.continues !== null && albums.isEmpty(full.albumId)) return null;
  let title = full.title;
  for (let part = 0; part < mostParts; part += 1) {
    title = nextAlbumTitle(title);
    const parts = albums.allTitled(title, full.group?.id ?? null).filter((album) => isPartOf(full, album));
    // Includes an album that the service refused to create: its photos wait together for a decision.
    const open = parts.find(({ state, isRefused }) => state !== 'gone' || isRefused);
    if (open !== undefined) return { title, albumId: open.albumId };
    if (!parts.some(({ isFull }) => isFull)) return { title, albumId: null };
  }
  return null;
}

function isPartOf(full: AlbumRow, { privacy, subfolder }: AlbumRow): boolean {
  return privacy === full.privacy && (subfolder === null || subfolder === full.subfolder);
}

/** Photos that are found later in these folders, or in a subfolder of them, go to the next album at once. */
export function redirectFolders(
  tables: { albums: Pick<AlbumTable, 'moveSubfolder'>; folders: Pick<Tables['folders'], 'withRemoved' | 'setTarget'> },
  full: number,
  next: number,
  isMeant: (folder: FolderRecord) => boolean,
): void {
  const { albums, folders } = tables;
  for (const folder of folders.withRemoved()) {
    if (folder.kind !== 'watched' || !isMeant(folder)) continue;
    if (folder.target.kind === 'album' && folder.target.albumId === full)
      folders.setTarget(folder.folderId, { kind: 'album', albumId: next });
    if (folder.target.kind === 'per_subfolder') albums.moveSubfolder(folder.folderId, full, next);
  }
}

/** Moves a photo that is held for a full album to the next one, where its folder's rule says so. */
export function continueInNextAlbum(
  tables: Pick<Tables, 'albums' | 'folders' | 'verdicts' | 'placements'>,
  placementId: number,
): void {
  const { albums, folders, verdicts, placements } = tables;
  const placement = verdicts.placementOf(placementId);
  const folder = folders.get(placements.get(placementId)?.folderId ?? 0);
  const full = placement === null ? null : albums.get(placement.album_id);
  if (placement?.reason !== 'album_full' || folder?.rules.whenAlbumFull !== 'next' || full?.isFull !== true) return;
  const next = nextAlbumOf(albums, full);
  if (next === null) return;
  redirectFolders(tables, full.albumId, next, ({ folderId }) => folderId === folder.folderId);
  verdicts.retarget(placementId, next);
}
