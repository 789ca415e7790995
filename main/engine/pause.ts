// A pause as the library keeps it: until a moment, or until the person resumes.
import type { Meta } from './db/meta.ts';

/** Stands for «until the person resumes». */
export const foreverMs = -1;

/** null: until the person resumes. A pause that is over is forgotten. */
export function pausedUntil(meta: Meta, nowMs: number): number | null | 'no' {
  const until = meta.number('paused_until_ms');
  if (until === null) return 'no';
  if (until === foreverMs) return null;
  if (until > nowMs) return until;
  meta.put('paused_until_ms', null);
  return 'no';
}
