// An album that was made on the service is read back before the first photo goes in: does it have the type asked for?

export const sql = /* sql */ `
-- 'read': to be read back. 'correct': to be edited first. 'asked': read, and a person decides. Null: nothing to check.
ALTER TABLE albums ADD COLUMN privacy_check TEXT CHECK (privacy_check IN ('read', 'correct', 'asked'));
-- What was read back; null: the service did not say, or says something that has no word here.
ALTER TABLE albums ADD COLUMN seen_by TEXT CHECK (seen_by IN ('public', 'friends', 'private'));
`;
