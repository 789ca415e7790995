// The plan: what will happen to the photos of some folders once they are sent. Read-only.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Plan } from '../../../../shared/library/plan.ts';
import { shownState } from '../../../../shared/library/shown-state.ts';
import { reason } from '../../../../shared/reasons.ts';

const shownRow = z.object({ shown: shownState, files: z.number(), bytes: z.number() });
const heldRow = z.object({ reason, photos: z.number() });

export function openPlans(db: Database, versions: { pairs(folderIds: readonly number[]): number }) {
  const counts = db.prepare(`SELECT shown, sum(files) AS files, sum(bytes) AS bytes FROM counts
    WHERE folder_id IN (SELECT value FROM json_each(?)) GROUP BY shown`);
  const held = db.prepare(`SELECT reason, count(*) AS photos FROM files WHERE shown = 'needs_you' AND reason IS NOT NULL
    AND folder_id IN (SELECT value FROM json_each(?)) GROUP BY reason ORDER BY photos DESC`);
  const withGps = db.prepare<
    [string],
    { n: number }
  >(`SELECT count(*) AS n FROM placements p JOIN photos h ON h.id = p.photo_id
    WHERE p.state IN ('queued', 'review') AND h.has_gps = 1 AND p.folder_id IN (SELECT value FROM json_each(?))
    AND (p.mend_plan IS NULL OR json_extract(p.mend_plan, '$.removeGps') = 0)`);

  const comparing = db.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM albums a
    CROSS JOIN placements p INDEXED BY placements_compare ON p.album_id = a.id AND p.state = 'queued' AND p.compared = 0
    WHERE a.state = 'ready' AND a.compare_since_ms IS NOT NULL AND p.folder_id IN (SELECT value FROM json_each(?))`);

  return {
    /** `bytesPerSecond`: the speed last measured; null gives no estimate of the time. */
    ofFolders(folderIds: readonly number[], bytesPerSecond: number | null): Omit<Plan, 'searching'> {
      const ids = JSON.stringify(folderIds);
      const sum = { checking: 0, review: 0, waiting: 0, done: 0, needs_you: 0, skipped: 0, duplicate: 0 };
      let bytes = 0;
      for (const raw of counts.all(ids)) {
        const row = shownRow.parse(raw);
        sum[row.shown] += row.files;
        if (row.shown === 'waiting' || row.shown === 'review') bytes += row.bytes;
      }
      return {
        checking: sum.checking,
        toSend: { photos: sum.waiting + sum.review, bytes },
        seconds: bytesPerSecond === null || bytesPerSecond <= 0 ? null : Math.ceil(bytes / bytesPerSecond),
        comparing: comparing.get(ids)?.n ?? 0,
        alreadyThere: sum.done,
        duplicates: sum.duplicate,
        skipped: sum.skipped,
        versions: versions.pairs(folderIds),
        held: held.all(ids).map((raw) => heldRow.parse(raw)),
        withGps: withGps.get(ids)?.n ?? 0,
      };
    },
  };
}
