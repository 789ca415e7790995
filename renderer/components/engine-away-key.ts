// What is said of an engine that does not answer, in one line. Pure.
import type { EventPayload } from '../../shared/ipc.ts';

/** `broken`: how it ended; null: it has not answered yet since the start. */
export function engineAwayKey(
  broken: EventPayload<'engine.state'> | null,
): 'status.starting' | 'status.restarting' | 'status.engineFailed' {
  if (broken === null) return 'status.starting';
  return broken.state === 'failed' ? 'status.engineFailed' : 'status.restarting';
}
