// Makes the folders that have to be there before anything starts, for this person's eyes only. Writes nothing into them.
import { mkdirSync } from 'node:fs';
import type { DataPaths } from './paths.ts';

/** Names of folders and photos lie in it, and thumbnails. A folder that is there already stays as it is: it may be somebody's choice. */
export function createDataFolders(paths: Pick<DataPaths, 'folder' | 'session'>): void {
  for (const folder of [paths.folder, paths.session]) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
