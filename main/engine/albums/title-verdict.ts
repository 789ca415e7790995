// Whether a wanted album is one that the service has already, is created, or becomes a question. Pure.
import { isWider, ofTitle } from '../../../shared/album-title.ts';
import type { Privacy } from '../../../shared/library/album.ts';

interface WantedAlbum {
  title: string;
  privacy: Privacy | null;
  /** The person means the album of this title, if there is one. */
  findByTitle: boolean;
  /** The person knows that the title exists, and wants another album. */
  isAnother: boolean;
  /** Subfolders with one name have albums with one title, so an album that this library made is no reason to ask. */
  isOfSubfolder: boolean;
  /** null: the person's own. Who sees a group's album is the group's matter. */
  group: { id: string } | null;
}

export type TitleVerdict<A> = { kind: 'adopt'; album: A } | { kind: 'create' } | { kind: 'ask' };

/**
 * No second album of a title is created unless a person says so, and no photo goes where more people see it than was
 * asked for. `isOwned`: another row of this library owns the album.
 */
export function titleVerdict<A extends { id: string; title: string; privacy: Privacy | null }>(
  wanted: WantedAlbum,
  onService: readonly A[],
  isOwned: (id: string) => boolean,
): TitleVerdict<A> {
  if (wanted.isAnother) return { kind: 'create' };
  const sameTitle = ofTitle(wanted.title, onService).filter(({ id }) => !wanted.isOfSubfolder || !isOwned(id));
  const [first, ...others] = sameTitle;
  if (first === undefined) return { kind: 'create' };
  const isClear = wanted.findByTitle && others.length === 0 && !isOwned(first.id);
  return isClear && (wanted.group !== null || !isWider(first.privacy, wanted.privacy ?? 'private'))
    ? { kind: 'adopt', album: first }
    : { kind: 'ask' };
}
