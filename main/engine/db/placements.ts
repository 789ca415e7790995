// The table of placements: the only writer of their states, by the table of shared/placement-state.ts.
import type { Database } from 'better-sqlite3';
import type { ConversionPlan } from '../../../shared/facts.ts';
import { allows, next, type PlacementEvent, type PlacementState } from '../../../shared/placement-state.ts';
import { refusedByService, type Reason } from '../../../shared/reasons.ts';
import { atomic } from './storage/atomic.ts';
import { durably } from './storage/open.ts';
import type { JournalTable, JournalDetail } from './journal.ts';
import type { MetaTable } from './meta.ts';
import type { LibraryQueries } from './sql-queries/library-queries.ts';
import { openPlacementCopies } from './placement-copies.ts';
import { openPlacementRetries } from './placement-retries.ts';
import type { ReceiptsFile } from './storage/receipts-file.ts';

/** What an event writes into the row. Absent keys stay as they are; null clears. */
export interface EventData {
  reason?: Reason;
  conversionPlan?: ConversionPlan | null;
  /** The person chose how it is sent. */
  chosen?: true;
  /** The person said that it is sent with its GPS data. */
  placeKept?: true;
  reservationId?: number | null;
  remotePhotoId?: string | null;
  tokenSealed?: string | null;
  commitStartedMs?: number;
  /** '' without one. */
  sentCaption?: string;
  sharedPost?: boolean;
  assignedId?: string | null;
  doneAtMs?: number;
  /** An error word of ours, for example that the service refused. */
  lastError?: string;
  detail?: JournalDetail;
}

export function openPlacements(
  db: Database,
  queries: LibraryQueries['placements'],
  tables: { journal: JournalTable; meta: MetaTable; receiptsFile: ReceiptsFile | null },
  now: () => number,
) {
  const { journal } = tables;
  const addReceipt = openDoneReceipts(db, tables);
  const stateOf = db.prepare<[number], { state: PlacementState; file_id: number | null; attempts: number }>(
    'SELECT state, file_id, attempts FROM placements WHERE id = ?',
  );
  const write = db.prepare(/* sql */ `UPDATE placements SET state = @state, changed_at_ms = @now, attempts = @attempts,
      retry_at_ms = NULL, last_error = @last_error, reason = @reason,
      mend_plan = CASE WHEN @has_plan THEN @mend_plan ELSE mend_plan END,
      sent_bytes = CASE WHEN @has_plan THEN NULL ELSE sent_bytes END,
      chosen = max(chosen, @chosen), place_kept = max(place_kept, @place_kept), compared = max(compared, @compared),
      reservation_id = CASE WHEN @has_reservation THEN @reservation_id ELSE reservation_id END,
      remote_photo_id = CASE WHEN @has_remote THEN @remote_photo_id ELSE remote_photo_id END,
      token_sealed = CASE WHEN @has_token THEN @token_sealed ELSE token_sealed END,
      commit_started_ms = COALESCE(@commit_started_ms, commit_started_ms),
      sent_caption = COALESCE(@sent_caption, sent_caption), shared_post = COALESCE(@shared_post, shared_post),
      assigned_id = COALESCE(@assigned_id, assigned_id),
      done_at_ms = COALESCE(@done_at_ms, done_at_ms)
    WHERE id = @id AND state = @before`);
  const repeats = db.prepare(`UPDATE placements SET commit_started_ms = ? WHERE id = ? AND state = 'committing'`);
  const setSentCaption = db.prepare(`UPDATE placements SET sent_caption = ? WHERE id = ? AND state = 'done'`);
  const hasSource = db.prepare<[number]>(
    `SELECT 1 FROM placements p JOIN files f ON f.id = p.file_id AND f.placement_id = p.id
      WHERE p.id = ? AND f.state IN ('placed', 'seen', 'settled')`,
  );

  /** Only a decision of the person starts counting anew: a photo that fails in circles must come to an end. */
  function attemptsAfter(event: PlacementEvent, attempts: number): number {
    return event === 'approved' || event === 'wanted_again' || event === 'person_missed_it' ? 0 : attempts;
  }

  function apply(id: number, event: PlacementEvent, data: EventData = {}): PlacementState {
    const row = stateOf.get(id);
    if (row === undefined) throw new Error(`placement ${id} does not exist`);
    const before = row.state;
    const after = next(before, event);
    const at = now();
    const needsReason = after === 'held' || after === 'skipped' || after === 'unclear';
    if (needsReason !== (data.reason !== undefined))
      throw new Error(`placement ${id}: «${after}» ${needsReason ? 'needs' : 'has no'} reason`);
    const dropsReservation =
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
      reason: data.reason ?? null,
      chosen: data.chosen === true ? 1 : 0,
      place_kept: data.placeKept === true ? 1 : 0,
      // The person who said «send it» has compared it.
      compared: event === 'person_missed_it' ? 1 : 0,
      has_plan: data.conversionPlan === undefined ? 0 : 1,
      mend_plan: data.conversionPlan == null ? null : JSON.stringify(data.conversionPlan),
      has_reservation: dropsReservation || data.reservationId !== undefined ? 1 : 0,
      reservation_id: data.reservationId ?? null,
      has_remote: dropsReservation || data.remotePhotoId !== undefined ? 1 : 0,
      remote_photo_id: data.remotePhotoId ?? null,
      has_token: dropsReservation || data.tokenSealed !== undefined ? 1 : 0,
      token_sealed: data.tokenSealed ?? null,
      commit_started_ms: data.commitStartedMs ?? null,
      sent_caption: data.sentCaption ?? null,
      shared_post: data.sharedPost === undefined ? null : Number(data.sharedPost),
      assigned_id: data.assignedId ?? null,
      last_error: data.lastError ?? null,
      done_at_ms: after === 'done' ? (data.doneAtMs ?? at) : null,
    });
    if (changed.changes !== 1) throw new Error(`placement ${id} left «${before}» while «${event}» was applied`);
    const detail = {
      ...(data.reason === undefined ? {} : { reason: data.reason }),
      ...(data.lastError === refusedByService ? { byService: true } : {}),
      ...data.detail,
    };
    journal.add(at, row.file_id, id, event, detail);
    if (after === 'done') addReceipt(id);
    // Without a file there is nothing to send: the photo must not wait in the queue unnoticed.
    if (after === 'queued' && hasSource.get(id) === undefined) return apply(id, 'skipped', { reason: 'source_gone' });
    return after;
  }

  return {
    ...queries,
    ...openPlacementRetries(db, { journal, stateOf: (id) => stateOf.get(id) }, now),
    ...openPlacementCopies(db, { journal, stateOf: (id) => stateOf.get(id), apply }, now),
    /**
     * Applies one event: state, data and journal in one transaction. Answers the new state. Throws on a pair that the
     * table does not list.
     */
    apply: atomic(db, apply),
    /** Like `apply`, but answers false when the state no longer allows the event. */
    applyIfAllowed: atomic(db, (id: number, event: PlacementEvent, data: EventData = {}): boolean => {
      const row = stateOf.get(id);
      if (row === undefined || !allows(row.state, event)) return false;
      apply(id, event, data);
      return true;
    }),
    /** The caption of a photo that is done was changed on OK. */
    captionChanged: atomic(db, (id: number, caption: string): void => {
      setSentCaption.run(caption, id);
      journal.add(now(), stateOf.get(id)?.file_id ?? null, id, 'caption_changed', {});
    }),
    /** Written durably before the same commit is sent again. By the service's clock. */
    repeatsCommit(id: number, serviceNowMs: number): void {
      durably(db, () => repeats.run(serviceNowMs, id));
    },
  };
}
export type PlacementTable = ReturnType<typeof openPlacements>;

/**
 * Adds a line to the receipts file for a placement that is done. Called before the transaction ends: what the service
 * did is true even if this row is never written. See [Note: receipts].
 */
function openDoneReceipts(
  db: Database,
  { meta, receiptsFile }: { meta: MetaTable; receiptsFile: ReceiptsFile | null },
): (id: number) => void {
  const receiptOf = db.prepare<
    [number],
    { sha256: string; album: string; assigned_id: string | null; done_at_ms: number }
  >(
    `SELECT h.sha256, coalesce(a.remote_id, '') AS album, p.assigned_id, p.done_at_ms FROM placements p
      JOIN photos h ON h.id = p.photo_id JOIN albums a ON a.id = p.album_id WHERE p.id = ?`,
  );
  return (id) => {
    const row = receiptsFile === null ? undefined : receiptOf.get(id);
    if (row === undefined) return;
    receiptsFile?.add({
      account: meta.text('account_user_id'),
      sha256: row.sha256,
      album: row.album,
      photo: row.assigned_id,
      atMs: row.done_at_ms,
    });
  };
}
