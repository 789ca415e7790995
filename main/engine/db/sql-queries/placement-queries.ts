// Finds placements: one of them, those of an album, those with an open commit, and how many wait. Read-only.
import type { Database } from 'better-sqlite3';
import type { PlacementState } from '../../../../shared/placement-state.ts';
import { inFlightStates } from '../ready-placements.ts';
import { toWork, workColumns, workJoins, type PlacementWork } from '../placement-work.ts';
import { openPlacementCaptions } from '../placement-captions.ts';

export function openPlacementQueries(db: Database) {
  return { ...openOnePlacement(db), ...openOpenCommits(db), ...openUnsentOfAlbums(db), ...openPlacementCounts(db) };
}

function openOnePlacement(db: Database) {
  const one = db.prepare(`SELECT ${workColumns} ${workJoins} WHERE p.id = ?`);
  const stateOf = db.prepare<[number], { state: PlacementState }>('SELECT state FROM placements WHERE id = ?');
  const claimed = db.prepare<[string, number], { n: number }>(
    'SELECT count(*) AS n FROM placements WHERE assigned_id = ? AND id <> ?',
  );
  const details = db.prepare<
    [number],
    {
      mend_plan: string | null;
      sent_bytes: number | null;
      sent_width: number | null;
      sent_height: number | null;
      sent_format: string | null;
      assigned_id: string | null;
      last_error: string | null;
      attempts: number;
      changed_at_ms: number;
      album_id: number;
      state: string;
    }
  >(
    `SELECT mend_plan, sent_bytes, sent_width, sent_height, sent_format, assigned_id, last_error, attempts,
      changed_at_ms, album_id, state FROM placements WHERE id = ?`,
  );

  return {
    get(id: number): PlacementWork | null {
      const row = one.get(id);
      return row === undefined ? null : toWork(row);
    },
    /** For the person: what was sent, the last error, the attempts. Columns as stored. */
    details: (id: number) => details.get(id) ?? null,
    state: (id: number): PlacementState | null => stateOf.get(id)?.state ?? null,
    /** Whether another placement owns this photo of the service. */
    isClaimed: (assignedId: string, exceptPlacement: number): boolean =>
      (claimed.get(assignedId, exceptPlacement)?.n ?? 0) > 0,
  };
}

function openOpenCommits(db: Database) {
  const committing = db.prepare<[], { id: number; album_id: number }>(
    `SELECT p.id, p.album_id FROM placements p WHERE p.state = 'committing' AND ${inFlightStates}`,
  );
  const albumsWithOpenCommits = db.prepare<[], { album_id: number }>(
    `SELECT DISTINCT p.album_id FROM placements p WHERE p.state = 'committing' AND ${inFlightStates}`,
  );
  const uncertainCommitsOf = db.prepare(
    `SELECT ${workColumns} ${workJoins} WHERE p.state = 'committing' AND ${inFlightStates} AND p.album_id = ?
      ORDER BY p.commit_started_ms, p.id`,
  );
  const withoutRemoteIdOf = db.prepare(
    `SELECT ${workColumns} ${workJoins} WHERE p.album_id = ? AND p.state IN ('unclear', 'done')
      AND p.assigned_id IS NULL AND p.commit_started_ms IS NOT NULL`,
  );

  return {
    /** Placements with «about to commit» and no outcome yet. */
    committing: (): { placementId: number; albumId: number }[] =>
      committing.all().map((row) => ({ placementId: row.id, albumId: row.album_id })),
    /** Albums with commits that run or whose outcome is unknown. */
    albumsWithOpenCommits: (): ReadonlySet<number> => new Set(albumsWithOpenCommits.all().map((row) => row.album_id)),
    /** Placements of one album with an unanswered commit, in the order of the commits, whenever their retry is. */
    uncertainCommitsOf: (albumId: number): PlacementWork[] => uncertainCommitsOf.all(albumId).map(toWork),
    /** Placements of one album that may own a photo of the service without knowing which. */
    withoutRemoteIdOf: (albumId: number): PlacementWork[] => withoutRemoteIdOf.all(albumId).map(toWork),
  };
}

function openUnsentOfAlbums(db: Database) {
  const unsent = db.prepare<[number, number], { id: number }>(
    `SELECT id FROM placements WHERE album_id = ? AND state IN ('review', 'queued', 'reserved', 'uploaded') LIMIT ?`,
  );
  const unreserved = db.prepare<[number, number], { id: number }>(
    `SELECT id FROM placements WHERE album_id = ? AND state IN ('review', 'queued') LIMIT ?`,
  );

  return {
    /** Placements of one album without a commit. */
    unsentOf: (albumId: number, limit: number): number[] => unsent.all(albumId, limit).map((row) => row.id),
    /** The same without a reservation. */
    unreservedOf: (albumId: number, limit: number): number[] => unreserved.all(albumId, limit).map((row) => row.id),
  };
}

function openPlacementCounts(db: Database) {
  const onTheirWay = db
    .prepare<[string], number>(
      `SELECT id FROM placements WHERE id IN (SELECT value FROM json_each(?))
        AND state IN ('reserved', 'uploaded', 'committing')`,
    )
    .pluck();
  const copiesReady = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM placements INDEXED BY placements_copies WHERE sent_bytes IS NOT NULL
      AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const soonest = db.prepare<[number], { at: number | null }>(
    `SELECT min(retry_at_ms) AS at FROM placements INDEXED BY placements_retry WHERE retry_at_ms IS NOT NULL
      AND retry_at_ms > ? AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const waitsBecause = db
    .prepare<[number, string], number>(
      `SELECT 1 FROM placements INDEXED BY placements_retry WHERE retry_at_ms IS NOT NULL AND retry_at_ms > ?
        AND state IN ('queued', 'reserved', 'uploaded', 'committing') AND last_error = ? LIMIT 1`,
    )
    .pluck();
  const counted = db.prepare<[string], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE state = ?
      AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const countedIn = db.prepare<[string, number], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE state = ? AND folder_id = ?
      AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const oldest = db.prepare<[], { at: number | null }>(
    `SELECT min(changed_at_ms) AS at FROM placements INDEXED BY placements_uploaded WHERE state = 'uploaded'`,
  );
  const hasUploaded = db
    .prepare(
      `SELECT count(*) FROM (SELECT 1 FROM placements INDEXED BY placements_uploaded WHERE state = 'uploaded' LIMIT ?)`,
    )
    .pluck();

  return {
    ...openPlacementCaptions(db),
    /** Those of `ids` that are reserved or uploaded, and not public yet. */
    onTheirWay: (ids: readonly number[]): number[] => onTheirWay.all(JSON.stringify(ids)),
    /** Copies that are ready and not sent yet. */
    copiesReady: (): number => copiesReady.get()?.n ?? 0,
    /** The earliest retry later than `afterMs`. */
    soonestRetry: (afterMs: number): number | null => soonest.get(afterMs)?.at ?? null,
    /** Whether any retry later than `afterMs` has this error word. Reads all that wait, so ask only when idle. */
    waitsBecause: (afterMs: number, word: string): boolean => waitsBecause.get(afterMs, word) !== undefined,
    /** Counts rows, so only for a state that few are in. */
    count: (state: 'committing'): number => counted.get(state)?.n ?? 0,
    /** Whether at least so many are uploaded and wait for their commit. */
    hasUploaded: (atLeast: number): boolean => hasUploaded.get(atLeast) === atLeast,
    countIn: (state: 'reserved', folderId: number): number => countedIn.get(state, folderId)?.n ?? 0,
    /** When the first of the uploaded ones was uploaded. */
    oldestUploaded: (): number | null => oldest.get()?.at ?? null,
  };
}
