// How many rows are kept free for photos on their way, so that nothing below moves when one is done and the next one
// comes. Pure.
import type { Snapshot } from '../../../shared/snapshot.ts';

/** Checking and sending: what comes next may be there in a moment. */
export function isBusy({ status }: Pick<Snapshot, 'status'>): boolean {
  return status.kind === 'sending' || status.kind === 'checking';
}

/**
 * `before`: as many as were kept; while work goes on they only become more. `most`: photos that may be sent at once.
 */
export function slotsFor(
  before: number,
  snapshot: Pick<Snapshot, 'status' | 'lanes' | 'counts'>,
  most: number,
): number {
  const { lanes, counts } = snapshot;
  const taken = Math.max(0, ...lanes.map(({ lane }) => lane + 1));
  if (!isBusy(snapshot)) return taken;
  return Math.max(before, taken, Math.min(most, counts.waiting + counts.checking));
}
