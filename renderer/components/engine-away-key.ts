// The status text while the engine does not answer. Pure.
import type { EventPayload } from '../../shared/ipc.ts';

/** `broken`: how the engine ended; null: it has not answered since the start. */
export function engineAwayKey(
  broken: EventPayload<'engine.state'> | null,
): 'status.starting' | 'status.restarting' | 'status.engineFailed' {
  if (broken === null) return 'status.starting';
  return broken.state === 'failed' ? 'status.engineFailed' : 'status.restarting';
}
