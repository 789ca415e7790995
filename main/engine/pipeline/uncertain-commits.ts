// Commits whose answer was lost and that cannot be settled now: they are checked again later, or a person is asked.
import type { PlacementWork } from '../db/placement-work.ts';
import type { Trouble } from '../../ok/answer.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import { refusedAsGroup } from './commit-outcome.ts';
import type { PipelineContext } from './context.ts';
import { recordResult, type FailureContext } from './failed-steps.ts';
import { outcomeOf } from './outcome.ts';

export type UncertainContext = FailureContext & Pick<PipelineContext, 'breakers'>;

/** A service in trouble proves nothing, and no person is asked because of it: the commit is checked again and again. */
export function reconcileLater(context: UncertainContext, works: readonly PlacementWork[], trouble: Trouble): void {
  const outcome = outcomeOf(trouble);
  recordResult(context.breakers.commit, outcome);
  if (outcome.kind === 'stopped') return;
  if (outcome.kind === 'account') {
    context.account.report(trouble);
    return;
  }
  checkAgainLater(context, works, troubleWord(trouble), 1, outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0);
}

export function checkAgainLater(
  { tables, policy, clock }: UncertainContext,
  works: readonly PlacementWork[],
  word: string,
  attempts: 0 | 1,
  atLeastMs: number,
): void {
  tables.together(() => {
    for (const work of works) {
      const used = work.attempts + attempts;
      const ms = Math.max(atLeastMs, waitAfter(policy, Math.max(1, used), clock.random()));
      const error = work.lastError === refusedAsGroup ? refusedAsGroup : word;
      tables.placements.tryLater(work.placementId, used, clock.now() + ms, error);
    }
  });
}

export function loseTrack(
  { tables, changed }: UncertainContext,
  work: PlacementWork,
  candidates: readonly string[],
): void {
  tables.placements.apply(work.placementId, 'lost_track', {
    reason: 'commit_unclear',
    detail: { candidates: candidates.join(' ') },
  });
  changed('problems');
}
