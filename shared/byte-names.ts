// A reversible text form for file names that are not valid UTF-8, safe in SQLite, JSON and messages. Pure.

/**
 * [Note: byte names] A path is split at slashes and backslashes. A part that is valid UTF-8, without characters of
 * our range, stays as it is. In any other part each byte above 127 becomes one character: U+10FE00 plus the byte, in
 * a private range. So each byte sequence has exactly one form, and no two share one. `readable` (readable-names.ts)
 * prepares names for people; the way to the disk leads through main/engine/disk/disk-paths.ts.
 */
const firstByteCharacter = 0x10fe00;
/** The first UTF-16 unit of each such character: rare in ordinary names, and quick to search for. */
const leadingHalf = '\uDBFF';
const anyByteCharacter = /[\u{10FE00}-\u{10FEFF}]/u;

/** Whether the text contains a name that is not valid UTF-8. */
export function isByteName(text: string): boolean {
  return text.includes(leadingHalf) && anyByteCharacter.test(text);
}

/** The byte that a character stands for; null: an ordinary character. */
export function byteOfCharacter(character: string): number | null {
  const code = (character.codePointAt(0) ?? 0) - firstByteCharacter;
  return code >= 0 && code <= 0xff ? code : null;
}

/** The text form of a name or a path. */
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

/** null: not valid UTF-8. `decodeURIComponent` is strict: it rejects overlong sequences and surrogates. */
function utf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

/** The bytes of a name or a path. A lone surrogate becomes U+FFFD, as always when text is written as UTF-8. */
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
