// The program's arguments as they were given, asked of the system where Node lost bytes of them. Reads one file, and only then.
import { readFileSync } from 'node:fs';
import { areBytesLost, exactWords } from '../../../shared/exact-words.ts';

export function exactArguments(given: readonly string[]): readonly string[] {
  if (!areBytesLost(given)) return given;
  try {
    return exactWords(given, readFileSync('/proc/self/cmdline'));
  } catch {
    // No Linux: there names are text.
    return given;
  }
}
