// What comparing after a restore needs to know: how pictures look, which albums are unclear; and which photos were decoded in full.

export const sql = /* sql */ `
-- 16 hex digits; '' where it was looked and there is nothing to compare by; null: not looked.
ALTER TABLE photos ADD COLUMN fingerprint TEXT;
-- When every pixel was decoded, or nothing more can be learned by that. Null: the middle was not looked at.
ALTER TABLE photos ADD COLUMN thorough_at_ms INTEGER;
-- What is smaller is decoded in full at the first look.
CREATE INDEX photos_to_look_through ON photos (id)
  WHERE thorough_at_ms IS NULL AND format = 'jpeg' AND soundness = 'whole' AND width * height > 1500000;

-- Four fingerprints with blanks between them, one for each way round; '' and null as above.
ALTER TABLE listed_photos ADD COLUMN fingerprint TEXT;

-- After a restore: several albums on the service can be this one, and the person has not chosen. Only of what is 'gone' for us.
ALTER TABLE albums ADD COLUMN unclear INTEGER NOT NULL DEFAULT 0 CHECK (unclear IN (0, 1));
CREATE INDEX receipts_of_album ON receipts (album_remote_id);
`;
