// Albums that this library did not make are compared before their first photo is sent: another computer may have
// filled them. [Note: compared first]

export const sql = /* sql */ `
UPDATE albums SET compare_since_ms = 0, listed_at_ms = NULL
  WHERE (kind = 'personal' OR (remote_id IS NOT NULL AND creating_since_ms IS NULL))
    AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.album_id = albums.id AND p.state IN ('done', 'committing', 'unclear'));
`;
