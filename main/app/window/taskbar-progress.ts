// The bar on the task bar or dock icon. Pure: from a snapshot to what the system shall draw.
import { roundProgress } from '../../../shared/round-progress.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';

export interface TaskbarProgress {
  /** 0…1 of the round; below 0: no bar. */
  value: number;
  mode: 'normal' | 'paused' | 'error';
}

/** A bar of a few dozen pixels shows no finer steps: the system is not asked to draw for nothing. */
const STEPS = 200;

export function taskbarProgress(snapshot: Snapshot | null): TaskbarProgress {
  const none: TaskbarProgress = { value: -1, mode: 'normal' };
  if (!snapshot) return none;
  const { done, total } = roundProgress(snapshot);
  if (total === 0) return none;
  // A round that is over keeps its numbers.
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
