// Whether photos may go into an album that was made, by who sees it now. Pure.
import { isWider } from '../../../shared/album-title.ts';
import type { Privacy } from '../../../shared/library/album.ts';

/**
 * `seenBy` null: the service does not say, or says it in a word that is not known here. What everybody may see needs no
 * answer: nobody sees more than was asked for.
 */
export function isSeenAsAsked(asked: Privacy, seenBy: Privacy | null): boolean {
  return seenBy === asked || (seenBy === null && !isWider(seenBy, asked));
}
