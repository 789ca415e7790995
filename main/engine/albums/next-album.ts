// Where an album is full its photos go on in the next one: which that is, and what is led there. Creates rows, never an album.
import { nextAlbumTitle } from '../../../shared/next-album-title.ts';
import type { AlbumRow } from '../db/album-row.ts';
import type { Albums } from '../db/albums.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/library.ts';

/** Nobody has more parts than this; each was full, or the walk had ended there. */
const mostParts = 1_000;

type Found = { title: string; albumId: number | null };

/** The first of the numbered albums that is not known to be full; null: there is none to go on for. */
function find(albums: Pick<Albums, 'allTitled' | 'isEmpty'>, full: AlbumRow): Found | null {
  if (full.kind !== 'album' || full.title === '') return null;
  // What goes on for another album and is full before it took a photo, is not full: some other limit was reached.
  if (full.continues !== null && albums.isEmpty(full.albumId)) return null;
  let title = full.title;
  for (let part = 0; part < mostParts; part += 1) {
    title = nextAlbumTitle(title);
    const ours = albums
      .allTitled(title)
      .filter(
        ({ privacy, subfolder }) => privacy === full.privacy && (subfolder === null || subfolder === full.subfolder),
      );
    // One that the service refused to make: what goes there waits with those before it.
    const open = ours.find(({ state, isRefused }) => state !== 'gone' || isRefused);
    if (open !== undefined) return { title, albumId: open.albumId };
    if (!ours.some(({ isFull }) => isFull)) return { title, albumId: null };
  }
  return null;
}

export function titleAfter(albums: Pick<Albums, 'allTitled' | 'isEmpty'>, full: AlbumRow): string | null {
  return find(albums, full)?.title ?? null;
}

/** One of ours that has room, or the row of one that is made before its first photo. */
export function nextAlbum(
  albums: Pick<Albums, 'allTitled' | 'isEmpty' | 'goesOn' | 'nowGoesOn'>,
  full: AlbumRow,
): number | null {
  const found = find(albums, full);
  if (found === null) return null;
  if (found.albumId === null) return albums.goesOn(full.albumId, found.title, full.privacy);
  albums.nowGoesOn(full.albumId, found.albumId);
  return found.albumId;
}

/** What is found later goes to the next one at once: of a folder, or of one of its subfolders. */
export function leadOn(
  { albums, folders }: Pick<Tables, 'albums' | 'folders'>,
  full: number,
  to: number,
  which: (folder: FolderRecord) => boolean,
): void {
  for (const folder of folders.withRemoved()) {
    if (folder.kind !== 'watched' || !which(folder)) continue;
    if (folder.target.kind === 'album' && folder.target.albumId === full)
      folders.setTarget(folder.folderId, { kind: 'album', albumId: to });
    if (folder.target.kind === 'per_subfolder') albums.handOver(folder.folderId, full, to);
  }
}

/** Where the folder's rule says so, its photo waits for nobody and goes on in the next album. */
export function goOn(
  tables: Pick<Tables, 'albums' | 'folders' | 'verdicts' | 'placements'>,
  placementId: number,
): void {
  const placement = tables.verdicts.placementOf(placementId);
  const folder = tables.folders.get(tables.placements.get(placementId)?.folderId ?? 0);
  const full = placement === null ? null : tables.albums.get(placement.album_id);
  if (placement?.reason !== 'album_full' || folder?.rules.whenAlbumFull !== 'next' || full?.isFull !== true) return;
  const next = nextAlbum(tables.albums, full);
  if (next === null) return;
  leadOn(tables, full.albumId, next, ({ folderId }) => folderId === folder.folderId);
  tables.verdicts.retarget(placementId, next);
}
