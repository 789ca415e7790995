// Albums may belong to a group of the service, which may go, or refuse the person.

export const sql = /* sql */ `
-- Null: the album is the person's own.
ALTER TABLE albums ADD COLUMN group_id TEXT;
ALTER TABLE albums ADD COLUMN group_name TEXT;
-- 'everyone' or 'members' see it; null: not told.
ALTER TABLE albums ADD COLUMN group_seen_by TEXT;
-- Why nothing goes into it: 'gone' or 'no_right'; null: nothing is known against the group.
ALTER TABLE albums ADD COLUMN group_trouble TEXT;
`;
