// What the service took and refused, as far as it says something about its limits.

export const sql = /* sql */ `
CREATE TABLE limit_evidence (
  id INTEGER PRIMARY KEY,
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'refused')),
  about TEXT NOT NULL CHECK (about IN ('bytes', 'long_side', 'short_side', 'format')),
  format TEXT,
  value INTEGER NOT NULL,
  -- The sha256 of the file: one photo counts once.
  photo TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE (outcome, about, photo)
);
`;
