// A pause as the library keeps it: until a moment, or until the person resumes.
import type { MetaTable } from '../db/meta.ts';

/** Stands for «until the person resumes». */
const foreverMs = -1;
/** Automatic corrections of the clock are smaller. */
const clockJumpMs = 2_000;

/** null: until the person resumes. */
export function pause(meta: MetaTable, untilMs: number | null, nowMs: number): void {
  meta.put('paused_until_ms', untilMs ?? foreverMs);
  meta.put('paused_at_ms', nowMs);
}

export function resume(meta: MetaTable): void {
  meta.put('paused_until_ms', null);
  meta.put('paused_at_ms', null);
}

/** null: until the person resumes. A pause that is over is forgotten. */
export function pausedUntil(meta: MetaTable, nowMs: number): number | null | 'no' {
  const until = meta.number('paused_until_ms');
  if (until === null) return 'no';
  if (until === foreverMs) return null;
  const since = meta.number('paused_at_ms');
  if (since !== null && nowMs < since - clockJumpMs) {
    // The clock was set back: the pause may not become longer by as much. It begins anew, with its own length.
    pause(meta, nowMs + Math.max(0, until - since), nowMs);
    return pausedUntil(meta, nowMs);
  }
  if (until > nowMs) return until;
  resume(meta);
  return 'no';
}
