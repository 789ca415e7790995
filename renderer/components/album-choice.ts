// The album chosen in a form, its faults, and the `AlbumTarget` it becomes. Pure.
import { isWider, ofTitle, titleKey } from '../../shared/album-title.ts';
import type { Album, AlbumTarget, GroupOfAlbum, Privacy } from '../../shared/library/album.ts';

/** `album`: 'personal', 'new', 'per_subfolder', 'known:ID', 'remote:ID', or in the first start 'planned:PATH'. */
export interface AlbumFormChoice {
  album: string;
  title: string;
  /** Of a new album; the others have their own. */
  privacy: Privacy;
  /** Of a new album: the group that it is made in; absent: the person's own. */
  inGroup?: GroupOfAlbum | undefined;
  /**
   * Key of a title for which the person wants another album although one exists. A changed title is asked about
   * again.
   */
  anotherOf?: string;
  /** For an album per subfolder: what to do about titles that exist already. */
  namesakes?: 'use' | 'another';
}

export const longestTitle = 500;

export function albumValue(album: Album): string {
  if (album.kind === 'personal') return 'personal';
  return album.albumId === null ? `remote:${album.remoteId ?? ''}` : `known:${album.albumId}`;
}

/**
 * Albums that have the new album's title already; none once the person has asked for another one. In a group the album
 * of that title is used, as the form says.
 */
export function namesakesOf(choice: AlbumFormChoice, albums: readonly Album[]): Album[] {
  if (choice.inGroup !== undefined) return [];
  const key = titleKey(choice.title);
  if (choice.album !== 'new' || key === '' || choice.anotherOf === key) return [];
  return ofTitle(choice.title, albumsOnly(albums));
}

/** Existing albums that have the title of one that a folder would create for a subfolder. */
export function titlesThere(titles: readonly string[], albums: readonly Album[]): Album[] {
  const keys = new Set(titles.map(titleKey));
  return albumsOnly(albums).filter(({ title }) => keys.has(titleKey(title)));
}

/** The person's own: a title in a group is another place. */
const albumsOnly = (albums: readonly Album[]): Album[] =>
  albums.filter(({ kind, group }) => kind === 'album' && group === undefined);

export type ChoiceFault = 'titleMissing' | 'titleTooLong' | 'titleTaken';

/** `titles`: those of the albums that «one per subfolder» would create, where known. */
export function faultOf(
  choice: AlbumFormChoice,
  albums: readonly Album[],
  titles: readonly string[] = [],
): ChoiceFault | null {
  if (choice.album === 'per_subfolder')
    return choice.namesakes === undefined && titlesThere(titles, albums).length > 0 ? 'titleTaken' : null;
  if (choice.album !== 'new') return null;
  const title = choice.title.trim();
  if (titleKey(title) === '') return 'titleMissing';
  if (title.length > longestTitle) return 'titleTooLong';
  return namesakesOf(choice, albums).length > 0 ? 'titleTaken' : null;
}

/** Whether more people can see this album than were chosen for a new one. */
export function isWiderThanChosen(album: Album, choice: AlbumFormChoice): boolean {
  return isWider(album.privacy, choice.privacy);
}

/** null while the choice is not complete, or its album is gone from the list. */
export function targetOf(
  choice: AlbumFormChoice,
  albums: readonly Album[],
  titles: readonly string[] = [],
): AlbumTarget | null {
  if (faultOf(choice, albums, titles) !== null) return null;
  const { privacy, namesakes } = choice;
  if (choice.album === 'personal') return { kind: 'personal' };
  if (choice.album === 'new' && choice.inGroup !== undefined)
    return { kind: 'in_group', title: choice.title.trim(), group: choice.inGroup };
  if (choice.album === 'new') {
    const another = choice.anotherOf === titleKey(choice.title);
    return { kind: 'new', title: choice.title.trim(), privacy, ...(another && { another }) };
  }
  if (choice.album === 'per_subfolder')
    return { kind: 'per_subfolder', privacy, ...(namesakes !== undefined && { namesakes }) };
  const album = albums.find((one) => albumValue(one) === choice.album);
  if (album === undefined) return null;
  if (album.albumId !== null) return { kind: 'known', albumId: album.albumId };
  if (album.remoteId === null) return null;
  const { remoteId, title, group } = album;
  return { kind: 'remote', remoteId, title, ...(group !== undefined && { group }) };
}
