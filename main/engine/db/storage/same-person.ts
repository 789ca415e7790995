// A plain file beside the receipts: the ids that one person has under several applications. Outlives a damaged
// database.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** In the folder of the receipts. */
export const samePersonFile = 'same-person.jsonl';

const renamed = z.object({
  from: z.string().min(1),
  to: z.string().min(1),
  /** See `application-mark.ts`. */
  application: z.string(),
  atMs: z.number().int(),
});
export type RenamedPerson = z.infer<typeof renamed>;

/** Throws where it cannot be written: then the library keeps its former id. */
export function addSamePerson(folder: string, one: RenamedPerson): void {
  mkdirSync(folder, { recursive: true });
  const handle = openSync(join(folder, samePersonFile), 'a');
  try {
    writeSync(handle, `\n${JSON.stringify(one)}`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export interface SamePerson {
  /** The id that stands for this one now, and the application that it is of; null: it never changed. */
  now(userId: string): { userId: string; application: string } | null;
}

export function readSamePerson(folder: string): SamePerson {
  const ids = new Set<string>();
  let last: RenamedPerson | null = null;
  for (const line of linesOf(join(folder, samePersonFile))) {
    const one = parsed(line);
    if (one === null) continue;
    // A line that does not go on from the one before is another person's: a file that was put together by hand.
    if (last !== null && last.to !== one.from) ids.clear();
    ids.add(one.from).add(one.to);
    last = one;
  }
  return {
    now: (userId) => (last !== null && ids.has(userId) ? { userId: last.to, application: last.application } : null),
  };
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return []; // the id never changed
  }
}

function parsed(line: string): RenamedPerson | null {
  try {
    return renamed.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
