// How large a photo is on its way to the service.
import type { PlacementWork } from '../db/placement-work.ts';

/** Bytes of the copy where one is sent, else of the file. */
export function bytesToSend(work: Pick<PlacementWork, 'sent' | 'sizeBytes'>): number {
  return work.sent?.bytes ?? work.sizeBytes;
}
