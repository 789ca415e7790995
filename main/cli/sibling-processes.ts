// Where the programs lie that this one starts: beside it in the bundle, in their own rooms in the source. Starts none.
import { join } from 'node:path';

/** `imaging` or `emulator`, as a file for `fork`. */
export function siblingProcess(name: 'imaging' | 'emulator'): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '..', name, 'entry.ts')
    : join(import.meta.dirname, `${name}.cjs`);
}
