// For tests of inspection: a folder for files, and their inspection. Registers vitest's hooks.
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { facts as factsSchema, inspectOutcome, type Facts } from '../../../shared/facts.ts';
import { inspect } from '../inspect.ts';

/** To be asked for where a file begins; the folder goes with its last test. */
export function inspectionsOfFile() {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
  const thumbnails = join(folder, 'thumbnails');
  afterAll(() => rm(folder, { recursive: true }));
  return {
    folder,
    thumbnails,
    /** Answers its path. */
    async put(name: string, bytes: Buffer | string): Promise<string> {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return path;
    },
    /** Facts in the shape that leaves the process; anything else is thrown. */
    async look(path: string): Promise<Facts> {
      const outcome = inspectOutcome.parse(await inspect(path, thumbnails));
      if (outcome.kind !== 'facts') throw new Error(`${path}: ${JSON.stringify(outcome)}`);
      return factsSchema.parse(outcome.facts);
    },
  };
}
