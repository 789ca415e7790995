// Text whose encoding nobody named: UTF-8 where it can be, else an old encoding of one byte a letter.
import { nameOfBytes } from '../../../shared/byte-names.ts';
import { readable } from '../../../shared/readable-names.ts';

/** Bytes of a text that are looked at: far more than any caption has. */
export const mostTextBytes = 64 * 1024;

const strict = new TextDecoder('utf-8', { fatal: true });
const asUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

/** Characters of windows-1252 for bytes 128 to 159. */
const western = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Some programs take UTF-8 for a western text and encode it again: «Ã¶» for «ö». Nobody writes that on purpose. */
function encodedOnce(text: string): string {
  let now = text;
  for (let times = 0; times < 2; times += 1) {
    const bytes = Array.from(now, (character) => {
      const at = western.indexOf(character);
      return at === -1 ? (character.codePointAt(0) ?? 0) : 0x80 + at;
    });
    if (bytes.every((byte) => byte < 0x80) || bytes.some((byte) => byte > 0xff)) return now;
    const before = asUtf8(Uint8Array.from(bytes));
    if (before === null) return now;
    now = before;
  }
  return now;
}

/** The text up to its first NUL; null when no encoding makes words of it. */
export function unmarkedText(bytes: Buffer): string | null {
  const end = bytes.indexOf(0);
  const written = bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, mostTextBytes));
  const text = asUtf8(written);
  if (text !== null) return encodedOnce(text);
  // Cut in the middle of a letter, by a writer with a fixed field.
  for (let short = 1; short < 4 && short < written.length; short += 1) {
    const cut = asUtf8(written.subarray(0, written.length - short));
    if (cut !== null && /[^\0-\u007F]/u.test(cut)) return cut;
  }
  const guess = readable(nameOfBytes(written));
  return /\\x[89A-F][\dA-F]/u.test(guess) ? null : guess;
}
