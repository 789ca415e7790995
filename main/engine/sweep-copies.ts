// Copies made for sending that a crash left behind.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Copies of photos that need none any more, left by a crash. */
export function sweepCopies(folder: string, isNeeded: (placementId: number) => boolean): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return; // no copy was ever made
  }
  for (const name of names) {
    const id = Number(/^(\d+)\.copy/u.exec(name)?.[1]);
    if (!Number.isInteger(id) || !isNeeded(id)) rmSync(join(folder, name), { force: true });
  }
}
