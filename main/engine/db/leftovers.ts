// Rows that no step takes any more: unsent photos of albums that are gone, and files of removed folders.
//
// [Note: leftovers] Many writes can cause such a row: an album goes, a photo is found for an album that is gone, a
// reservation ends, a commit of a removed folder fails. Temporary triggers notice all of these writes, so that no
// writer can forget it and no loop has to poll. They belong to this connection only; the jobs find the rows of a former
// run at the start.
import type { Database } from 'better-sqlite3';

export type LeftoverKind = 'photo_of_gone_album' | 'file_of_removed_folder';

const unsent = `('review', 'queued', 'reserved', 'uploaded')`;
/** A photo with a reservation in a full album may still fit, so it is tried. */
const stillTried = `('reserved', 'uploaded')`;
const shownAsOpen = `('checking', 'review', 'waiting', 'needs_you')`;
/** The service has these photos, or may have them. */
const perhapsPublic = `('committing', 'unclear', 'done')`;

/** `p`: the placement's row, `a`: its album's. */
const takesNoMore = (p: string): string => `a.state = 'gone' AND (a.is_full = 0 OR ${p}.state NOT IN ${stillTried})`;
const isOfGoneAlbum = `NEW.state IN ${unsent} AND EXISTS (SELECT 1 FROM albums a WHERE a.id = NEW.album_id
  AND ${takesNoMore('NEW')})`;
const isOfRemovedFolder = `NEW.shown IN ${shownAsOpen}
  AND EXISTS (SELECT 1 FROM folders d WHERE d.id = NEW.folder_id AND d.removed_at_ms IS NOT NULL)`;

const triggers = /* sql */ `
CREATE TEMP TRIGGER IF NOT EXISTS leftover_placement_added AFTER INSERT ON main.placements WHEN ${isOfGoneAlbum}
  BEGIN SELECT leftover('photo_of_gone_album'); END;
CREATE TEMP TRIGGER IF NOT EXISTS leftover_placement_changed AFTER UPDATE OF state,
album_id ON main.placements WHEN ${isOfGoneAlbum}
  BEGIN SELECT leftover('photo_of_gone_album'); END;
CREATE TEMP TRIGGER IF NOT EXISTS leftover_album_gone AFTER UPDATE OF state,
is_full ON main.albums WHEN NEW.state = 'gone'
  BEGIN SELECT leftover('photo_of_gone_album'); END;
CREATE TEMP TRIGGER IF NOT EXISTS leftover_not_published AFTER UPDATE OF state ON main.placements
  WHEN OLD.state IN ${perhapsPublic} AND NEW.state NOT IN ${perhapsPublic} AND EXISTS (
    SELECT 1 FROM files f JOIN folders d ON d.id = f.folder_id WHERE f.placement_id = NEW.id
    AND d.removed_at_ms IS NOT NULL)
  BEGIN SELECT leftover('file_of_removed_folder'); END;
CREATE TEMP TRIGGER IF NOT EXISTS leftover_file_added AFTER INSERT ON main.files WHEN ${isOfRemovedFolder}
  BEGIN SELECT leftover('file_of_removed_folder'); END;
CREATE TEMP TRIGGER IF NOT EXISTS leftover_file_changed AFTER UPDATE OF shown, folder_id, placement_id ON main.files
  WHEN ${isOfRemovedFolder} BEGIN SELECT leftover('file_of_removed_folder'); END;`;

export function openLeftovers(db: Database) {
  const photos = db
    .prepare<[number], number>(
      /* sql */ `SELECT p.id FROM albums a CROSS JOIN placements p ON p.album_id = a.id AND p.state IN ${unsent}
        WHERE ${takesNoMore('p')} LIMIT ?`,
    )
    .pluck();
  const photo = db
    .prepare<[number], number>(
      /* sql */ `SELECT 1 FROM placements p JOIN albums a ON a.id = p.album_id WHERE p.id = ? AND p.state IN ${unsent}
        AND ${takesNoMore('p')}`,
    )
    .pluck();
  const files = db
    .prepare<[number], number>(
      /* sql */ `SELECT f.id FROM folders d CROSS JOIN files f INDEXED BY files_of_folder_shown
        ON f.folder_id = d.id AND f.shown IN ${shownAsOpen}
        LEFT JOIN placements p ON p.id = f.placement_id
      WHERE d.removed_at_ms IS NOT NULL AND (p.id IS NULL OR p.state NOT IN ${perhapsPublic}) LIMIT ?`,
    )
    .pluck();
  const file = db
    .prepare<[number], number>(
      /* sql */ `SELECT 1 FROM files f JOIN folders d ON d.id = f.folder_id LEFT
        JOIN placements p ON p.id = f.placement_id
      WHERE f.id = ? AND f.shown IN ${shownAsOpen} AND d.removed_at_ms IS NOT NULL
        AND (p.id IS NULL OR p.state NOT IN ${perhapsPublic})`,
    )
    .pluck();

  return {
    /** Placement ids. */
    photosOfGoneAlbums: (limit: number): number[] => photos.all(limit),
    isPhotoOfGoneAlbum: (placementId: number): boolean => photo.get(placementId) !== undefined,
    /** File ids, without files whose photo is or may be on the service. */
    filesOfRemovedFolders: (limit: number): number[] => files.all(limit),
    isFileOfRemovedFolder: (fileId: number): boolean => file.get(fileId) !== undefined,
    /** Calls `listener` after a write that may have made such a row, once per transaction. */
    onFound(listener: (kind: LeftoverKind) => void): void {
      const noticed = new Set<LeftoverKind>();
      db.function('leftover', (kind) => {
        // Transactions are synchronous, so the microtask runs after the end of this one.
        if (noticed.size === 0)
          queueMicrotask(() => {
            const kinds = [...noticed];
            noticed.clear();
            for (const one of kinds) listener(one);
          });
        noticed.add(kind as LeftoverKind);
        return null;
      });
      db.exec(triggers);
    },
  };
}
