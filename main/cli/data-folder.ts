// Where the terminal keeps its library unless `--data` names a folder. Creates nothing.
import { join, resolve } from 'node:path';
import { personFolder } from '../engine/person-folder.ts';

/** The folder of this system and environment; a demo account has a library of its own. `given` is taken as it is. */
export function dataFolder(
  given: string | null,
  demo: boolean,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  if (given !== null) return resolve(given);
  const folder = join(personFolder(env, platform), 'cli');
  return demo ? join(folder, 'demo') : folder;
}
