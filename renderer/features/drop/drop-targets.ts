// The albums that the drop overlay offers, and what a drag contains. Pure.
import type { Album } from '../../../shared/library/album.ts';

/** Besides personal photos and «another album»: the list is kept short, because the mouse button is held. */
const mostAlbums = 1;

export function dropTargets(albums: readonly Album[]): Album[] {
  const personal = albums.find((album) => album.kind === 'personal') ?? {
    albumId: null,
    remoteId: null,
    kind: 'personal' as const,
    title: '',
    privacy: null,
    photos: null,
    createdOn: null,
    url: null,
  };
  const used = albums.filter((album) => album.kind === 'album' && album.albumId !== null);
  const others = albums.filter((album) => album.kind === 'album' && album.albumId === null);
  return [personal, ...[...used, ...others].slice(0, mostAlbums)];
}

/** What a drag contains, as far as the system tells before the drop. */
export interface DragContent {
  count: number;
  /** All are pictures; folders have no type. */
  allPhotos: boolean;
}

export function dragContentOf(items: readonly { kind: string; type: string }[]): DragContent | null {
  const files = items.filter((item) => item.kind === 'file');
  if (files.length === 0) return null;
  return { count: files.length, allPhotos: files.every((item) => item.type.startsWith('image/')) };
}
