// What is ready to be sent is found by an index, however many photos in front of it cannot go.

export const sql = /* sql */ `
-- Whether the file it is sent from lies there as it was inspected: kept by the triggers below, so that no photo's file has to be asked about.
ALTER TABLE placements ADD COLUMN source_placed INTEGER NOT NULL DEFAULT 0 CHECK (source_placed IN (0, 1));
UPDATE placements SET source_placed = 1 WHERE EXISTS (SELECT 1 FROM files f WHERE f.id = placements.file_id AND f.state = 'placed');

CREATE TRIGGER placements_sourced_in AFTER INSERT ON placements WHEN NEW.file_id IS NOT NULL BEGIN
  UPDATE placements SET source_placed = EXISTS (SELECT 1 FROM files f WHERE f.id = NEW.file_id AND f.state = 'placed') WHERE id = NEW.id;
END;
CREATE TRIGGER placements_sourced AFTER UPDATE OF file_id ON placements WHEN NEW.file_id IS NOT OLD.file_id BEGIN
  UPDATE placements SET source_placed = EXISTS (SELECT 1 FROM files f WHERE f.id = NEW.file_id AND f.state = 'placed') WHERE id = NEW.id;
END;
CREATE TRIGGER files_placed AFTER UPDATE OF state ON files WHEN (OLD.state = 'placed') <> (NEW.state = 'placed') BEGIN
  UPDATE placements SET source_placed = NEW.state = 'placed' WHERE file_id = NEW.id;
END;
CREATE TRIGGER files_placed_no_more AFTER DELETE ON files WHEN OLD.state = 'placed' BEGIN
  UPDATE placements SET source_placed = 0 WHERE file_id = OLD.id;
END;

-- By album, so that one that waits for something is passed over with all its photos. 1: a copy is to be made first.
CREATE INDEX placements_next ON placements
  (folder_id, (mend_plan IS NOT NULL AND sent_bytes IS NULL), album_id, compared, priority, id, retry_at_ms)
  WHERE state = 'queued' AND source_placed = 1;
-- Bytes that are there and not public yet: the one that waits longest.
CREATE INDEX placements_uploaded ON placements (changed_at_ms) WHERE state = 'uploaded';
`;
