// Second step at the service: the bytes. Safe to repeat before the commit, because nothing is visible until then.
import { formatFacts, imageFormats } from '../../../shared/image-formats.ts';
import type { StepOutcome } from './outcome.ts';
import { outcomeOf } from './outcome.ts';
import type { OkApi } from '../../ok/api.ts';
import { fileToSend, type FileToSend } from './file-to-send.ts';

/** `mtimeNs` and `inspected` are null for a copy of our own. */
export interface UploadPhoto extends FileToSend {
  /** The reservation's id for this photo. */
  photoId: string;
}

/**
 * One POST with one or more photos of one reservation; `value` is their tokens in the same order, null for a photo of several
 * that the answer does not speak of. `onProgress` is told bytes of files sent so far.
 */
export async function uploadPhoto(
  remote: Pick<OkApi, 'upload'>,
  uploadUrl: string,
  photos: readonly UploadPhoto[],
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<StepOutcome<(string | null)[]>> {
  const answer = await remote.upload({ uploadUrl, parts: photos.map(fileToSend), onProgress }, signal);
  if (!answer.ok) return outcomeOf(answer.trouble);
  const tokens = photos.map(({ photoId }) => answer.value.tokens.get(photoId) ?? null);
  const none = tokens.every((token) => token === null);
  return none ? { kind: 'retry', error: 'service:malformed' } : { kind: 'moved', value: tokens };
}

/** What the part calls itself; the service looks at the bytes all the same. */
export function contentTypeOf(format: string | null): string {
  const known = imageFormats.find((one) => one === format);
  return known === undefined ? 'application/octet-stream' : formatFacts[known].mime;
}
