// Creates the terminal's data folder, readable by its owner only.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isByteName } from '../../shared/byte-names.ts';

/** false: it cannot be made there, or something that is no folder lies there. SQLite takes no name that is no UTF-8. */
export function createDataFolder(folder: string): boolean {
  if (isByteName(folder)) return false;
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  try {
    // One by one: where the system denies a folder as if its parent did not exist (/proc), Node's recursion never ends.
    for (const one of missing.reverse()) makeUnlessThere(one);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** Another run may have made it since we looked. */
function makeUnlessThere(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
