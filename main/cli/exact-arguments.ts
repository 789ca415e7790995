// The arguments as they were typed. Node loses bytes that are no UTF-8; Linux tells them. Reads one file of the system and only then.
import { readFileSync } from 'node:fs';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { lossy } from '../engine/steps/disk-door.ts';

/** `given`: the last arguments of this process. Elsewhere, and where the two do not fit together, they stay as they are. */
export function exactArguments(given: readonly string[], commandLine = readCommandLine): string[] {
  if (!given.some((argument) => argument.includes('\uFFFD'))) return [...given];
  const typed = commandLine()?.slice(-given.length) ?? [];
  return given.map((argument, place) => {
    const exact = typed[place] === undefined ? argument : nameOfBytes(typed[place]);
    return lossy(exact) === argument ? exact : argument;
  });
}

/** Each argument ends with a zero. null: this system does not tell. */
function readCommandLine(): Uint8Array[] | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync('/proc/self/cmdline');
  } catch {
    return null;
  }
  const found: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0, from);
    const to = end < 0 ? bytes.length : end;
    found.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return found;
}
