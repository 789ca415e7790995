// Copies made for sending and for showing that a crash left behind. At a start, before anything is made.
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

/** Copies of photos that need none any more, and such as were never finished. */
export function sweepCopies(folder: string, isNeeded: (placementId: number) => boolean): void {
  sweep(folder, (name) => {
    const id = /^(\d+)\.copy$/u.exec(name)?.[1];
    return id !== undefined && isNeeded(Number(id));
  });
}

/** What is shown stays until there is too much of it (queries/shown-pictures.ts); what was only needed on the way goes. */
export function sweepPreviews(folder: string): void {
  sweep(folder, (name) => name.endsWith('.jpg'));
}
