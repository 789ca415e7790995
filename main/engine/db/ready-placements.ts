// What is ready for each step, in the order of sending. Read-only.
import type { Database, Statement } from 'better-sqlite3';
import type { PlacementState } from '../../../shared/placement-state.ts';

export type ReadyFor = 'convert' | 'reserve' | 'upload' | 'commit' | 'reconcile';

/**
 * The condition of the partial indexes. SQLite uses a partial index only for a query that repeats its condition word
 * for word, so this also stands beside `state = …`. query-plans.test.ts checks the plan of each statement.
 */
export const inFlightStates = `p.state IN ('queued', 'reserved', 'uploaded', 'committing')`;

/** See [Note: after a restore]. */
const compared = '(a.compare_since_ms IS NULL OR p.compared = 1)';

/**
 * Nothing new is sent into an album with an unanswered commit: it could not be published, and its token would expire. A
 * commit that runs has no error yet and does not count.
 */
const noUncertainCommit = `NOT EXISTS (SELECT 1 FROM placements c WHERE c.album_id = a.id AND c.state = 'committing'
  AND c.last_error IS NOT NULL)`;

/** What each step waits for. The queries below sort: dropped photos first, then by date, then as found. */
const readyWhere: Record<ReadyFor, { state: PlacementState; also: string; queue?: { index: string; holds: string } }> =
  {
    convert: {
      state: 'queued',
      queue: { index: 'placements_mend', holds: 'AND p.mend_plan IS NOT NULL AND p.sent_bytes IS NULL' },
      also: `AND a.state = 'ready' AND ${compared} AND p.source_placed = 1`,
    },
    reserve: {
      state: 'queued',
      queue: { index: 'placements_work', holds: '' },
      also: `AND a.state = 'ready' AND ${compared} AND ${noUncertainCommit} AND p.source_placed = 1
        AND (p.mend_plan IS NULL OR p.sent_bytes IS NOT NULL)`,
    },
    upload: { state: 'reserved', also: `AND p.source_placed = 1` },
    commit: {
      state: 'uploaded',
      also: `AND (p.compared = 1 OR EXISTS (SELECT 1 FROM albums a WHERE a.id = p.album_id AND
        a.compare_since_ms IS NULL))`,
    },
    reconcile: { state: 'committing', also: '' },
  };

/**
 * [Note: far behind] So many of the first photos in a queue are checked one by one. Where all of them wait for
 * something (an album that does not exist yet, a file that is read again), the rest is searched album by album.
 */
const firstOfQueue = 256;
/** Steps hold no more of a queue than this. */
const heldOfQueue = 24;

export function openReady(db: Database, now: () => number) {
  /** Ids only: it runs for every photo, and mostly finds photos that are being worked on already. */
  const readyIds = Object.fromEntries(
    Object.entries(readyWhere).map(([step, { state, also, queue }]) => {
      const inOrder = `p.state = '${state}' AND ${inFlightStates} AND p.folder_id = @folder`;
      const isDue = '(p.retry_at_ms IS NULL OR p.retry_at_ms <= @now)';
      const sql =
        queue === undefined
          ? `SELECT p.id FROM placements p INDEXED BY placements_work WHERE ${inOrder} AND ${isDue} ${also}
            ORDER BY p.priority, p.sort_ms, p.id LIMIT @limit`
          : /* sql */ `SELECT p.id FROM (SELECT p.id FROM placements p INDEXED BY ${queue.index}
                WHERE ${inOrder} ${queue.holds} ORDER BY p.priority, p.sort_ms, p.id LIMIT ${firstOfQueue}) q
              CROSS JOIN placements p ON p.id = q.id CROSS JOIN albums a ON a.id = p.album_id WHERE ${isDue} ${also}
                LIMIT @limit`;
      return [step, db.prepare(sql).pluck()];
    }),
  ) as Record<ReadyFor, Statement>;
  /** See [Note: far behind]. */
  const farBehind = Object.fromEntries(
    (['convert', 'reserve'] as const).map((step) => [
      step,
      db
        .prepare(
          /* sql */ `SELECT p.id FROM albums a CROSS JOIN placements p INDEXED BY placements_next
            ON p.folder_id = @folder
              AND (p.mend_plan IS NOT NULL AND p.sent_bytes IS NULL) = ${step === 'convert' ? 1 : 0}
              AND p.album_id = a.id AND p.compared >= (a.compare_since_ms IS NOT NULL)
            WHERE a.state = 'ready' ${step === 'reserve' ? `AND ${noUncertainCommit}` : ''} AND p.state = 'queued'
              AND p.source_placed = 1
              AND (p.retry_at_ms IS NULL OR p.retry_at_ms <= @now) LIMIT @limit`,
        )
        .pluck(),
    ]),
  ) as Record<'convert' | 'reserve', Statement>;

  function readyFor(step: ReadyFor, folderId: number, limit: number): number[] {
    const asked = { folder: folderId, now: now(), limit };
    const first = readyIds[step].all(asked) as number[];
    if (first.length === limit || (step !== 'convert' && step !== 'reserve')) return first;
    return [...new Set([...first, ...(farBehind[step].all(asked) as number[])])].slice(0, limit);
  }

  /**
   * What may reach the commit soon, in order. Of the queue only its beginning: only there copies are made and photos
   * reserved.
   */
  const inFront = (state: 'reserved' | 'queued', most: number) => /* sql */ `SELECT * FROM (
    SELECT p.id, p.album_id, p.sort_ms, p.state FROM placements p INDEXED BY placements_work
      WHERE p.state = '${state}' AND ${inFlightStates} AND p.folder_id = @folder
      AND (p.retry_at_ms IS NULL OR p.retry_at_ms <= @now) ORDER BY p.priority, p.sort_ms, p.id LIMIT ${most})`;
  const beforeCommit = db.prepare<
    { folder: number; now: number },
    { id: number; album_id: number; sort_ms: number; state: PlacementState }
  >(`${inFront('reserved', firstOfQueue)} UNION ALL ${inFront('queued', heldOfQueue)}`);
  const pathOf = db.prepare<[number], { path: string }>(
    'SELECT f.path FROM placements p JOIN files f ON f.id = p.file_id WHERE p.id = ?',
  );

  return {
    /**
     * Photos of one folder that may reach the commit soon. Of the queued ones only those that a step holds: the caller
     * knows.
     */
    beforeCommit: (folderId: number): { placementId: number; albumId: number; sortMs: number; isQueued: boolean }[] =>
      beforeCommit.all({ folder: folderId, now: now() }).map((row) => ({
        placementId: row.id,
        albumId: row.album_id,
        sortMs: row.sort_ms,
        isQueued: row.state === 'queued',
      })),
    /** Relative path of its source; '' without one. */
    pathOf: (placementId: number): string => pathOf.get(placementId)?.path ?? '',
    /** Placement ids that are ready for a step in one folder, in the order of sending. */
    readyIds: readyFor,
  };
}
