// Migration 1: the library. Never edited after a release; a change is a new file. SQL stands in .ts so that no file has to be found at run time.

export const sql = /* sql */ `
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One row is one album on the service, or the personal photos (kind 'personal', no remote id).
CREATE TABLE albums (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('personal', 'album')),
  title TEXT NOT NULL,
  privacy TEXT CHECK (privacy IN ('public', 'friends', 'private')),
  remote_id TEXT UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('wanted', 'creating', 'ready', 'gone')),
  -- Set for albums that belong to a subfolder: found again by it, never by title.
  folder_id INTEGER,
  subpath TEXT,
  -- The person named an album that may exist already: look for the title before creating it.
  find_by_title INTEGER NOT NULL DEFAULT 0 CHECK (find_by_title IN (0, 1)),
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at_ms INTEGER,
  last_error TEXT,
  creating_since_ms INTEGER,
  -- After a restored backup: photos that were published since then may be there without this library knowing. Null: nothing to compare.
  compare_since_ms INTEGER,
  -- When its photos on the service were listed for that.
  listed_at_ms INTEGER,
  changed_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX albums_personal ON albums (kind) WHERE kind = 'personal';
CREATE UNIQUE INDEX albums_of_subfolder ON albums (folder_id, subpath) WHERE subpath IS NOT NULL;

CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  -- 'dropped': photos a person dropped; path is null, its files carry absolute paths.
  kind TEXT NOT NULL CHECK (kind IN ('watched', 'dropped')),
  path TEXT UNIQUE,
  title TEXT NOT NULL,
  target_kind TEXT NOT NULL CHECK (target_kind IN ('personal', 'album', 'per_subfolder')),
  album_id INTEGER REFERENCES albums (id),
  privacy TEXT CHECK (privacy IN ('public', 'friends', 'private')),
  rules TEXT NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  -- Looked through and checked so that the person can see what would be sent; nothing is sent before they say so.
  planned INTEGER NOT NULL DEFAULT 0 CHECK (planned IN (0, 1)),
  -- Identity of the root directory when it was last seen: a replaced or unmounted root is not an empty one.
  root_dev TEXT,
  root_inode TEXT,
  health TEXT NOT NULL DEFAULT 'starting'
    CHECK (health IN ('starting', 'live', 'scanned', 'absent', 'unreadable', 'paused')),
  health_since_ms INTEGER NOT NULL,
  scan_every_ms INTEGER,
  remedy TEXT,
  last_scan_ms INTEGER,
  -- Removed by the person: hidden, not watched; kept so that adding it again sends nothing twice.
  removed_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  CHECK ((kind = 'watched') = (path IS NOT NULL)),
  CHECK ((target_kind = 'per_subfolder') = (album_id IS NULL))
) STRICT;

-- The content, known by its sha256.
CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL,
  format TEXT,
  width INTEGER,
  height INTEGER,
  orientation INTEGER NOT NULL,
  captured_at_ms INTEGER,
  captured_from TEXT,
  has_gps INTEGER NOT NULL CHECK (has_gps IN (0, 1)),
  soundness TEXT NOT NULL,
  has_thumbnail INTEGER NOT NULL CHECK (has_thumbnail IN (0, 1)),
  inspected_at_ms INTEGER NOT NULL
) STRICT;

-- Upload addresses carry a right of their own: sealed, never in the clear.
CREATE TABLE reservations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  album_id INTEGER NOT NULL REFERENCES albums (id),
  upload_url_sealed TEXT NOT NULL,
  -- By our own clock, with what sending may take already taken off.
  expires_at_ms INTEGER NOT NULL
) STRICT;

-- A photo that belongs into an album: what is sent, once.
CREATE TABLE placements (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  album_id INTEGER NOT NULL REFERENCES albums (id),
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  -- Where the bytes are read from; null when no file holds them any more.
  file_id INTEGER,
  state TEXT NOT NULL CHECK (state IN
    ('review', 'queued', 'reserved', 'uploaded', 'committing', 'done', 'held', 'unclear', 'skipped')),
  reason TEXT,
  -- Smaller is sent earlier: what a person dropped goes before what a folder brought.
  priority INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at_ms INTEGER,
  last_error TEXT,
  changed_at_ms INTEGER NOT NULL,
  -- The copy that is sent instead of the file: the plan first, what came out of it later.
  mend_plan TEXT,
  -- The person said how it is to be sent: rules and limits say nothing to it any more.
  chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)),
  -- Compared with what the service has; only asked where the album has compare_since_ms.
  compared INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1)),
  sent_sha256 TEXT,
  sent_bytes INTEGER,
  sent_width INTEGER,
  sent_height INTEGER,
  sent_format TEXT,
  reservation_id INTEGER REFERENCES reservations (id),
  remote_photo_id TEXT,
  token_sealed TEXT,
  commit_started_ms INTEGER,
  assigned_id TEXT,
  done_at_ms INTEGER,
  UNIQUE (photo_id, album_id),
  CHECK ((state IN ('held', 'skipped', 'unclear')) = (reason IS NOT NULL)),
  CHECK (state <> 'done' OR done_at_ms IS NOT NULL)
) STRICT;
-- In the order of sending. What follows the order is only asked for: rows that cannot go yet are passed over without being read.
CREATE INDEX placements_work ON placements (state, folder_id, priority, id, album_id, retry_at_ms)
  WHERE state IN ('queued', 'reserved', 'uploaded', 'committing');
CREATE INDEX placements_mend ON placements (folder_id, priority, id)
  WHERE state = 'queued' AND mend_plan IS NOT NULL AND sent_bytes IS NULL;
CREATE INDEX placements_compare ON placements (album_id, id) WHERE state = 'queued' AND compared = 0;
CREATE INDEX placements_of_album ON placements (album_id, state, reason);
CREATE INDEX placements_assigned ON placements (assigned_id) WHERE assigned_id IS NOT NULL;
CREATE INDEX placements_history ON placements (done_at_ms, album_id) WHERE done_at_ms IS NOT NULL;
CREATE INDEX placements_unidentified ON placements (album_id) WHERE assigned_id IS NULL AND commit_started_ms IS NOT NULL;
CREATE INDEX placements_reservation ON placements (reservation_id) WHERE reservation_id IS NOT NULL;
CREATE INDEX placements_file ON placements (file_id);
CREATE INDEX placements_copies ON placements (id)
  WHERE sent_bytes IS NOT NULL AND state IN ('queued', 'reserved', 'uploaded', 'committing');
CREATE INDEX placements_retry ON placements (retry_at_ms)
  WHERE retry_at_ms IS NOT NULL AND state IN ('queued', 'reserved', 'uploaded', 'committing');

CREATE TABLE files (
  -- Never given to another file: the journal speaks of files that are gone, too.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  -- Relative to the folder with '/' between parts, as the system gave it; absolute for dropped files.
  path TEXT NOT NULL,
  -- Lower-case NFC of the path: what a person searches in.
  search_key TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('seen', 'settled', 'placed', 'duplicate', 'skipped', 'held', 'missing')),
  reason TEXT,
  -- What the person sees: derived from this row's state and its placement's, by the triggers below.
  shown TEXT NOT NULL CHECK (shown IN ('checking', 'review', 'waiting', 'done', 'needs_you', 'skipped', 'duplicate')),
  sort_ms INTEGER NOT NULL,
  -- sort_ms as the local date YYYYMMDD when it was written: the headers of the list.
  day INTEGER NOT NULL,
  photo_id INTEGER REFERENCES photos (id),
  placement_id INTEGER REFERENCES placements (id),
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at_ms INTEGER,
  changed_at_ms INTEGER NOT NULL,
  UNIQUE (folder_id, path)
) STRICT;
CREATE INDEX files_work ON files (state, folder_id, retry_at_ms, id) WHERE state IN ('seen', 'settled');
CREATE INDEX files_retry ON files (retry_at_ms) WHERE retry_at_ms IS NOT NULL AND state IN ('seen', 'settled');
CREATE INDEX files_shown ON files (shown, sort_ms DESC, id DESC);
CREATE INDEX files_sorted ON files (sort_ms DESC, id DESC);
CREATE INDEX files_of_folder ON files (folder_id, sort_ms DESC, id DESC);
CREATE INDEX files_of_folder_shown ON files (folder_id, shown, sort_ms DESC, id DESC);
CREATE INDEX files_inode ON files (inode, size_bytes);
CREATE INDEX files_placement ON files (placement_id);
CREATE INDEX files_problems ON files (reason, sort_ms DESC, id DESC) WHERE shown = 'needs_you';

-- Numbers on screen, without counting: kept by triggers so that no writer can forget them.
CREATE TABLE counts (
  folder_id INTEGER NOT NULL,
  shown TEXT NOT NULL,
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (folder_id, shown)
) STRICT, WITHOUT ROWID;

CREATE TABLE days (
  day INTEGER NOT NULL,
  folder_id INTEGER NOT NULL,
  shown TEXT NOT NULL,
  files INTEGER NOT NULL,
  PRIMARY KEY (day, folder_id, shown)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER files_counted_in AFTER INSERT ON files BEGIN
  INSERT INTO counts VALUES (NEW.folder_id, NEW.shown, 1, NEW.size_bytes)
    ON CONFLICT DO UPDATE SET files = files + 1, bytes = bytes + NEW.size_bytes;
  INSERT INTO days VALUES (NEW.day, NEW.folder_id, NEW.shown, 1) ON CONFLICT DO UPDATE SET files = files + 1;
END;
CREATE TRIGGER files_counted_out AFTER DELETE ON files BEGIN
  UPDATE counts SET files = files - 1, bytes = bytes - OLD.size_bytes
    WHERE folder_id = OLD.folder_id AND shown = OLD.shown;
  UPDATE days SET files = files - 1 WHERE day = OLD.day AND folder_id = OLD.folder_id AND shown = OLD.shown;
END;
CREATE TRIGGER files_counted_over AFTER UPDATE OF shown, folder_id, size_bytes ON files
WHEN OLD.shown <> NEW.shown OR OLD.folder_id <> NEW.folder_id OR OLD.size_bytes <> NEW.size_bytes BEGIN
  UPDATE counts SET files = files - 1, bytes = bytes - OLD.size_bytes
    WHERE folder_id = OLD.folder_id AND shown = OLD.shown;
  INSERT INTO counts VALUES (NEW.folder_id, NEW.shown, 1, NEW.size_bytes)
    ON CONFLICT DO UPDATE SET files = files + 1, bytes = bytes + NEW.size_bytes;
END;
CREATE TRIGGER files_dated AFTER UPDATE OF shown, folder_id, day ON files
WHEN OLD.shown <> NEW.shown OR OLD.folder_id <> NEW.folder_id OR OLD.day <> NEW.day BEGIN
  UPDATE days SET files = files - 1 WHERE day = OLD.day AND folder_id = OLD.folder_id AND shown = OLD.shown;
  INSERT INTO days VALUES (NEW.day, NEW.folder_id, NEW.shown, 1) ON CONFLICT DO UPDATE SET files = files + 1;
END;

-- A placement's state is shown on the file it is sent from. On its way a photo is shown as waiting all the time: nothing to write then.
CREATE TRIGGER placements_shown AFTER UPDATE OF state, reason, file_id ON placements
WHEN NEW.file_id IS NOT NULL AND NOT (OLD.file_id IS NEW.file_id AND OLD.reason IS NEW.reason
  AND OLD.state IN ('queued', 'reserved', 'uploaded', 'committing') AND NEW.state IN ('queued', 'reserved', 'uploaded', 'committing')) BEGIN
  UPDATE files SET reason = NEW.reason, shown = CASE NEW.state
      WHEN 'review' THEN 'review'
      WHEN 'done' THEN 'done'
      WHEN 'held' THEN 'needs_you'
      WHEN 'unclear' THEN 'needs_you'
      WHEN 'skipped' THEN 'skipped'
      ELSE 'waiting' END
    WHERE id = NEW.file_id AND placement_id = NEW.id AND state IN ('placed', 'missing');
END;

-- What happened, in the order it happened. Rows are only ever added.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  file_id INTEGER,
  placement_id INTEGER,
  event TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX journal_of_file ON journal (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX journal_of_placement ON journal (placement_id) WHERE placement_id IS NOT NULL;

-- What is known to be on the service from outside the library: receipts of photos that a restored backup had forgotten.
CREATE TABLE receipts (
  sha256 TEXT NOT NULL,
  -- '' for the personal photos.
  album_remote_id TEXT NOT NULL,
  -- Null: the person saw it there.
  assigned_id TEXT,
  done_at_ms INTEGER NOT NULL,
  PRIMARY KEY (sha256, album_remote_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_assigned ON receipts (assigned_id) WHERE assigned_id IS NOT NULL;

-- Photos that are on the service in albums being compared.
CREATE TABLE listed_photos (
  album_id INTEGER NOT NULL REFERENCES albums (id),
  remote_id TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  created_at_ms INTEGER,
  PRIMARY KEY (album_id, remote_id)
) STRICT, WITHOUT ROWID;
`;
