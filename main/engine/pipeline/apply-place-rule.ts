// The last look before a photo goes on: nothing that tells its place is taken up where a rule takes the place out.
import type { Work } from '../db/work.ts';
import type { Rooms } from './context.ts';
import { placeVerdict } from './place-rule.ts';

/** false: not to be taken up; it has another plan now, or a person is asked. */
export function keepsPlaceRule(rooms: Rooms, work: Work): boolean {
  if (!work.placeMustGo) return true;
  const verdict = placeVerdict(work, rooms.limits());
  if (verdict.kind === 'goes') return true;
  const { placements } = rooms.tables;
  if (verdict.kind === 'planned') placements.planAnew(work.placementId, verdict.plan);
  else {
    placements.applyIfAllowed(work.placementId, 'held', { reason: 'place_stays' });
    rooms.changed('problems');
  }
  rooms.changed('photos');
  rooms.nudge();
  return false;
}
