// What the tray says about an engine that sends no snapshot. Pure.
import type { EngineProcessState } from './engine-process.ts';

export type EngineCondition = 'starting' | 'restarting' | 'failed';

/** An engine that died counts as restarting until its next snapshot, also while the new process starts. */
export function conditionAfter(before: EngineCondition, state: EngineProcessState['state']): EngineCondition {
  if (state === 'stopped') return 'restarting';
  return state === 'failed' ? 'failed' : before;
}
