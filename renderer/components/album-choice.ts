// A choice of album as the fields hold it, and what it becomes for the contract. Pure.
import type { Album, AlbumTarget, Privacy } from '../../shared/library.ts';

/** `album`: 'personal', 'new', 'per_subfolder', 'known:ID' or 'remote:ID'. */
export interface AlbumChoice {
  album: string;
  title: string;
  /** Of a new album; the others have their own. */
  privacy: Privacy;
}

export const longestTitle = 500;

export function albumValue(album: Album): string {
  if (album.kind === 'personal') return 'personal';
  return album.albumId === null ? `remote:${album.remoteId ?? ''}` : `known:${album.albumId}`;
}

export type ChoiceFault = 'titleMissing' | 'titleTooLong';

export function faultOf(choice: AlbumChoice): ChoiceFault | null {
  if (choice.album !== 'new') return null;
  const title = choice.title.trim();
  if (title === '') return 'titleMissing';
  return title.length > longestTitle ? 'titleTooLong' : null;
}

/** null while the choice is not complete, or its album is gone from the list. */
export function targetOf(choice: AlbumChoice, albums: readonly Album[]): AlbumTarget | null {
  if (faultOf(choice) !== null) return null;
  if (choice.album === 'personal') return { kind: 'personal' };
  if (choice.album === 'new') return { kind: 'new', title: choice.title.trim(), privacy: choice.privacy };
  if (choice.album === 'per_subfolder') return { kind: 'per_subfolder', privacy: choice.privacy };
  const album = albums.find((one) => albumValue(one) === choice.album);
  if (album === undefined) return null;
  if (album.albumId !== null) return { kind: 'known', albumId: album.albumId };
  return album.remoteId === null ? null : { kind: 'remote', remoteId: album.remoteId, title: album.title };
}
