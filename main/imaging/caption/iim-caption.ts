// IPTC's caption (IIM 2:120), alone or inside Photoshop's resources.
import { iimDataSets, resourceOf } from '../place/iptc-place.ts';
import { mostTextBytes, unmarkedText } from './unmarked-text.ts';

/** Envelope record: CodedCharacterSet. ESC % G names UTF-8; nothing else is in use. */
const charset = { record: 1, number: 90 };
const caption = { record: 2, number: 120 };
const utf8Mark = Buffer.from('\u001B%G', 'latin1');

/** null: none, or unreadable. Without a mark, or with an unknown one, the encoding is guessed. */
export function captionInIim(iim: Buffer): string | null {
  let isUtf8 = false;
  for (const { record, number, from, end } of iimDataSets(iim)) {
    const value = iim.subarray(from, Math.min(end, from + mostTextBytes));
    if (record === charset.record && number === charset.number)
      isUtf8 = value.subarray(0, utf8Mark.length).equals(utf8Mark);
    if (record !== caption.record || number !== caption.number || value.length === 0) continue;
    // Programs put the mark on old texts, too: bytes that are not UTF-8 are not believed to be.
    return unmarkedText(value) ?? (isUtf8 ? value.toString('utf8') : null);
  }
  return null;
}

/** The IIM inside a block of Photoshop's resources; null: there is none. */
export const iimInResources = (block: Buffer): Buffer | null => resourceOf(block, 'iim');
