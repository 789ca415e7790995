// Whether a person said that this photo goes with the place it was taken, although its folder's rule takes that out.

export const sql = /* sql */ `
ALTER TABLE placements ADD COLUMN place_kept INTEGER NOT NULL DEFAULT 0 CHECK (place_kept IN (0, 1));
`;
