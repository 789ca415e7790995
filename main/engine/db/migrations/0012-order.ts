// Photos of a folder are sent in its order: by date, and what has the same date as it was found.

export const sql = /* sql */ `
-- The date that its file is sorted by, as it was when the photo was placed.
ALTER TABLE placements ADD COLUMN sort_ms INTEGER NOT NULL DEFAULT 0;
UPDATE placements SET sort_ms = coalesce((SELECT f.sort_ms FROM files f WHERE f.id = placements.file_id), 0);

DROP INDEX placements_work;
CREATE INDEX placements_work ON placements (state, folder_id, priority, sort_ms, id, album_id, retry_at_ms)
  WHERE state IN ('queued', 'reserved', 'uploaded', 'committing');
DROP INDEX placements_mend;
CREATE INDEX placements_mend ON placements (folder_id, priority, sort_ms, id)
  WHERE state = 'queued' AND mend_plan IS NOT NULL AND sent_bytes IS NULL;
DROP INDEX placements_next;
CREATE INDEX placements_next ON placements
  (folder_id, (mend_plan IS NOT NULL AND sent_bytes IS NULL), album_id, compared, priority, sort_ms, id, retry_at_ms)
  WHERE state = 'queued' AND source_placed = 1;
`;
