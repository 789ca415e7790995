// How much of a photo has been sent, in percent: the part of its picture that is drawn in full colour.
import type { Lane } from '../../../shared/snapshot.ts';
import { useEngine } from '../../engine/engine-store.ts';

/** 0 to 100; not rounded. */
export function sentShare(lane: Pick<Lane, 'step' | 'sentBytes' | 'totalBytes'>): number {
  if (lane.step === 'committing') return 100;
  if (lane.step !== 'sending' || lane.totalBytes <= 0) return 0;
  return Math.min(100, (lane.sentBytes / lane.totalBytes) * 100);
}

/** 0 to 100, whole; null: the photo is neither being sent nor being published. */
export function useSentShare(fileId: number | undefined): number | null {
  return useEngine((state) => {
    const lane = state.snapshot?.lanes.find((one) => one.fileId === fileId);
    const isSent = lane?.step === 'sending' || lane?.step === 'committing';
    return isSent ? Math.round(sentShare(lane)) : null;
  });
}
