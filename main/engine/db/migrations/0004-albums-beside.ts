// What had an album's title before it was asked for: whatever has it since, and is nobody's, is the album whose answer was lost.

export const sql = /* sql */ `
-- Ids on the service as a JSON array of texts; NULL: never asked for, or asked for by a program that did not look first.
ALTER TABLE albums ADD COLUMN creating_beside TEXT;
`;
