// Placements: the one writer of their states. What is asked of them stands in ready-placements.ts and placement-queries.ts. Decides nothing; steps do.
import type { Database } from 'better-sqlite3';
import { conversionPlan, type ConversionPlan } from '../../../shared/facts.ts';
import { allows, next, type PlacementEvent, type PlacementState } from '../../../shared/placement-state.ts';
import { refusedByService, type Reason } from '../../../shared/reasons.ts';
import { atomic } from './atomic.ts';
import { durably } from './open.ts';
import type { JournalTable, JournalDetail } from './journal.ts';
import type { Meta } from './meta.ts';
import type { LibraryQueries } from './library-queries.ts';
import type { ReceiptsFile } from './receipts-file.ts';

/** What an event brings to the row. Absent keys stay as they are; null clears. */
export interface Brought {
  reason?: Reason;
  conversionPlan?: ConversionPlan | null;
  /** The person said how it is to be sent. */
  chosen?: true;
  /** The person said that it goes with its place. */
  placeKept?: true;
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

export function openPlacements(
  db: Database,
  queries: LibraryQueries['placements'],
  tables: { journal: JournalTable; meta: Meta; receipts: ReceiptsFile | null },
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
      chosen = max(chosen, @chosen), place_kept = max(place_kept, @place_kept), compared = max(compared, @compared),
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
  const dropWaits = db.prepare(
    `UPDATE placements SET retry_at_ms = NULL WHERE retry_at_ms > ? AND state IN ('queued', 'reserved', 'uploaded', 'committing')`,
  );
  const repeats = db.prepare(`UPDATE placements SET commit_started_ms = ? WHERE id = ? AND state = 'committing'`);
  const forget = db.prepare(
    `UPDATE placements SET retry_at_ms = NULL, attempts = 0 WHERE state IN ('queued', 'reserved', 'uploaded', 'committing') AND retry_at_ms IS NOT NULL`,
  );
  const planOf = db.prepare<[number], { mend_plan: string | null }>('SELECT mend_plan FROM placements WHERE id = ?');
  const uncopied = db.prepare(
    'UPDATE placements SET sent_sha256 = NULL, sent_bytes = NULL, sent_width = NULL, sent_height = NULL, sent_format = NULL WHERE id = ?',
  );
  const hasSource = db.prepare<[number]>(
    `SELECT 1 FROM placements p JOIN files f ON f.id = p.file_id AND f.placement_id = p.id
      WHERE p.id = ? AND f.state IN ('placed', 'seen', 'settled')`,
  );
  const replan = db.prepare('UPDATE placements SET mend_plan = ?, sent_bytes = NULL WHERE id = ?');

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
      place_kept: brought.placeKept === true ? 1 : 0,
      // Who said «send it» has compared it themselves.
      compared: event === 'person_missed_it' ? 1 : 0,
      has_mend: brought.conversionPlan === undefined ? 0 : 1,
      mend_plan: brought.conversionPlan == null ? null : JSON.stringify(brought.conversionPlan),
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
    const detail = {
      ...(brought.reason === undefined ? {} : { reason: brought.reason }),
      ...(brought.lastError === refusedByService ? { byService: true } : {}),
      ...brought.detail,
    };
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
    ...queries,
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
    tryLater: atomic(db, (id: number, attempts: number, atMs: number, error: string): void => {
      const retryAtMs = Math.ceil(atMs);
      later.run(attempts, retryAtMs, error, id);
      journal.add(now(), stateOf.get(id)?.file_id ?? null, id, 'attempt_failed', { error, retryAtMs });
    }),
    /** On the disk before the same commit is sent once more. By the service's clock. */
    repeatsCommit(id: number, serviceNowMs: number): void {
      durably(db, () => repeats.run(serviceNowMs, id));
    },
    /** What the copy that will be sent came out as. Not kept when another plan has come meanwhile. */
    keepCopy: atomic(
      db,
      (
        id: number,
        copy: { sha256: string; sizeBytes: number; width: number; height: number; format: string },
        plan: ConversionPlan,
      ): void => {
        const wanted = planOf.get(id)?.mend_plan;
        if (wanted == null || !isSamePlan(conversionPlan.parse(JSON.parse(wanted)), plan)) return;
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
    planAnew: atomic(db, (id: number, plan: ConversionPlan | null): void => {
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
    /** Times beyond this moment cannot be ours: the clock was set back. Attempts stay. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
    /** The person, or a network that came back: nobody waits any longer. */
    forgetWaits(): void {
      forget.run();
    },
  };
}
export type Placements = ReturnType<typeof openPlacements>;

export function isSamePlan(a: ConversionPlan | null, b: ConversionPlan | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.maxSidePixels === b.maxSidePixels &&
    a.maxBytes === b.maxBytes &&
    a.toFormat === b.toFormat &&
    a.removeGps === b.removeGps
  );
}
