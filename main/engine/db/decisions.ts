// The newest decisions about photos, read from the journal's end: for a terminal that tells them one by one. Reads only.
import type { Database } from 'better-sqlite3';

export interface JournalDecision {
  journalId: number;
  fileId: number;
}

export function openDecisions(db: Database) {
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM journal');
  const after = db.prepare<[number, number], { id: number; file_id: number }>(
    `SELECT id, file_id FROM journal WHERE id > ? AND file_id IS NOT NULL AND event IN
       ('committed', 'adopted', 'lost_track', 'held', 'skipped', 'duplicate') ORDER BY id LIMIT ?`,
  );
  return {
    /** Where the journal ends now; 0 for an empty one. */
    last: (): number => last.get()?.id ?? 0,
    after: (journalId: number, limit: number): JournalDecision[] =>
      after.all(journalId, limit).map((row) => ({ journalId: row.id, fileId: row.file_id })),
  };
}
export type Decisions = ReturnType<typeof openDecisions>;
