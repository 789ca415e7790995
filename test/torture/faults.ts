// What the service does meanwhile: it is slow, gives no answer or nonsense, and treats a repeated commit in each of
// three ways.
import type { FaultOrder } from '../../main/emulator/faults/faults.ts';
import type { SwitchPatch } from '../../main/emulator/switches.ts';
import type { Random } from './photo-folder.ts';

export const repeatedCommits = ['same', 'error', 'duplicate'] as const;
export type RepeatedCommit = (typeof repeatedCommits)[number];

/** Each with a small chance for each call, for as long as the episode lasts. */
export const standingFaults: FaultOrder[] = [
  { method: 'photosV2.commit', cut: 'after-stored', probability: 0.12 },
  { method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 1, probability: 0.06 },
  { method: 'photosV2.commit', answer: 'truncated', probability: 0.05 },
  { method: 'photosV2.commit', cut: 'before', probability: 0.05 },
  { method: 'photosV2.commit', code: 2, probability: 0.05 },
  { method: 'photosV2.commit', httpStatus: 502, worked: true, probability: 0.05 },
  { method: 'photosV2.commit', latencyMs: 120, probability: 0.2 },
  { method: 'photosV2.getUploadUrl', cut: 'after-stored', probability: 0.1 },
  { method: 'photosV2.getUploadUrl', answer: 'empty', probability: 0.05 },
  { method: 'upload', cut: 'within', probability: 0.05 },
  { method: 'upload', cut: 'after-stored', probability: 0.08 },
  { method: 'upload', httpStatus: 503, probability: 0.05 },
  { method: 'upload', latencyMs: 60, probability: 0.3 },
  { method: 'photos.createAlbum', cut: 'after-stored', probability: 0.4 },
  { method: 'photos.createAlbum', code: 2, probability: 0.1 },
  { method: 'photos.getAlbums', cut: 'within-answer', probability: 0.1 },
  { method: 'photos.getPhotos', code: 9999, probability: 0.1 },
  { method: 'users.getCurrentUser', cut: 'after-stored', probability: 0.05 },
].map((fault) => ({ ...fault, times: null }) as FaultOrder);

/** The guesses about the service that matter here, mixed anew each episode. */
export function switchesOf(mode: RepeatedCommit, random: Random): SwitchPatch {
  const pick = <const T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return {
    repeatedCommit: mode,
    badCommit: pick(['status', 'status', 'error']),
    repeatedUpload: pick(['replace', 'keep-first', 'error']),
    listOrder: pick(['newest-first', 'oldest-first']),
    placeholderForm: pick(['raw', 'percent']),
    emptyLastPage: pick([true, false]),
    latencyMs: pick([0, 3, 10]),
    seed: Math.floor(random() * 1_000_000),
  };
}
