// What can be decided about a held photo, in words, and the command that does it. Pure.
import type { Reason } from '../../../shared/reasons.ts';
import { isAboutAlbum } from '../../../shared/reasons.ts';
import { triedAgain, type DecideAction } from '../commands/decisions.ts';
import { safeText } from './safe-text.ts';
import type { Locale } from '../locales/locale.ts';

/** One sentence for a photo, without its path; empty where nothing can be done. */
export function nextCommand(reason: Reason | null, can: readonly DecideAction[], { texts }: Locale): string {
  const { what, or, byItself, otherAlbum, useAlbum, anotherAlbum, withPlace, alsoHere, look } = texts.decide;
  const textOf = (one: DecideAction): string => {
    if (reason === 'album_taken' && one === 'new-album') return anotherAlbum;
    if (reason === 'in_other_album' && one === 'send-anyway') return alsoHere;
    return reason === 'place_stays' && one === 'send-anyway' ? withPlace : what[one];
  };
  const isRetried = isTriedAgain(reason);
  const offers = [
    ...(isRetried ? [byItself] : []),
    ...(isAboutAlbum(reason) ? [reason === 'album_taken' ? useAlbum : otherAlbum] : []),
    ...byHand(reason, can).map((one) => `${textOf(one)} (${one})`),
  ];
  const last = offers.at(-1) ?? '';
  const listed = offers.length < 2 ? last : `${offers.slice(0, -1).join(', ')} ${or} ${last}`;
  return can.includes('it-is-there') ? `${look}: ${listed}` : listed;
}

/** How the words in brackets become a command, with this photo as the example; null where the library does not stay. */
export function decideCommand(
  { path, reason, decisions }: { path: string; reason: Reason | null; decisions: readonly DecideAction[] },
  { texts, call }: Locale,
): string | null {
  const [first] = byHand(reason, decisions);
  return first === undefined || call === null ? null : texts.decide.how(safeText(call('decide', first, path)));
}

const isTriedAgain = (reason: Reason | null): boolean => triedAgain.some(([one]) => one === reason);

/** Without what the next sync does by itself. */
function byHand(reason: Reason | null, can: readonly DecideAction[]): DecideAction[] {
  return can.filter((one) => !isTriedAgain(reason) || (one !== 'try-again' && one !== 'check-again'));
}
