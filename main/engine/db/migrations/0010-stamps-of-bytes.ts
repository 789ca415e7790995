// What the disk says of a file besides size and time of the last writing: an edit or a successor that keeps both is noticed by these.

export const sql = /* sql */ `
-- With what stamps the file's bytes were read. 0: not known, then the first look fills it in; 1: too fresh to prove anything.
ALTER TABLE files ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN birth_ns INTEGER NOT NULL DEFAULT 0;
-- When it appeared; 0: it was there at the first look through its folder, or came before this column.
ALTER TABLE files ADD COLUMN first_seen_ms INTEGER NOT NULL DEFAULT 0;
`;
