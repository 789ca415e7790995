// Restores command-line arguments that are not UTF-8: Node replaces such bytes, Linux keeps them
// (/proc/self/cmdline). Pure.
import { isByteName, nameOfBytes } from './byte-names.ts';

/** Whether Node has lost bytes of these arguments: it replaces bytes that are not UTF-8 by U+FFFD. */
export function areBytesLost(words: readonly string[]): boolean {
  return words.some((word) => word.includes('\uFFFD'));
}

/**
 * The arguments as they were typed. `given`: the last arguments of this process. `readCommandLine` reads
 * `/proc/self/cmdline`, and is called only where Node lost bytes; it throws where names are text anyway (not Linux).
 */
export function exactArguments(given: readonly string[], readCommandLine: () => Uint8Array): readonly string[] {
  if (!areBytesLost(given)) return given;
  try {
    return restoreArguments(given, readCommandLine());
  } catch {
    return given;
  }
}

/**
 * `given`: the last arguments. `commandLine`: all of them, each ending with a zero byte. Arguments that do not match
 * stay as given.
 */
export function restoreArguments(given: readonly string[], commandLine: Uint8Array | null): string[] {
  const typed = wordsIn(commandLine ?? new Uint8Array()).slice(-given.length);
  return given.map((word, index) => {
    const exact = typed[index];
    return word.includes('\uFFFD') && exact !== undefined && isByteName(exact) && ascii(exact) === ascii(word)
      ? exact
      : word;
  });
}

function wordsIn(bytes: Uint8Array): string[] {
  const words: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0, from);
    const to = end < 0 ? bytes.length : end;
    words.push(nameOfBytes(bytes.subarray(from, to)));
    from = to + 1;
  }
  return words;
}

/** The ASCII characters, which are never lost. */
const ascii = (word: string): string => Array.from(word, (one) => (one < '\u0080' ? one : '')).join('');
