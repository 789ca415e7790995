// For tests: the failures that no second try may hide, because they speak of the first promise. The words they begin
// with are known to vitest.config.ts.
import type { Ledger } from '../../emulator/state/ledger.ts';

export class PromiseBroken extends Error {
  constructor(what: string) {
    super(`PROMISE BROKEN: ${what}`);
  }
}

/**
 * Throws when the service published one id twice, or holds more photos twice in an album than `onPurpose`, which
 * stands for what a person asked for.
 */
export function nothingDoubled(ledger: Ledger, onPurpose = 0): void {
  const { idsCommittedTwice, contentsTwiceInAlbum } = ledger.summary;
  if (idsCommittedTwice === 0 && contentsTwiceInAlbum <= onPurpose) return;
  throw new PromiseBroken(`${idsCommittedTwice} ids published twice, ${contentsTwiceInAlbum} photos twice in an album`);
}
