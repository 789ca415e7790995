// Names of files and albums as a terminal may show them: readable, and without anything that moves the cursor, changes
// colours or reverses the text. Pure.
import { readable } from '../../../shared/readable-names.ts';

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

/** Control characters, line separators, invisible and direction marks. The joiner inside emoji (U+200D) stays. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

export function safeText(text: string): string {
  return readable(text).replaceAll(unsafe, (sign) => short[sign] ?? `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
