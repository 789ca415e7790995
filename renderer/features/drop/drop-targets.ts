// Which albums the drop overlay offers: personal photos, the albums used last, and «another». Pure.
import type { Album } from '../../../shared/library/album.ts';

/** Personal photos, one album and «another»: a list under a held mouse is short. */
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

/** What a drag holds, as far as the system tells before it is let go. */
export interface DragContent {
  count: number;
  /** All of them are pictures; folders have no type. */
  allPhotos: boolean;
}

export function dragContentOf(items: readonly { kind: string; type: string }[]): DragContent | null {
  const files = items.filter((item) => item.kind === 'file');
  if (files.length === 0) return null;
  return { count: files.length, allPhotos: files.every((item) => item.type.startsWith('image/')) };
}
