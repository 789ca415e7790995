// Step 3: the uploaded photos become visible. The only call that must never be repeated blindly: see `mayHaveHappened`.
import type { RemoteAnswer, Trouble } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { troubleOfStatusWord } from './errors.ts';
import { answerInGroup, troubleInGroup } from './groups.ts';
import { commitAnswer } from './wire.ts';

export interface CommitItem {
  photoId: string;
  /** A secret, from the upload's answer. */
  token: string;
  comment?: string;
}

/** `unclear`: the answer leaves this photo out, gives no permanent id, or says that the photo was there already. */
export type CommitResult =
  | { photoId: string; status: 'committed'; assignedId: string }
  /** Typed as for a call: mostly `file`; `id` when the reservation is gone, `service` when it may be tried again. */
  | { photoId: string; status: 'refused'; trouble: Trouble }
  | { photoId: string; status: 'unclear' };

/**
 * One result per item, in their order. `groupId`: of the group they were reserved for; all of one call are for one.
 * When the whole call fails, `mayHaveHappened` tells whether any of the photos may be there: then search the album,
 * repeat with the same ids and tokens, and never send the bytes again unasked.
 */
export async function commitCall(
  calls: ApiCalls,
  items: readonly CommitItem[],
  signal: AbortSignal,
  groupId: string | null = null,
): Promise<RemoteAnswer<CommitResult[]>> {
  const photos = items.map(({ photoId, token, comment }) => ({
    photo_id: photoId,
    token,
    ...(comment === undefined || comment === '' ? {} : { comment }),
  }));
  const answer = await calls.call('photosV2.commit', { photos: JSON.stringify(photos) }, commitAnswer, { signal });
  if (!answer.ok) return answerInGroup(groupId, answer);
  const told = new Map(answer.value.photos.map((photo) => [photo.photo_id, photo]));
  return {
    ok: true,
    value: items.map(({ photoId }): CommitResult => {
      const photo = told.get(photoId);
      if (photo === undefined) return { photoId, status: 'unclear' };
      if (photo.status !== 'SUCCESS') {
        const trouble = troubleOfStatusWord(photo.status);
        if (trouble === null) return { photoId, status: 'unclear' };
        return { photoId, status: 'refused', trouble: groupId === null ? trouble : troubleInGroup(trouble) };
      }
      const assignedId = photo.assigned_photo_id;
      return assignedId ? { photoId, status: 'committed', assignedId } : { photoId, status: 'unclear' };
    }),
  };
}
