// When two titles are one to a person. OK itself keeps albums of the same title apart. Pure.
import type { Privacy } from './library/album.ts';

/**
 * Equal keys are asked about. Composed and decomposed letters, kinds and numbers of spaces, and characters that cannot be seen never tell
 * albums apart. Neither do case and the kind of a dash or a quotation mark, which keyboards and programs choose: to ask costs one click, two
 * albums of one name cost an evening. Letters that look different stay different.
 */
export function titleKey(title: string): string {
  return plainTitle(title)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/[\p{Pi}\p{Pf}\p{Quotation_Mark}'`´′″]+/gu, "'")
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** As `titleKey`, with the case kept: what is typed exactly is meant rather than what differs in case. */
function plainTitle(title: string): string {
  return title
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Of these albums those that have the title; those that have it to the letter, if there are any. */
export function ofTitle<A extends { title: string }>(title: string, albums: readonly A[]): A[] {
  const key = titleKey(title);
  const same = albums.filter((album) => titleKey(album.title) === key);
  const exact = same.filter((album) => plainTitle(album.title) === plainTitle(title));
  return exact.length > 0 ? exact : same;
}

const seenBy: Readonly<Record<Privacy, number>> = { private: 0, friends: 1, public: 2 };

/** Whether more people see `there` than were wished for. An album that does not say who sees it may be seen by everybody. */
export function isWider(visibleTo: Privacy | null, chosen: Privacy): boolean {
  return seenBy[visibleTo ?? 'public'] > seenBy[chosen];
}
