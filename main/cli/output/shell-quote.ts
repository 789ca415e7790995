// An argument quoted so that it can be pasted into the system's usual shell, whatever a file's name holds. Pure.
import { bytesOfName } from '../../../shared/byte-names.ts';

/** Nothing that a terminal would act on, and no byte that is no UTF-8. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const plain = /^[^\u0000-\u001F\u007F-\u009F\u{10FE00}-\u{10FEFF}]*$/u;

export function shellQuote(text: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./\\-]+$/u.test(text) && !(platform !== 'win32' && text.includes('\\'))) return text;
  if (platform === 'win32') return `"${text}"`;
  return plain.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : byBytes(text);
}

/** The form that bash, zsh and ksh know for what cannot be typed. */
function byBytes(text: string): string {
  const written = Array.from(text, (character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    if (plain.test(character)) return character;
    return bytesOfName(character)
      .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
      .join('');
  });
  return `$'${written.join('')}'`;
}
