// Where the programs that this one starts lie: beside it in the bundle, in their own folders in the source.
import { join } from 'node:path';

/** `imaging` or `emulator`, as a file for `fork`. */
export function siblingProcess(name: 'imaging' | 'emulator'): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '..', name, 'entry.ts')
    : join(import.meta.dirname, `${name}.cjs`);
}
