// Versions of one photo (original, edited, raw) find each other by their names; whoever is judged by another's fate is judged again with it.

/** Shown so, a photo is on the service or may get there. */
const onItsWay = (row: string): string => `(${row}.shown IN ('checking', 'review', 'waiting', 'done'))`;
/** Versions that say something about each other: two originals of one name in two formats do not. */
const hasOthers = (row: string): string => /* sql */ `EXISTS (SELECT 1 FROM files other
  WHERE other.folder_id = ${row}.folder_id AND other.version_key = ${row}.version_key AND other.id <> ${row}.id
    AND (other.version <> 'original' OR ${row}.version <> 'original'))`;
const mark = (row: string): string => /* sql */ `INSERT OR IGNORE INTO versions_due (folder_id, version_key)
  SELECT ${row}.folder_id, ${row}.version_key WHERE ${row}.version_key IS NOT NULL AND ${hasOthers(row)};`;

export const sql = /* sql */ `
-- A number of the name that all versions of one photo share; names decide where two numbers meet. Null: not named like a picture, or not numbered yet.
ALTER TABLE files ADD COLUMN version_key INTEGER;
ALTER TABLE files ADD COLUMN version TEXT CHECK (version IN ('original', 'edited', 'raw'));
CREATE INDEX files_versions ON files (folder_id, version_key) WHERE version_key IS NOT NULL;
CREATE INDEX files_edited ON files (folder_id, version_key) WHERE version = 'edited';

-- Photos some version of which has changed its fate: the others are judged again.
CREATE TABLE versions_due (
  folder_id INTEGER NOT NULL,
  version_key INTEGER NOT NULL,
  PRIMARY KEY (folder_id, version_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER files_version_in AFTER INSERT ON files WHEN NEW.version_key IS NOT NULL BEGIN
  ${mark('NEW')}
END;
CREATE TRIGGER files_version_out AFTER DELETE ON files WHEN OLD.version_key IS NOT NULL BEGIN
  ${mark('OLD')}
END;
CREATE TRIGGER files_version_moved AFTER UPDATE OF version_key, folder_id ON files
WHEN OLD.version_key IS NOT NEW.version_key OR OLD.folder_id <> NEW.folder_id BEGIN
  ${mark('OLD')}
  ${mark('NEW')}
END;
-- A copy shares the fate of the photo it is a copy of.
CREATE TRIGGER files_version_fate AFTER UPDATE OF shown, placement_id ON files
WHEN ${onItsWay('OLD')} <> ${onItsWay('NEW')} OR OLD.placement_id IS NOT NEW.placement_id BEGIN
  ${mark('NEW')}
  INSERT OR IGNORE INTO versions_due (folder_id, version_key)
    SELECT f.folder_id, f.version_key FROM files f
    WHERE NEW.placement_id IS NOT NULL AND f.placement_id = NEW.placement_id AND f.id <> NEW.id
      AND f.version_key IS NOT NULL AND ${hasOthers('f')};
END;
`;
