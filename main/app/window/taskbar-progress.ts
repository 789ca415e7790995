// The progress bar on the icon in the task bar or dock, from a snapshot. Pure.
import { roundProgress } from '../../../shared/round-progress.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';

export interface TaskbarProgress {
  /** 0…1 of the round; below 0: no bar. */
  value: number;
  mode: 'normal' | 'paused' | 'error';
}

/** The bar has a few dozen pixels: finer steps would only cause useless drawing. */
const STEPS = 200;

export function taskbarProgress(snapshot: Snapshot | null): TaskbarProgress {
  const none: TaskbarProgress = { value: -1, mode: 'normal' };
  if (!snapshot) return none;
  const { done, total } = roundProgress(snapshot);
  if (total === 0) return none;
  // A finished round keeps its numbers.
  if (snapshot.status.kind !== 'sending' && snapshot.round.photosDone >= snapshot.round.photosTotal) return none;
  const part = Math.min(1, done / total);
  const value = Math.round(part * STEPS) / STEPS;
  switch (snapshot.status.kind) {
    case 'sending':
      return { value, mode: 'normal' };
    case 'paused':
    case 'offline':
    case 'waiting':
      return value < 1 ? { value, mode: 'paused' } : none;
    case 'account':
      return { value, mode: snapshot.status.trouble.kind === 'resting' ? 'paused' : 'error' };
    default:
      return none;
  }
}
