// The text form of file names whose bytes are no UTF-8: exactly reversible, and safe in SQLite, JSON and messages. Pure; reads no disk.

/**
 * [Note: byte names] A path is cut at its slashes and backslashes. A part that is valid UTF-8 and holds no sign of ours stays as it is. In
 * any other part every byte above 127 becomes one sign: U+10FE00 plus the byte, in a private range. So each sequence of bytes has exactly
 * one form, and no two share one. What is shown to a person goes through `readable` (readable-names.ts); what is given to the disk goes
 * through the disk's door (main/engine/disk/disk-paths.ts).
 */
const firstByteCharacter = 0x10fe00;
/** The first half of each sign in UTF-16. Ordinary names do not hold it, and looking for it is quick. */
const leadingHalf = '\uDBFF';
const anyByteCharacter = /[\u{10FE00}-\u{10FEFF}]/u;

/** Whether the text holds a name whose bytes are no UTF-8. */
export function isByteName(text: string): boolean {
  return text.includes(leadingHalf) && anyByteCharacter.test(text);
}

/** The byte that a sign stands for; null: it is an ordinary character. */
export function byteOfCharacter(character: string): number | null {
  const code = (character.codePointAt(0) ?? 0) - firstByteCharacter;
  return code >= 0 && code <= 0xff ? code : null;
}

/** A name or a path, from its bytes. */
export function nameOfBytes(bytes: Iterable<number>): string {
  let name = '';
  let part: number[] = [];
  for (const byte of bytes) {
    part.push(byte);
    if (byte !== 0x2f && byte !== 0x5c) continue;
    name += partOfBytes(part);
    part = [];
  }
  return name + partOfBytes(part);
}

function partOfBytes(bytes: readonly number[]): string {
  const text = utf8(bytes);
  if (text !== null && !isByteName(text)) return text;
  return bytes.map((byte) => String.fromCodePoint(byte < 0x80 ? byte : firstByteCharacter + byte)).join('');
}

/** null: no valid UTF-8. `decodeURIComponent` takes exactly the valid sequences: nothing overlong, no surrogates. */
function utf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

/** The bytes of a name or a path. Half a surrogate pair becomes U+FFFD, as it does whenever text is written as UTF-8. */
export function bytesOfName(name: string): number[] {
  const bytes: number[] = [];
  for (const character of name) {
    const byte = byteOfCharacter(character);
    const code = character.codePointAt(0) ?? 0;
    if (byte !== null) bytes.push(byte);
    else if (code < 0x80) bytes.push(code);
    else pushUtf8(bytes, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return bytes;
}

function pushUtf8(bytes: number[], code: number): void {
  const next = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) bytes.push(0xc0 | (code >> 6), next(0));
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), next(6), next(0));
  else bytes.push(0xf0 | (code >> 18), next(12), next(6), next(0));
}

/** All bytes of a path in hexadecimal digits, for programs that read our output. */
export function hexOfName(name: string): string {
  return bytesOfName(name)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
