// Creates the data folders, readable by this user only.
import { mkdirSync } from 'node:fs';
import type { DataPaths } from './paths.ts';

/** They hold names of photos, and thumbnails. An existing folder keeps its rights: somebody may have set them. */
export function createDataFolders(paths: Pick<DataPaths, 'folder' | 'session'>): void {
  for (const folder of [paths.folder, paths.session]) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
