// Whether photos of a folder are on their way to the service. Read-only.
import type { Database } from 'better-sqlite3';
import { inFlightStates } from '../ready-placements.ts';

export function openFolderProgress(db: Database) {
  const sendingIn = db.prepare<
    { folder: number; stuck: string },
    { n: number }
  >(/* sql */ `SELECT EXISTS (SELECT 1 FROM placements INDEXED BY placements_next WHERE folder_id = @folder
    AND state = 'queued' AND source_placed = 1
      AND id NOT IN (SELECT value FROM json_each(@stuck)))
    OR EXISTS (SELECT 1 FROM placements p INDEXED BY placements_work
      WHERE p.folder_id = @folder AND p.state = 'reserved' AND ${inFlightStates} AND p.source_placed = 1
        AND p.id NOT IN (SELECT value FROM json_each(@stuck))) AS n`);
  const publishingIn = db.prepare<
    { folder: number; stuck: string },
    { n: number }
  >(/* sql */ `SELECT EXISTS (SELECT 1 FROM placements p INDEXED BY placements_work WHERE p.folder_id = @folder
    AND p.state = 'uploaded'
      AND ${inFlightStates} AND p.id NOT IN (SELECT value FROM json_each(@stuck))) AS n`);

  return {
    /** Whether bytes are on the service and their photos not public yet. `stuck`: placement ids that do not count. */
    isPublishing: (folderId: number, stuck: readonly number[] = []): boolean =>
      publishingIn.get({ folder: folderId, stuck: JSON.stringify(stuck) })?.n === 1,
    /** Whether photos are queued or reserved and could be sent. `stuck`: placement ids that do not count. */
    isSending: (folderId: number, stuck: readonly number[] = []): boolean =>
      sendingIn.get({ folder: folderId, stuck: JSON.stringify(stuck) })?.n === 1,
  };
}
