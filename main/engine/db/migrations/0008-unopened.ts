// What could not be looked at is kept: the terminal tells it beside a running program and long after it.

export const sql = /* sql */ `
-- Places inside a folder that could not be looked into, or files that could not be looked at, when that was last tried.
CREATE TABLE unopened (
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  path TEXT NOT NULL,
  -- The system's word, or ours: EACCES, ENAMETOOLONG, ENAMEBYTES, SQLITE_CONSTRAINT.
  code TEXT NOT NULL,
  PRIMARY KEY (folder_id, path)
) STRICT, WITHOUT ROWID;
-- Why the folder was not looked through to its end; NULL: it was, or was never tried.
ALTER TABLE folders ADD COLUMN trouble TEXT;
`;
