// A library that already knows every file of a folder, written straight into its tables: inspecting 20,000 files would
// take minutes.
import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tablesOf } from '../../main/engine/db/tables.ts';
import { openLibrary } from '../../main/engine/db/storage/open.ts';
import { relativeKey } from '../../main/engine/disk/path-rules.ts';
import { fileStatOf } from '../../main/engine/disk/file-stat.ts';
import { defaultRules } from '../../shared/library/folder-rules.ts';

const perFolder = 500;

export function makeKnownFiles(folder: string, data: string, count: number): void {
  const opened = openLibrary(data);
  if (opened.kind !== 'open') throw new Error(`library: ${opened.kind}`);
  const tables = tablesOf(opened.db, () => Date.now());
  tables.together(() => {
    const albumId = tables.albums.wanted('Bench', 'private', false);
    const folderId = tables.folders.add({
      kind: 'watched',
      path: folder,
      title: 'Bench',
      target: { kind: 'album', albumId },
      rules: defaultRules,
    });
    for (let index = 0; index < count; index++) {
      const below = join(folder, `folder ${Math.floor(index / perFolder)}`);
      if (index % perFolder === 0) mkdirSync(below, { recursive: true });
      const path = join(below, `IMG_${String(index).padStart(6, '0')}.jpg`);
      writeFileSync(path, 'x');
      const fileStat = fileStatOf(lstatSync(path, { bigint: true }));
      const fileId = tables.files.add(folderId, relativeKey(folder, path) ?? '', fileStat, true);
      tables.files.set(fileId, 'skipped', 'skipped', 'left_out');
    }
  });
  opened.close();
}
