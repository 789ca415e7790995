// Albums whose title is there already: whether a person wants another one, and which of them wait for that word.

export const sql = /* sql */ `
-- The person knows that there is an album of this title, and wants another one.
ALTER TABLE albums ADD COLUMN another INTEGER NOT NULL DEFAULT 0 CHECK (another IN (0, 1));
-- 'gone' only because the title was there already when the album was to be made: a person says which one is meant.
ALTER TABLE albums ADD COLUMN taken INTEGER NOT NULL DEFAULT 0 CHECK (taken IN (0, 1));
-- Of a folder with an album per subfolder: what to do where a title is there already. Null: ask.
ALTER TABLE folders ADD COLUMN namesakes TEXT CHECK (namesakes IN ('use', 'another'));
`;
