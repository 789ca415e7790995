// The table of placements: the copy that is sent instead of the file, and the plan of how it is made.
import type { Database } from 'better-sqlite3';
import { conversionPlan, type ConversionPlan } from '../../../shared/facts.ts';
import type { PlacementEvent, PlacementState } from '../../../shared/placement-state.ts';
import { atomic } from './storage/atomic.ts';
import type { JournalTable } from './journal.ts';

export function openPlacementCopies(
  db: Database,
  {
    journal,
    stateOf,
    apply,
  }: {
    journal: JournalTable;
    stateOf(id: number): { state: PlacementState; file_id: number | null } | undefined;
    apply(id: number, event: PlacementEvent): void;
  },
  now: () => number,
) {
  const storeCopy = db.prepare(
    `UPDATE placements SET sent_sha256 = ?, sent_bytes = ?, sent_width = ?, sent_height = ?, sent_format = ?
      WHERE id = ?`,
  );
  const planOf = db.prepare<[number], { mend_plan: string | null }>('SELECT mend_plan FROM placements WHERE id = ?');
  const clearCopy = db.prepare(
    `UPDATE placements SET sent_sha256 = NULL, sent_bytes = NULL, sent_width = NULL, sent_height = NULL,
      sent_format = NULL WHERE id = ?`,
  );
  const replan = db.prepare('UPDATE placements SET mend_plan = ?, sent_bytes = NULL WHERE id = ?');

  return {
    /** What the finished copy is. Not kept when the plan has changed meanwhile. */
    keepCopy: atomic(
      db,
      (
        id: number,
        copy: { sha256: string; sizeBytes: number; width: number; height: number; format: string },
        plan: ConversionPlan,
      ): void => {
        const wanted = planOf.get(id)?.mend_plan;
        if (wanted == null || !isSamePlan(conversionPlan.parse(JSON.parse(wanted)), plan)) return;
        storeCopy.run(copy.sha256, copy.sizeBytes, copy.width, copy.height, copy.format, id);
        journal.add(now(), stateOf(id)?.file_id ?? null, id, 'mended', {
          sizeBytes: copy.sizeBytes,
          width: copy.width,
          height: copy.height,
          format: copy.format,
        });
      },
    ),
    /** Another copy is planned: what was reserved or uploaded for the former one is dropped. */
    planAnew: atomic(db, (id: number, plan: ConversionPlan | null): void => {
      const state = stateOf(id)?.state;
      if (state === 'reserved') apply(id, 'reservation_lost');
      if (state === 'uploaded') apply(id, 'token_lost');
      replan.run(plan === null ? null : JSON.stringify(plan), id);
    }),
    /** The copy is gone or has changed: another one will be made. */
    copyLost(id: number): void {
      clearCopy.run(id);
    },
  };
}

export function isSamePlan(a: ConversionPlan | null, b: ConversionPlan | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.maxSidePixels === b.maxSidePixels &&
    a.maxBytes === b.maxBytes &&
    a.toFormat === b.toFormat &&
    a.removeGps === b.removeGps
  );
}
