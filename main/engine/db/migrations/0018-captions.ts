// Captions: what a file says, what a person wrote instead, and what went with the photo. Photos that wait were
// inspected before captions were read: they are inspected anew, and are not sent meanwhile.

export const sql = /* sql */ `
ALTER TABLE photos ADD COLUMN caption TEXT;
-- Null: nobody wrote one here; '': the person wants none.
ALTER TABLE photos ADD COLUMN own_caption TEXT;
-- Written before the commit leaves. Null: none went with it, or nobody knows.
ALTER TABLE placements ADD COLUMN sent_caption TEXT;
-- Its bytes went in one POST with those of other photos.
ALTER TABLE placements ADD COLUMN shared_post INTEGER NOT NULL DEFAULT 0 CHECK (shared_post IN (0, 1));
UPDATE files SET state = 'settled', attempts = 0, retry_at_ms = NULL WHERE state = 'placed' AND id IN (
  SELECT p.file_id FROM placements p JOIN photos h ON h.id = p.photo_id
  WHERE h.format IS NOT NULL AND p.state IN ('queued', 'review', 'reserved', 'held'));
`;
