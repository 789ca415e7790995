// The progress of a round, for every progress bar. Pure.
import { checkingNow, photosLeft } from './locales/status-sentence.ts';
import type { Snapshot } from './snapshot.ts';

export interface RoundProgress {
  unit: 'bytes' | 'photos';
  done: number;
  /** In flight, not part of `done`. */
  inFlight: number;
  total: number;
}

/**
 * In bytes where they are known. While files are still being checked, the total is unknown, and a bar of the known
 * bytes would be full again and again; then all photos are counted instead, checked or not.
 */
export function roundProgress(
  snapshot: Pick<Snapshot, 'status' | 'round' | 'counts' | 'waits' | 'lanes'>,
): RoundProgress {
  const { status, round, lanes } = snapshot;
  const checking = checkingNow(snapshot);
  const isWorking = status.kind === 'sending' || status.kind === 'checking';
  if (isWorking && round.growing && checking > 0)
    return {
      unit: 'photos',
      done: round.photosDone,
      inFlight: 0,
      total: round.photosDone + photosLeft(snapshot) + checking,
    };
  const inFlight = lanes.reduce((sum, lane) => sum + (lane.step === 'sending' ? lane.sentBytes : 0), 0);
  return { unit: 'bytes', done: round.bytesDone, inFlight, total: round.bytesTotal };
}
