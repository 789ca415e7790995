// An album that takes no more photos goes on in another one.

export const sql = /* sql */ `
-- Only together with the state 'gone': nothing is sent into it.
ALTER TABLE albums ADD COLUMN is_full INTEGER NOT NULL DEFAULT 0 CHECK (is_full IN (0, 1));
-- The album that was full before this one, if it goes on for one.
ALTER TABLE albums ADD COLUMN continues INTEGER REFERENCES albums (id);
`;
