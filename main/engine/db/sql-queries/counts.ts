// How many photos there are: per folder and state, as triggers keep them, and per album. Read-only.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { noCounts, shownState, type ShownCounts } from '../../../../shared/library/shown-state.ts';

const countRow = z.object({ folder_id: z.number(), shown: shownState, files: z.number(), bytes: z.number() });

export function openCounts(db: Database) {
  const counts = db.prepare('SELECT folder_id, shown, files, bytes FROM counts WHERE files > 0');
  const albumsOfFolder = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM albums WHERE folder_id = ?');
  const photosOfAlbum = db.prepare<[number], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE album_id = ? AND state = 'done'`,
  );
  const unsentFiles = db.prepare<[number], { n: number }>(
    `SELECT EXISTS (SELECT 1 FROM counts WHERE folder_id = ? AND shown <> 'done' AND files > 0) AS n`,
  );

  return {
    /** `byFolder` and `waitingBytes` by folder id; folders without files are missing. */
    photos(): { byFolder: Map<number, ShownCounts>; all: ShownCounts; waitingBytes: Map<number, number> } {
      const byFolder = new Map<number, ShownCounts>();
      const all = noCounts();
      const waitingBytes = new Map<number, number>();
      for (const raw of counts.all()) {
        const row = countRow.parse(raw);
        const folder = byFolder.get(row.folder_id) ?? noCounts();
        byFolder.set(row.folder_id, folder);
        for (const sum of [folder, all]) {
          sum[row.shown] += row.files;
          sum.all += row.files;
        }
        if (row.shown === 'waiting') waitingBytes.set(row.folder_id, row.bytes);
      }
      return { byFolder, all, waitingBytes };
    },
    /** Albums made for subfolders of this folder. */
    albumsOfFolder: (folderId: number): number => albumsOfFolder.get(folderId)?.n ?? 0,
    /** Photos of this album that are on the service. */
    photosOfAlbum: (albumId: number): number => photosOfAlbum.get(albumId)?.n ?? 0,
    /** Whether the folder has files whose photos are not on the service. */
    hasUnsentFiles: (folderId: number): boolean => unsentFiles.get(folderId)?.n === 1,
  };
}
