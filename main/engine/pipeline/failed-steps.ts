// What the sending steps have in common: when they may run, which photos they take, and how a failure is written down.
import type { PlacementWork } from '../db/placement-work.ts';
import { refusedByService } from '../../../shared/reasons.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { CircuitBreaker } from '../sending/circuit-breaker.ts';
import type { PipelineContext } from './context.ts';
import type { StepOutcome } from './outcome.ts';
import { reasonFor } from './check-facts.ts';
import { keepsPlaceRule, type PlaceRuleContext } from './apply-place-rule.ts';
import { holdAlbum, isAlbumRefusal } from '../albums/hold-for-album.ts';

export type GateContext = Pick<PipelineContext, 'account' | 'remote' | 'isPaused'>;
export type TakeContext = PlaceRuleContext & Pick<PipelineContext, 'sendingFolders' | 'publishingFolders'>;
export type AttemptContext = Pick<PipelineContext, 'tables' | 'clock' | 'policy' | 'changed'>;
export type FailureContext = AttemptContext & Pick<PipelineContext, 'account' | 'accountLimits'>;
/** What a step needs that takes photos, asks the service about them, and may fail. */
export type AskingStepContext = GateContext & TakeContext & FailureContext;

export function mayRun(context: GateContext): boolean {
  return context.account.canSend() && !context.isPaused() && context.remote() !== null;
}

/** Ready for a step, folder after folder, the first photos of each first. */
export function takeReady(
  context: TakeContext,
  step: 'convert' | 'reserve' | 'upload' | 'commit' | 'reconcile',
  limit: number,
  isBusy: (key: number) => boolean,
  running: number,
  folders = foldersFor(context, step),
): PlacementWork[] {
  const taken: PlacementWork[] = [];
  for (const folder of folders) {
    if (taken.length >= limit) break;
    for (const id of context.tables.placements.readyIds(step, folder.folderId, limit + running)) {
      if (taken.length >= limit) break;
      const work = isBusy(id) ? null : context.tables.placements.get(id);
      if (work !== null && (step === 'reconcile' || keepsPlaceRule(context, work))) taken.push(work);
    }
  }
  return taken;
}

/** What may be public already is settled for every folder; what only has to become public needs no drive. */
function foldersFor(context: TakeContext, step: Parameters<typeof takeReady>[1]): readonly FolderRecord[] {
  if (step === 'reconcile') return context.tables.folders.withRemoved();
  return step === 'commit' ? context.publishingFolders() : context.sendingFolders();
}

/** Tells the step's breaker how the service answered. Our own disk and our own stop say nothing about the service. */
export function recordResult(breaker: CircuitBreaker, outcome: StepOutcome<unknown>): void {
  if (outcome.kind === 'retry') breaker.recordFailure(outcome.afterMs);
  else if (
    outcome.kind === 'moved' ||
    outcome.kind === 'held' ||
    (outcome.kind === 'again' && outcome.from === 'reserve')
  )
    breaker.recordSuccess();
}

/** Writes down what a step that did not succeed means for its photos. `moved` is the caller's own business. */
export async function applyFailure(
  context: FailureContext,
  works: readonly PlacementWork[],
  outcome: Exclude<StepOutcome<unknown>, { kind: 'moved' }>,
): Promise<void> {
  if (outcome.kind === 'account') {
    context.account.report(outcome.trouble);
    return;
  }
  // A connection that broke says something about the photo only if the network is still there.
  const broke =
    outcome.kind === 'retry' &&
    (outcome.error.startsWith('service:network') || outcome.error.startsWith('service:timeout'));
  if (broke && (await context.account.checkNetwork()) === 'offline') return;
  context.tables.together(() => {
    for (const work of works) applyToOne(context, work, outcome);
  });
}

function applyToOne(
  context: FailureContext,
  work: PlacementWork,
  outcome: Exclude<StepOutcome<unknown>, { kind: 'moved' | 'account' }>,
): void {
  const { tables } = context;
  switch (outcome.kind) {
    case 'stopped':
    case 'wait':
      return;
    case 'retry':
      countAttempt(context, work, outcome.error, outcome.afterMs);
      return;
    case 'held':
      if (isAlbumRefusal(outcome.reason)) {
        const toldBy = outcome.reason === 'album_full' && work.state === 'queued' ? 'reserve' : 'later';
        holdAlbum(context, work.albumId, outcome.reason, [], toldBy);
        return;
      }
      tables.placements.applyIfAllowed(work.placementId, 'held', {
        reason: reasonFor(outcome.reason, work.format),
        ...(outcome.byService ? { lastError: refusedByService } : {}),
      });
      if (outcome.byCode === true) context.accountLimits.refused(work, outcome.reason);
      context.changed('problems');
      return;
    case 'again':
      if (outcome.from === 'inspect') {
        const file = work.fileId === null ? null : tables.files.get(work.fileId);
        // The file starts again from «seen»; its placement waits for the new inspection.
        if (file !== null) tables.files.recordStat(file.fileId, file, 'seen');
        countAttempt(context, work, 'file changed', 0);
        return;
      }
      tables.placements.applyIfAllowed(work.placementId, work.state === 'uploaded' ? 'token_lost' : 'reservation_lost');
      // The first time at once: reservations do expire. What happens again and again is no expiry.
      countAttempt(context, work, 'reservation lost', work.attempts === 0 && work.state !== 'queued' ? 0 : undefined);
  }
}

/**
 * Counts a failed attempt and schedules the next one no earlier than `afterMs` (0: at once); the last one puts the
 * photo on hold.
 * Does nothing where the photo has moved on meanwhile.
 */
export function countAttempt(context: AttemptContext, work: PlacementWork, error: string, afterMs?: number): void {
  const { tables, clock, policy } = context;
  const state = tables.placements.state(work.placementId);
  if (state !== 'queued' && state !== 'reserved' && state !== 'uploaded') return;
  const attempts = work.attempts + 1;
  if (attempts >= policy.attempts) {
    tables.placements.apply(work.placementId, 'held', { reason: 'gave_up', detail: { error } });
    context.changed('problems');
    return;
  }
  const wait = afterMs === 0 ? 0 : Math.max(afterMs ?? 0, waitAfter(policy, attempts, clock.random()));
  tables.placements.tryLater(work.placementId, attempts, clock.now() + wait, error);
}
