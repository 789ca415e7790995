// Placements: the one writer of their states, and the queries that say what is ready. Decides nothing; steps do.
import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import { mendPlan, imageFormat, type MendPlan } from '../../../shared/facts.ts';
import {
  allows,
  next,
  placementState,
  type PlacementEvent,
  type PlacementState,
} from '../../../shared/placement-state.ts';
import type { Reason } from '../../../shared/reasons.ts';
import { atomic } from './atomic.ts';
import { durably } from './open.ts';
import type { Journal, JournalDetail } from './journal.ts';
import type { Meta } from './meta.ts';
import type { ReceiptsFile } from './receipts-file.ts';

/** What an event brings to the row. Absent keys stay as they are; null clears. */
export interface Brought {
  reason?: Reason;
  mendPlan?: MendPlan | null;
  /** The person said how it is to be sent. */
  chosen?: true;
  reservationId?: number | null;
  remotePhotoId?: string | null;
  tokenSealed?: string | null;
  commitStartedMs?: number;
  assignedId?: string | null;
  doneAtMs?: number;
  /** A typed word, for example that the service itself refused. */
  lastError?: string;
  detail?: JournalDetail;
}

const workRow = z.object({
  id: z.number(),
  photo_id: z.number(),
  album_id: z.number(),
  folder_id: z.number(),
  file_id: z.number().nullable(),
  state: placementState,
  attempts: z.number(),
  path: z.string().nullable(),
  folder_path: z.string().nullable(),
  folder_title: z.string().nullable(),
  /** Text, because nanoseconds do not fit a double and big integers for every column cost more than all the rest. */
  mtime_ns: z.string().nullable(),
  last_error: z.string().nullable(),
  sha256: z.string(),
  size_bytes: z.number(),
  format: imageFormat.nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  orientation: z.number(),
  captured_at_ms: z.number().nullable(),
  has_thumbnail: z.number(),
  mend_plan: z.string().nullable(),
  sent_bytes: z.number().nullable(),
  sent_width: z.number().nullable(),
  sent_height: z.number().nullable(),
  sent_format: imageFormat.nullable(),
  reservation_id: z.number().nullable(),
  remote_photo_id: z.string().nullable(),
  token_sealed: z.string().nullable(),
  commit_started_ms: z.number().nullable(),
  album_kind: z.enum(['personal', 'album']),
  album_title: z.string(),
  album_remote_id: z.string().nullable(),
});

/** A placement with all that its next step needs to know. Sizes in bytes, sides in pixels as stored. */
export interface Work {
  placementId: number;
  photoId: number;
  albumId: number;
  folderId: number;
  fileId: number | null;
  state: PlacementState;
  attempts: number;
  /** A typed word of ours; null after a step that went well. */
  lastError: string | null;
  /** Relative to `folderPath` with '/', or absolute when that is null. null: no file holds the photo any more. */
  path: string | null;
  folderPath: string | null;
  folderTitle: string;
  mtimeNs: bigint | null;
  sha256: string;
  sizeBytes: number;
  format: z.infer<typeof imageFormat> | null;
  width: number | null;
  height: number | null;
  orientation: number;
  capturedAtMs: number | null;
  hasThumbnail: boolean;
  mendPlan: MendPlan | null;
  sent: { bytes: number; width: number; height: number; format: z.infer<typeof imageFormat> } | null;
  reservationId: number | null;
  remotePhotoId: string | null;
  tokenSealed: string | null;
  commitStartedMs: number | null;
  album: { kind: 'personal' | 'album'; title: string; remoteId: string | null };
}

const columns = /* sql */ `
  p.id, p.photo_id, p.album_id, p.folder_id, p.file_id, p.state, p.attempts, p.last_error, f.path, d.path AS folder_path, d.title AS folder_title,
  CAST(f.mtime_ns AS TEXT) AS mtime_ns, h.sha256, h.size_bytes, h.format, h.width, h.height, h.orientation, h.captured_at_ms, h.has_thumbnail, p.mend_plan,
  p.sent_bytes, p.sent_width, p.sent_height, p.sent_format, p.reservation_id, p.remote_photo_id, p.token_sealed, p.commit_started_ms,
  a.kind AS album_kind, a.title AS album_title, a.remote_id AS album_remote_id`;
const joined = /* sql */ `FROM placements p JOIN photos h ON h.id = p.photo_id JOIN albums a ON a.id = p.album_id
  LEFT JOIN files f ON f.id = p.file_id LEFT JOIN folders d ON d.id = f.folder_id`;

export type ReadyFor = 'mend' | 'reserve' | 'upload' | 'commit' | 'reconcile';

/**
 * States of which the partial indexes know. SQLite takes such an index only for a query that says its condition word for word, so this
 * stands beside `state = …`, too. What each question costs: db/questions.test.ts.
 */
export const moving = `p.state IN ('queued', 'reserved', 'uploaded', 'committing')`;

/** See [Note: after a restore]. */
const compared = '(a.compare_since_ms IS NULL OR p.compared = 1)';

/** Where an outcome is open nothing new is sent: it could not be published, and its token would grow old. `running` commits are no doubt yet. */
const noDoubt = `NOT EXISTS (SELECT 1 FROM placements c WHERE c.album_id = a.id AND c.state = 'committing' AND c.last_error IS NOT NULL)`;

/** What waits for each step. The order of sending stands here and nowhere else: dropped first, then as found. */
const readyWhere: Record<ReadyFor, { state: PlacementState; also: string; queue?: { index: string; holds: string } }> =
  {
    mend: {
      state: 'queued',
      queue: { index: 'placements_mend', holds: 'AND p.mend_plan IS NOT NULL AND p.sent_bytes IS NULL' },
      also: `AND a.state = 'ready' AND ${compared} AND p.source_placed = 1`,
    },
    reserve: {
      state: 'queued',
      queue: { index: 'placements_work', holds: '' },
      also: `AND a.state = 'ready' AND ${compared} AND ${noDoubt} AND p.source_placed = 1 AND (p.mend_plan IS NULL OR p.sent_bytes IS NOT NULL)`,
    },
    upload: { state: 'reserved', also: `AND p.source_placed = 1` },
    commit: { state: 'uploaded', also: '' },
    reconcile: { state: 'committing', also: '' },
  };

/**
 * [Note: far behind] Of the first photos in a queue so many are looked at one by one. Where all of them wait for something (an album that
 * is not there yet, a file that is read again), the rest is asked for album by album.
 */
const lookedAtInOrder = 256;

export function openPlacements(
  db: Database,
  tables: { journal: Journal; meta: Meta; receipts: ReceiptsFile | null },
  now: () => number,
) {
  const { journal, meta, receipts } = tables;
  const receiptOf = db.prepare<
    [number],
    { sha256: string; album: string; assigned_id: string | null; done_at_ms: number }
  >(
    `SELECT h.sha256, coalesce(a.remote_id, '') AS album, p.assigned_id, p.done_at_ms FROM placements p
      JOIN photos h ON h.id = p.photo_id JOIN albums a ON a.id = p.album_id WHERE p.id = ?`,
  );
  const stateOf = db.prepare<[number], { state: PlacementState; file_id: number | null; attempts: number }>(
    'SELECT state, file_id, attempts FROM placements WHERE id = ?',
  );
  const write = db.prepare(/* sql */ `UPDATE placements SET state = @state, changed_at_ms = @now, attempts = @attempts,
      retry_at_ms = NULL, last_error = @last_error, reason = @reason,
      mend_plan = CASE WHEN @has_mend THEN @mend_plan ELSE mend_plan END,
      sent_bytes = CASE WHEN @has_mend THEN NULL ELSE sent_bytes END,
      chosen = max(chosen, @chosen), compared = max(compared, @compared),
      reservation_id = CASE WHEN @has_reservation THEN @reservation_id ELSE reservation_id END,
      remote_photo_id = CASE WHEN @has_remote THEN @remote_photo_id ELSE remote_photo_id END,
      token_sealed = CASE WHEN @has_token THEN @token_sealed ELSE token_sealed END,
      commit_started_ms = COALESCE(@commit_started_ms, commit_started_ms),
      assigned_id = COALESCE(@assigned_id, assigned_id),
      done_at_ms = COALESCE(@done_at_ms, done_at_ms)
    WHERE id = @id AND state = @before`);
  const later = db.prepare('UPDATE placements SET attempts = ?, retry_at_ms = ?, last_error = ? WHERE id = ?');
  const copied = db.prepare(
    'UPDATE placements SET sent_sha256 = ?, sent_bytes = ?, sent_width = ?, sent_height = ?, sent_format = ? WHERE id = ?',
  );
  const one = db.prepare(`SELECT ${columns} ${joined} WHERE p.id = ?`);
  const soonest = db.prepare<[number], { at: number | null }>(
    `SELECT min(retry_at_ms) AS at FROM placements INDEXED BY placements_retry WHERE retry_at_ms IS NOT NULL AND retry_at_ms > ? AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const dropWaits = db.prepare(
    `UPDATE placements SET retry_at_ms = NULL WHERE retry_at_ms > ? AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const repeats = db.prepare(`UPDATE placements SET commit_started_ms = ? WHERE id = ? AND state = 'committing'`);
  const inDoubt = db.prepare<[], { album_id: number }>(
    `SELECT DISTINCT p.album_id FROM placements p WHERE p.state = 'committing' AND ${moving}`,
  );
  const doubtOf = db.prepare(
    `SELECT ${columns} ${joined} WHERE p.state = 'committing' AND ${moving} AND p.album_id = ? ORDER BY p.commit_started_ms, p.id`,
  );
  const rivalsOf = db.prepare(
    `SELECT ${columns} ${joined} WHERE p.album_id = ? AND p.state IN ('unclear', 'done') AND p.assigned_id IS NULL AND p.commit_started_ms IS NOT NULL`,
  );
  const forget = db.prepare(
    `UPDATE placements SET retry_at_ms = NULL, attempts = 0 WHERE state IN ('queued', 'reserved', 'uploaded', 'committing') AND retry_at_ms IS NOT NULL`,
  );
  const claimed = db.prepare<[string, number], { n: number }>(
    'SELECT count(*) AS n FROM placements WHERE assigned_id = ? AND id <> ?',
  );
  const planOf = db.prepare<[number], { mend_plan: string | null }>('SELECT mend_plan FROM placements WHERE id = ?');
  const uncopied = db.prepare(
    'UPDATE placements SET sent_sha256 = NULL, sent_bytes = NULL, sent_width = NULL, sent_height = NULL, sent_format = NULL WHERE id = ?',
  );
  const copiesReady = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM placements INDEXED BY placements_copies WHERE sent_bytes IS NOT NULL AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const unsent = db.prepare<[number, number], { id: number }>(
    `SELECT id FROM placements WHERE album_id = ? AND state IN ('review', 'queued', 'reserved', 'uploaded') LIMIT ?`,
  );
  const unsentOfGone = db.prepare<[number], { id: number }>(
    `SELECT p.id FROM albums a CROSS JOIN placements p ON p.album_id = a.id AND p.state IN ('review', 'queued', 'reserved', 'uploaded')
      WHERE a.state = 'gone' LIMIT ?`,
  );
  const counted = db.prepare<[string], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE state = ? AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const countedIn = db.prepare<[string, number], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE state = ? AND folder_id = ? AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const oldest = db.prepare<[], { at: number | null }>(
    `SELECT min(changed_at_ms) AS at FROM placements INDEXED BY placements_uploaded WHERE state = 'uploaded'`,
  );
  const hasUploaded = db
    .prepare(
      `SELECT count(*) FROM (SELECT 1 FROM placements INDEXED BY placements_uploaded WHERE state = 'uploaded' LIMIT ?)`,
    )
    .pluck();
  const hasSource = db.prepare<[number]>(
    `SELECT 1 FROM placements p JOIN files f ON f.id = p.file_id AND f.placement_id = p.id
      WHERE p.id = ? AND f.state IN ('placed', 'seen', 'settled')`,
  );
  const replan = db.prepare('UPDATE placements SET mend_plan = ?, sent_bytes = NULL WHERE id = ?');
  /** The numbers alone: it is asked for every photo, and mostly answered by photos that are under way already. */
  const readyIds = Object.fromEntries(
    Object.entries(readyWhere).map(([step, { state, also, queue }]) => {
      const inOrder = `p.state = '${state}' AND ${moving} AND p.folder_id = @folder`;
      const isDue = '(p.retry_at_ms IS NULL OR p.retry_at_ms <= @now)';
      const sql =
        queue === undefined
          ? `SELECT p.id FROM placements p INDEXED BY placements_work WHERE ${inOrder} AND ${isDue} ${also} ORDER BY p.priority, p.id LIMIT @limit`
          : /* sql */ `SELECT p.id FROM (SELECT p.id FROM placements p INDEXED BY ${queue.index} WHERE ${inOrder} ${queue.holds}
                ORDER BY p.priority, p.id LIMIT ${lookedAtInOrder}) q
              CROSS JOIN placements p ON p.id = q.id CROSS JOIN albums a ON a.id = p.album_id WHERE ${isDue} ${also} LIMIT @limit`;
      return [step, db.prepare(sql).pluck()];
    }),
  ) as Record<ReadyFor, Statement>;
  /** See [Note: far behind]. */
  const farBehind = Object.fromEntries(
    (['mend', 'reserve'] as const).map((step) => [
      step,
      db
        .prepare(
          /* sql */ `SELECT p.id FROM albums a CROSS JOIN placements p INDEXED BY placements_next
            ON p.folder_id = @folder AND (p.mend_plan IS NOT NULL AND p.sent_bytes IS NULL) = ${step === 'mend' ? 1 : 0}
              AND p.album_id = a.id AND p.compared >= (a.compare_since_ms IS NOT NULL)
            WHERE a.state = 'ready' ${step === 'reserve' ? `AND ${noDoubt}` : ''} AND p.state = 'queued' AND p.source_placed = 1
              AND (p.retry_at_ms IS NULL OR p.retry_at_ms <= @now) LIMIT @limit`,
        )
        .pluck(),
    ]),
  ) as Record<'mend' | 'reserve', Statement>;

  function readyFor(step: ReadyFor, folderId: number, limit: number): number[] {
    const asked = { folder: folderId, now: now(), limit };
    const first = readyIds[step].all(asked) as number[];
    if (first.length === limit || (step !== 'mend' && step !== 'reserve')) return first;
    return [...new Set([...first, ...(farBehind[step].all(asked) as number[])])].slice(0, limit);
  }

  const committing = db.prepare<[], { id: number; album_id: number }>(
    `SELECT p.id, p.album_id FROM placements p WHERE p.state = 'committing' AND ${moving}`,
  );

  /** Only a person's word begins a new stretch of attempts: a photo that goes round in circles must come to an end. */
  function attemptsAfter(event: PlacementEvent, attempts: number): number {
    return event === 'approved' || event === 'wanted_again' || event === 'person_missed_it' ? 0 : attempts;
  }

  function apply(id: number, event: PlacementEvent, brought: Brought = {}): PlacementState {
    const row = stateOf.get(id);
    if (row === undefined) throw new Error(`placement ${id} does not exist`);
    const before = row.state;
    const after = next(before, event);
    const at = now();
    const needsReason = after === 'held' || after === 'skipped' || after === 'unclear';
    if (needsReason !== (brought.reason !== undefined))
      throw new Error(`placement ${id}: «${after}» ${needsReason ? 'needs' : 'has no'} reason`);
    const lost =
      event === 'reservation_lost' ||
      event === 'token_lost' ||
      event === 'commit_undone' ||
      event === 'wanted_again' ||
      event === 'review_wanted' ||
      event === 'person_missed_it';
    const changed = write.run({
      id,
      before,
      state: after,
      now: at,
      attempts: attemptsAfter(event, row.attempts),
      reason: brought.reason ?? null,
      chosen: brought.chosen === true ? 1 : 0,
      // Who said «send it» has compared it themselves.
      compared: event === 'person_missed_it' ? 1 : 0,
      has_mend: brought.mendPlan === undefined ? 0 : 1,
      mend_plan: brought.mendPlan == null ? null : JSON.stringify(brought.mendPlan),
      has_reservation: lost || brought.reservationId !== undefined ? 1 : 0,
      reservation_id: brought.reservationId ?? null,
      has_remote: lost || brought.remotePhotoId !== undefined ? 1 : 0,
      remote_photo_id: brought.remotePhotoId ?? null,
      has_token: lost || brought.tokenSealed !== undefined ? 1 : 0,
      token_sealed: brought.tokenSealed ?? null,
      commit_started_ms: brought.commitStartedMs ?? null,
      assigned_id: brought.assignedId ?? null,
      last_error: brought.lastError ?? null,
      done_at_ms: after === 'done' ? (brought.doneAtMs ?? at) : null,
    });
    if (changed.changes !== 1) throw new Error(`placement ${id} left «${before}» while «${event}» was applied`);
    const detail = brought.reason === undefined ? brought.detail : { reason: brought.reason, ...brought.detail };
    journal.add(at, row.file_id, id, event, detail);
    if (after === 'done') giveReceipt(id);
    // Whatever brought it back into the queue: without a file there is nothing to send, and nobody would ever say so.
    if (after === 'queued' && hasSource.get(id) === undefined) return apply(id, 'skipped', { reason: 'source_gone' });
    return after;
  }

  /** In front of the transaction's end: what the service has done is true even if this row is never written. See [Note: receipts]. */
  function giveReceipt(id: number): void {
    const row = receipts === null ? undefined : receiptOf.get(id);
    if (row === undefined) return;
    receipts?.add({
      account: meta.text('account_user_id'),
      sha256: row.sha256,
      album: row.album,
      photo: row.assigned_id,
      atMs: row.done_at_ms,
    });
  }

  return {
    /** Applies one event: state, what it brings, journal, in one transaction. Answers the state it ends in. Throws on a pair that the table does not list. */
    apply: atomic(db, apply),
    /** Like `apply`, but answers false when the row has moved on meanwhile, as it may for a decision made a moment ago. */
    applyIfAllowed: atomic(db, (id: number, event: PlacementEvent, brought: Brought = {}): boolean => {
      const row = stateOf.get(id);
      if (row === undefined || !allows(row.state, event)) return false;
      apply(id, event, brought);
      return true;
    }),
    /** «Not before»: keeps the state. `attempts` as it shall stand afterwards; `error` a typed word, never foreign text. */
    tryLater: atomic(db, (id: number, attempts: number, retryAtMs: number, error: string): void => {
      later.run(attempts, retryAtMs, error, id);
      journal.add(now(), stateOf.get(id)?.file_id ?? null, id, 'attempt_failed', { error, retryAtMs });
    }),
    /** On the disk before the same commit is sent once more. By the service's clock. */
    repeatsCommit(id: number, serviceNowMs: number): void {
      durably(db, () => repeats.run(serviceNowMs, id));
    },
    /** Albums with commits under way or of unknown outcome. */
    albumsInDoubt: (): ReadonlySet<number> => new Set(inDoubt.all().map((row) => row.album_id)),
    /** All of one album whose commit was begun and not answered, whenever they may be tried again; in the order of their commits. */
    doubtOf: (albumId: number): Work[] => doubtOf.all(albumId).map(toWork),
    /** Of one album: placements that may own a photo of the service without knowing which. */
    rivalsOf: (albumId: number): Work[] => rivalsOf.all(albumId).map(toWork),
    /** What the copy that will be sent came out as. Not kept when another plan has come meanwhile. */
    keepCopy: atomic(
      db,
      (
        id: number,
        copy: { sha256: string; sizeBytes: number; width: number; height: number; format: string },
        plan: MendPlan,
      ): void => {
        const wanted = planOf.get(id)?.mend_plan;
        if (wanted == null || !isSamePlan(mendPlan.parse(JSON.parse(wanted)), plan)) return;
        copied.run(copy.sha256, copy.sizeBytes, copy.width, copy.height, copy.format, id);
        journal.add(now(), stateOf.get(id)?.file_id ?? null, id, 'mended', {
          sizeBytes: copy.sizeBytes,
          width: copy.width,
          height: copy.height,
          format: copy.format,
        });
      },
    ),
    /** Another copy is to be sent than was planned: what was reserved or uploaded for the former one is given back. */
    planAnew: atomic(db, (id: number, plan: MendPlan | null): void => {
      const state = stateOf.get(id)?.state;
      if (state === 'reserved') apply(id, 'reservation_lost');
      if (state === 'uploaded') apply(id, 'token_lost');
      replan.run(plan === null ? null : JSON.stringify(plan), id);
    }),
    /** Waits no longer. */
    tryNow(id: number): void {
      later.run(0, null, null, id);
    },
    /** The copy is gone or not what it was: another one is made. */
    copyLost(id: number): void {
      uncopied.run(id);
    },
    /** Copies that lie ready and are not sent yet. */
    copiesReady: (): number => copiesReady.get()?.n ?? 0,
    /** Ready for a step in one folder, in the order of sending. */
    readyIds: readyFor,
    /** What «about to commit» was written for and no outcome yet. */
    committing: (): { placementId: number; albumId: number }[] =>
      committing.all().map((row) => ({ placementId: row.id, albumId: row.album_id })),
    get(id: number): Work | null {
      const row = one.get(id);
      return row === undefined ? null : toWork(row);
    },
    state(id: number): PlacementState | null {
      return stateOf.get(id)?.state ?? null;
    },
    /** When the first placement that waits beyond this moment may be tried again; null when none does. */
    soonestRetry(afterMs: number): number | null {
      return soonest.get(afterMs)?.at ?? null;
    },
    /** Times beyond this moment cannot be ours: the clock was set back. Attempts stay. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
    /** The person, or a network that came back: nobody waits any longer. */
    forgetWaits(): void {
      forget.run();
    },
    /** Of one album, what is not on the service and not on its way to being public. */
    unsentOf: (albumId: number, limit: number): number[] => unsent.all(albumId, limit).map((row) => row.id),
    /** The same of all albums that are gone. */
    unsentOfGone: (limit: number): number[] => unsentOfGone.all(limit).map((row) => row.id),
    /** Placements in this state; only for a state that few are in. */
    count: (state: 'committing'): number => counted.get(state)?.n ?? 0,
    hasUploaded: (atLeast: number): boolean => hasUploaded.get(atLeast) === atLeast,
    countIn: (state: 'reserved', folderId: number): number => countedIn.get(state, folderId)?.n ?? 0,
    /** When the one that waits longest came into this state; null when none is in it. */
    oldestUploaded: (): number | null => oldest.get()?.at ?? null,
    /** Whether another placement already owns this photo of the service. */
    isClaimed(assignedId: string, exceptPlacement: number): boolean {
      return (claimed.get(assignedId, exceptPlacement)?.n ?? 0) > 0;
    },
  };
}
export type Placements = ReturnType<typeof openPlacements>;

function toWork(raw: unknown): Work {
  const r = workRow.parse(raw);
  return {
    placementId: r.id,
    photoId: r.photo_id,
    albumId: r.album_id,
    folderId: r.folder_id,
    fileId: r.file_id,
    state: r.state,
    attempts: r.attempts,
    lastError: r.last_error,
    path: r.path,
    folderPath: r.folder_path,
    folderTitle: r.folder_title ?? '',
    mtimeNs: r.mtime_ns === null ? null : BigInt(r.mtime_ns),
    sha256: r.sha256,
    sizeBytes: r.size_bytes,
    format: r.format,
    width: r.width,
    height: r.height,
    orientation: r.orientation,
    capturedAtMs: r.captured_at_ms,
    hasThumbnail: r.has_thumbnail === 1,
    mendPlan: r.mend_plan === null ? null : mendPlan.parse(JSON.parse(r.mend_plan)),
    sent:
      r.sent_bytes === null || r.sent_width === null || r.sent_height === null || r.sent_format === null
        ? null
        : { bytes: r.sent_bytes, width: r.sent_width, height: r.sent_height, format: r.sent_format },
    reservationId: r.reservation_id,
    remotePhotoId: r.remote_photo_id,
    tokenSealed: r.token_sealed,
    commitStartedMs: r.commit_started_ms,
    album: { kind: r.album_kind, title: r.album_title, remoteId: r.album_remote_id },
  };
}

export function isSamePlan(a: MendPlan | null, b: MendPlan | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.maxSidePixels === b.maxSidePixels &&
    a.maxBytes === b.maxBytes &&
    a.toFormat === b.toFormat &&
    a.removeGps === b.removeGps
  );
}
