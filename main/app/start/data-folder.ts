// Makes the folders that have to be there before anything starts, for this person's eyes only. Writes nothing into them.
import { mkdirSync } from 'node:fs';
import type { DataPlaces } from './paths.ts';

/** Names of folders and photos lie in it, and thumbnails. A folder that is there already stays as it is: it may be somebody's choice. */
export function makeDataFolder(places: Pick<DataPlaces, 'folder' | 'session'>): void {
  for (const folder of [places.folder, places.session]) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
