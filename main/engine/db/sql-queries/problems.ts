// The problems list: photos that need the person, grouped by reason, with the placements behind them. Read-only.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { nameInGroup } from '../../../../shared/library/album.ts';
import type { PhotoRow } from '../../../../shared/library/photo.ts';
import { albumReasons, problemReason, type ProblemReason } from '../../../../shared/reasons.ts';
import { rowColumns, rowJoins, toPhotoRow } from '../sql-queries/photo-row.ts';

const groupRow = z.object({
  reason: problemReason,
  album_id: z.number().nullable(),
  album_title: z.string().nullable(),
  group_id: z.string().nullable(),
  group_name: z.string().nullable(),
  folder_id: z.number().nullable(),
  folder_title: z.string().nullable(),
  photos: z.number(),
});
const folderProblemRow = z.object({ reason: problemReason.nullable(), photos: z.number() });

const ofAlbums = albumReasons.map((one) => `'${one}'`).join(', ');

export function openProblems(db: Database) {
  const groups =
    db.prepare(/* sql */ `SELECT reason, NULL AS album_id, NULL AS album_title, NULL AS group_id, NULL AS group_name,
      NULL AS folder_id, NULL AS folder_title, count(*) AS photos FROM files INDEXED BY files_problems
    WHERE shown = 'needs_you' AND reason IS NOT NULL AND reason NOT IN (${ofAlbums}, 'unnamed_picture') GROUP BY reason
    UNION ALL
    SELECT f.reason, NULL, NULL, NULL, NULL, f.folder_id, d.title, count(*) FROM files f INDEXED BY files_problems
    JOIN folders d ON d.id = f.folder_id
    WHERE f.shown = 'needs_you' AND f.reason = 'unnamed_picture' GROUP BY f.folder_id
    UNION ALL
    SELECT f.reason, p.album_id, a.title, a.group_id, a.group_name, NULL, NULL, count(*)
    FROM files f JOIN placements p ON p.id = f.placement_id JOIN albums a ON a.id = p.album_id
    WHERE f.shown = 'needs_you' AND f.reason IN (${ofAlbums}) GROUP BY f.reason, p.album_id
    ORDER BY photos DESC`);
  const ofGroup = db.prepare(`SELECT ${rowColumns} ${rowJoins}
    WHERE f.shown = 'needs_you' AND f.reason = @reason AND (@album IS NULL OR p.album_id = @album)
      AND (@folder IS NULL OR f.folder_id = @folder) ORDER BY f.sort_ms DESC, f.id DESC LIMIT @limit`);
  const idsOfGroup = db.prepare(`SELECT f.id FROM files f LEFT JOIN placements p ON p.id = f.placement_id
    WHERE f.shown = 'needs_you' AND f.reason = @reason AND (@album IS NULL OR p.album_id = @album) ORDER BY f.id`);
  const ofFolder = db.prepare(
    `SELECT reason, count(*) AS photos FROM files WHERE folder_id = ? AND shown = 'needs_you' GROUP BY reason`,
  );
  const heldForAlbum = db.prepare(
    `SELECT id FROM placements WHERE album_id = ? AND state = 'held' AND reason IN (${ofAlbums})`,
  );
  const heldByFull = db
    .prepare<[number], number>(
      `SELECT placement_id FROM files WHERE folder_id = ? AND shown = 'needs_you' AND reason = 'album_full'
        AND placement_id IS NOT NULL`,
    )
    .pluck();

  return {
    /** Most photos first; `rows`: the newest eight of each. */
    groups(): {
      reason: ProblemReason;
      albumId: number | null;
      albumTitle: string | null;
      folder: { folderId: number; title: string } | null;
      photos: number;
      rows: PhotoRow[];
    }[] {
      return groups.all().map((raw) => {
        const group = groupRow.parse(raw);
        const rows = ofGroup
          .all({ reason: group.reason, album: group.album_id, folder: group.folder_id, limit: 8 })
          .map(toPhotoRow);
        return {
          reason: group.reason,
          albumId: group.album_id,
          albumTitle:
            group.album_title === null
              ? null
              : nameInGroup(
                  group.album_title,
                  group.group_id === null ? null : { id: group.group_id, name: group.group_name ?? '' },
                ),
          folder: group.folder_id === null ? null : { folderId: group.folder_id, title: group.folder_title ?? '' },
          photos: group.photos,
          rows,
        };
      });
    },
    ofFolder: (folderId: number): { reason: ProblemReason | null; photos: number }[] =>
      ofFolder.all(folderId).map((raw) => folderProblemRow.parse(raw)),
    /** `albumId` null: of all albums. */
    fileIds: (reason: ProblemReason, albumId: number | null): number[] =>
      (idsOfGroup.all({ reason, album: albumId }) as { id: number }[]).map(({ id }) => id),
    /** Placements held because of this album. */
    heldForAlbum: (albumId: number): number[] => (heldForAlbum.all(albumId) as { id: number }[]).map(({ id }) => id),
    /** Of this folder, what waits because its album is full. */
    heldByFullAlbums: (folderId: number): number[] => heldByFull.all(folderId),
  };
}
