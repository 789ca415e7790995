// When two album titles count as the same. OK itself allows several albums with one title. Pure.
import type { Privacy } from './library/album.ts';

/**
 * Titles with equal keys count as the same and are asked about. Ignored are: Unicode composition, kinds and numbers
 * of spaces, invisible characters, case, and the kind of dashes and quotation marks, which keyboards choose. A
 * question costs one click; two albums with one title cost an evening. Letters that look different stay different.
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

/** The title with spaces and invisible characters normalised, but with its case and dashes. */
function plainTitle(title: string): string {
  return title
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** The albums with this title: the exact matches if there are any, else those with an equal key. */
export function ofTitle<A extends { title: string }>(title: string, albums: readonly A[]): A[] {
  const key = titleKey(title);
  const same = albums.filter((album) => titleKey(album.title) === key);
  const exact = same.filter((album) => plainTitle(album.title) === plainTitle(title));
  return exact.length > 0 ? exact : same;
}

const seenBy: Readonly<Record<Privacy, number>> = { private: 0, friends: 1, public: 2 };

/** Whether `visibleTo` includes more people than `chosen`. null: not known, so possibly everybody. */
export function isWider(visibleTo: Privacy | null, chosen: Privacy): boolean {
  return seenBy[visibleTo ?? 'public'] > seenBy[chosen];
}
