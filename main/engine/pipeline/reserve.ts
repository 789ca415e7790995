// First step at the service: ids and an upload address for several photos of one album. Nothing becomes visible.
import type { StepOutcome } from './outcome.ts';
import { outcomeOf } from './outcome.ts';
import type { OkApi, Reservation } from '../../ok/api.ts';

export interface ReservePhotos {
  /** null: the personal photos. */
  albumRemoteId: string | null;
  /** One a photo, in order; bytes that will be sent. */
  sizes: readonly number[];
}

/** The n-th id belongs to the n-th size; the service may give fewer ids than sizes. Safe to repeat: an unused reservation expires by itself. */
export async function reservePhotos(
  remote: Pick<OkApi, 'reserve'>,
  input: ReservePhotos,
  signal: AbortSignal,
): Promise<StepOutcome<Reservation>> {
  const answer = await remote.reserve({ albumRemoteId: input.albumRemoteId, sizes: [...input.sizes] }, signal);
  if (!answer.ok) return outcomeOf(answer.trouble);
  return { kind: 'moved', value: answer.value };
}
