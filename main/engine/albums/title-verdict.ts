// What to do with an album that is to be made, now that the titles on the service are known: use one, make it, or ask. Pure.
import { isWider, ofTitle } from '../../../shared/album-title.ts';
import type { Privacy } from '../../../shared/library/album.ts';

interface WishedAlbum {
  title: string;
  privacy: Privacy | null;
  /** The person meant the album there is, if there is one. */
  findByTitle: boolean;
  /** The person knows that there is one, and wants another. */
  isAnother: boolean;
  /** Subfolders of one name have albums of one title: what this library made itself is no reason to ask. */
  isOfSubfolder: boolean;
}

export type TitleVerdict<A> = { kind: 'adopt'; album: A } | { kind: 'create' } | { kind: 'ask' };

/**
 * No second album of a title is made without a word, and no photo goes where more people see it than was wished for. `isOwned`: an album
 * on the service that this library knows as another one of its own.
 */
export function titleVerdict<A extends { id: string; title: string; privacy: Privacy | null }>(
  wished: WishedAlbum,
  there: readonly A[],
  isOwned: (id: string) => boolean,
): TitleVerdict<A> {
  if (wished.isAnother) return { kind: 'create' };
  const same = ofTitle(wished.title, there).filter(({ id }) => !wished.isOfSubfolder || !isOwned(id));
  const [only, ...more] = same;
  if (only === undefined) return { kind: 'create' };
  const isClear = wished.findByTitle && more.length === 0 && !isOwned(only.id);
  return isClear && !isWider(only.privacy, wished.privacy ?? 'private')
    ? { kind: 'adopt', album: only }
    : { kind: 'ask' };
}
