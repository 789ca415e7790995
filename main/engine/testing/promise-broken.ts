// For tests: the failures that no second try may hide, because they speak of the first promise. The words they begin
// with are known to vitest.config.ts.
import type { Ledger } from '../../emulator/state/ledger.ts';

export class PromiseBroken extends Error {
  constructor(what: string) {
    super(`PROMISE BROKEN: ${what}`);
  }
}

/** Throws when the service holds a photo twice in one album, or published one id twice. */
export function nothingDoubled(ledger: Ledger): void {
  const { idsCommittedTwice, contentsTwiceInAlbum } = ledger.summary;
  if (idsCommittedTwice + contentsTwiceInAlbum === 0) return;
  throw new PromiseBroken(`${idsCommittedTwice} ids published twice, ${contentsTwiceInAlbum} photos twice in an album`);
}
