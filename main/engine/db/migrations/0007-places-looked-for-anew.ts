// Names of places count as a place since this step, and more carriers of coordinates are known: what was inspected before it and found
// without a place is inspected anew before it is sent. A photo whose file waits for inspection is not sent meanwhile.

export const sql = /* sql */ `
UPDATE files SET state = 'settled', attempts = 0, retry_at_ms = NULL WHERE state = 'placed' AND id IN (
  SELECT p.file_id FROM placements p JOIN photos h ON h.id = p.photo_id
  WHERE h.has_gps = 0 AND h.format IS NOT NULL AND p.state IN ('queued', 'review', 'reserved', 'held', 'skipped'));
`;
