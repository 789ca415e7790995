// The last check before a step takes a photo: where a rule takes the place out, no photo goes with it.
import type { PlacementWork } from '../db/placement-work.ts';
import type { PipelineContext } from './context.ts';
import { applyPlaceRuleToPlan } from './place-rule.ts';

export type PlaceRuleContext = Pick<PipelineContext, 'tables' | 'limits' | 'changed' | 'wake'>;

/** false: not to be taken up; it has another plan now, or a person is asked. */
export function keepsPlaceRule(context: PlaceRuleContext, work: PlacementWork): boolean {
  if (!work.placeMustGo) return true;
  const verdict = applyPlaceRuleToPlan(work, context.limits());
  if (verdict.kind === 'goes') return true;
  const { placements } = context.tables;
  if (verdict.kind === 'planned') placements.planAnew(work.placementId, verdict.plan);
  else {
    placements.applyIfAllowed(work.placementId, 'held', { reason: 'place_stays' });
    context.changed('problems');
  }
  context.changed('photos');
  context.wake();
  return false;
}
