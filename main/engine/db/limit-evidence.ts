// The table of what the service took and refused. Few rows: of what was taken only the utmost, of refusals the most
// telling ones.
import type { Database } from 'better-sqlite3';
import { limitEvidence, type LimitEvidence } from '../../../shared/learned-limits.ts';

/** Refusals kept for each limit. */
const mostRefusals = 20;

export function openLimitEvidenceQueries(db: Database) {
  const all = db.prepare(
    'SELECT outcome, about, format, value, photo, at_ms AS "atMs" FROM limit_evidence ORDER BY at_ms, id',
  );
  return { all: (): LimitEvidence[] => all.all().map((raw) => limitEvidence.parse(raw)) };
}

export function openLimitEvidence(db: Database, queries: ReturnType<typeof openLimitEvidenceQueries>) {
  const put = db.prepare(
    `INSERT OR REPLACE INTO limit_evidence (outcome, about, format, value, photo, at_ms)
      VALUES (@outcome, @about, @format, @value, @photo, @atMs)`,
  );
  const dropTaken = db.prepare(
    `DELETE FROM limit_evidence WHERE outcome = 'taken' AND about = @about AND format IS @format`,
  );
  // A small side says the more the larger it is; everything else the smaller it is.
  const dropRefused = db.prepare(/* sql */ `DELETE FROM limit_evidence WHERE id IN (SELECT id FROM limit_evidence
    WHERE outcome = 'refused' AND about = @about
    ORDER BY CASE WHEN about = 'short_side' THEN -value ELSE value END, id DESC LIMIT -1 OFFSET ${mostRefusals})`);
  const clear = db.prepare('DELETE FROM limit_evidence');
  return {
    ...queries,
    /** In place of what was the utmost of its kind before. */
    putTaken(one: LimitEvidence): void {
      dropTaken.run({ about: one.about, format: one.format });
      put.run(one);
    },
    putRefused(one: LimitEvidence): void {
      put.run(one);
      dropRefused.run({ about: one.about });
    },
    clear: (): void => void clear.run(),
  };
}
