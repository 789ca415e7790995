// At a start, before anything is made: removes copies and previews that a crash left behind.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function sweep(folder: string, isNeeded: (name: string) => boolean): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return; // no copy was ever made
  }
  for (const name of names) if (!isNeeded(name)) rmSync(join(folder, name), { force: true });
}

/** Removes copies that no photo needs any more, and unfinished ones. */
export function sweepCopies(folder: string, isNeeded: (placementId: number) => boolean): void {
  sweep(folder, (name) => {
    const id = /^(\d+)\.copy$/u.exec(name)?.[1];
    return id !== undefined && isNeeded(Number(id));
  });
}

/** Finished previews stay until there are too many (queries/shown-pictures.ts); everything else goes. */
export function sweepPreviews(folder: string): void {
  sweep(folder, (name) => name.endsWith('.jpg'));
}
