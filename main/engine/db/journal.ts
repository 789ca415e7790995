// The table `journal`: the append-only history of files and placements. Rows are added in the transaction they
// describe.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { JournalEntry } from '../../../shared/library/photo.ts';

export type JournalDetail = Readonly<Record<string, string | number | boolean | null>>;

const row = z.object({ at_ms: z.number(), event: z.string(), detail: z.string() });
const detailShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

function entryOf(raw: unknown): JournalEntry {
  const { at_ms: atMs, event, detail } = row.parse(raw);
  return { atMs, event, detail: detailShape.parse(JSON.parse(detail)) };
}

export function openJournalQueries(db: Database) {
  const ofFile = db.prepare<[number, number]>(
    `SELECT at_ms, event, detail FROM (
       SELECT id, at_ms, event, detail FROM journal WHERE file_id = ?
       UNION SELECT j.id, j.at_ms, j.event, j.detail FROM files f JOIN journal j ON j.placement_id = f.placement_id
       WHERE f.id = ?
     ) ORDER BY id`,
  );
  const ofPlacement = db.prepare<[number]>(
    'SELECT at_ms, event, detail FROM journal WHERE placement_id = ? ORDER BY id',
  );
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM journal');
  const decisions = db.prepare<[number, number], { id: number; file_id: number }>(
    `SELECT id, file_id FROM journal WHERE id > ? AND file_id IS NOT NULL AND event IN
       ('committed', 'adopted', 'lost_track', 'held', 'skipped', 'duplicate') ORDER BY id LIMIT ?`,
  );
  return {
    /** The file's own history and that of its placement, oldest first. */
    ofFile(fileId: number): JournalEntry[] {
      return ofFile.all(fileId, fileId).map(entryOf);
    },
    /** Of one photo in one album, oldest first. */
    ofPlacement: (placementId: number): JournalEntry[] => ofPlacement.all(placementId).map(entryOf),
    /** 0 for an empty journal. */
    lastId: (): number => last.get()?.id ?? 0,
    /** Entries after `journalId` that decide about a photo, oldest first. */
    decisionsAfter: (journalId: number, limit: number): { journalId: number; fileId: number }[] =>
      decisions.all(journalId, limit).map((row) => ({ journalId: row.id, fileId: row.file_id })),
  };
}
type JournalQueries = ReturnType<typeof openJournalQueries>;

export function openJournal(db: Database, queries: JournalQueries) {
  const add = db.prepare<[number, number | null, number | null, string, string]>(
    'INSERT INTO journal (at_ms, file_id, placement_id, event, detail) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    ...queries,
    add(
      atMs: number,
      fileId: number | null,
      placementId: number | null,
      event: string,
      detail: JournalDetail = {},
    ): void {
      add.run(atMs, fileId, placementId, event, JSON.stringify(detail));
    },
  };
}
export type JournalTable = ReturnType<typeof openJournal>;
