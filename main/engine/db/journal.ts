// The append-only history of files and placements. Rows are added in the transaction that they describe.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { JournalEntry } from '../../../shared/library/photo.ts';

export type JournalDetail = Readonly<Record<string, string | number | boolean | null>>;

const row = z.object({ at_ms: z.number(), event: z.string(), detail: z.string() });
const detailShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export function openJournal(db: Database) {
  const add = db.prepare<[number, number | null, number | null, string, string]>(
    'INSERT INTO journal (at_ms, file_id, placement_id, event, detail) VALUES (?, ?, ?, ?, ?)',
  );
  const ofFile = db.prepare<[number, number]>(
    `SELECT at_ms, event, detail FROM (
       SELECT id, at_ms, event, detail FROM journal WHERE file_id = ?
       UNION SELECT j.id, j.at_ms, j.event, j.detail FROM files f JOIN journal j ON j.placement_id = f.placement_id WHERE f.id = ?
     ) ORDER BY id`,
  );
  return {
    add(
      atMs: number,
      fileId: number | null,
      placementId: number | null,
      event: string,
      detail: JournalDetail = {},
    ): void {
      add.run(atMs, fileId, placementId, event, JSON.stringify(detail));
    },
    /** The file's own history and that of its placement, oldest first. */
    ofFile(fileId: number): JournalEntry[] {
      return ofFile.all(fileId, fileId).map((raw) => {
        const one = row.parse(raw);
        return { atMs: one.at_ms, event: one.event, detail: detailShape.parse(JSON.parse(one.detail)) };
      });
    },
  };
}
export type JournalTable = ReturnType<typeof openJournal>;
