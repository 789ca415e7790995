// Others may fill an album while this library sends into it: what is uploaded is compared before it is published.

export const sql = /* sql */ `
-- How many photos the album held when it was last looked at, and what was published into it since; null: never.
ALTER TABLE albums ADD COLUMN known_photos INTEGER;
-- How often photos of others were found in it, and how many of these findings a photo was compared with.
ALTER TABLE albums ADD COLUMN fillings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE placements ADD COLUMN seen_fillings INTEGER NOT NULL DEFAULT 0;
CREATE INDEX placements_compare_uploaded ON placements (album_id, id) WHERE state = 'uploaded' AND compared = 0;
`;
