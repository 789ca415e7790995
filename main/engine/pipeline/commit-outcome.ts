// Third step at the service: the photo becomes visible. Only this step publishes, so only its lost answer is a state.
import type { ProblemReason } from '../../../shared/reasons.ts';
import type { OkApi } from '../../ok/api.ts';
import { albumReasonOf } from './outcome.ts';
import type { Trouble } from '../../ok/answer.ts';

/** `last_error` of photos whose group was refused because of one of them. */
export const refusedAsGroup = 'refused as a group';

export interface CommitPhoto {
  photoId: string;
  token: string;
  /** Its caption; '' or absent: none. */
  comment?: string;
}

export type Committed =
  | { kind: 'committed'; assignedId: string }
  /** The service says for certain that it did not happen. `again`: from the start, with a new reservation. */
  | { kind: 'refused'; how: 'again' }
  | { kind: 'refused'; how: 'held'; reason: ProblemReason }
  /** It may have happened. Never sent again by itself: reconcile. */
  | { kind: 'unknown'; trouble: Trouble }
  /** It surely did not happen, and the photo is as good as before: the same commit may be tried again later. */
  | { kind: 'not-now'; trouble: Trouble };

/** One outcome a photo, in the order given. `groupId`: of the album that they are for. */
export async function commitPhotos(
  remote: Pick<OkApi, 'commit'>,
  photos: readonly CommitPhoto[],
  signal: AbortSignal,
  groupId: string | null,
): Promise<Committed[]> {
  const answer = await remote.commit(photos, signal, groupId);
  if (!answer.ok) {
    const said = answer.trouble;
    // A parameter that the service does not take may be a caption.
    const isOfCaption = photos.some(hasCaption) && isAboutCaption(said);
    const uncertain = answer.mayHaveHappened || (photos.length > 1 && (isOfOne(said) || isOfCaption));
    const trouble: Trouble = isOfCaption && said.who === 'bug' ? { who: 'file', refusal: 'refused_by_service' } : said;
    return photos.map((photo) => withCaption(photo, said, ofTrouble(trouble, uncertain)));
  }
  return photos.map((photo, index): Committed => {
    const result = answer.value[index];
    switch (result?.status) {
      case 'committed':
        return { kind: 'committed', assignedId: result.assignedId };
      case 'refused':
        return withCaption(photo, result.trouble, ofTrouble(result.trouble, false));
      default:
        // The service answered, but not about this photo.
        return { kind: 'unknown', trouble: { who: 'service', kind: 'malformed' } };
    }
  });
}

const hasCaption = ({ comment }: CommitPhoto): boolean => comment !== undefined && comment !== '';

/** CENSOR_MATCH; or PARAM, which a caption that is too long may get (a guess). */
const isAboutCaption = (trouble: Trouble): boolean =>
  (trouble.who === 'file' && trouble.code === 454) || (trouble.who === 'bug' && trouble.code === 100);

/** A refusal of a photo that has a caption, for words or a parameter, is one of the caption. */
function withCaption(photo: CommitPhoto, trouble: Trouble, committed: Committed): Committed {
  const isRefusal = committed.kind === 'refused' && committed.how === 'held';
  return isRefusal && hasCaption(photo) && isAboutCaption(trouble)
    ? { ...committed, reason: 'caption_refused' }
    : committed;
}

/** Codes that say that the album itself is not there: then none of a group is. */
const albumIsNotThere: ReadonlySet<number> = new Set([120, 300, 512, 513]);

/**
 * A refusal of the whole call because of one photo (or because the album has no space for it). The service does not say
 * which photo, or whether those before it were published. The album is read for such a group, which is then repeated
 * one by one.
 */
export function isOfOne(trouble: Trouble): boolean {
  if (trouble.who === 'album') return trouble.group === undefined && !albumIsNotThere.has(trouble.code);
  return trouble.who === 'id' || trouble.who === 'file';
}

function ofTrouble(trouble: Trouble, mayHaveHappened: boolean): Committed {
  if (mayHaveHappened) return { kind: 'unknown', trouble };
  if (trouble.who === 'id') return { kind: 'refused', how: 'again' };
  if (trouble.who === 'file') return { kind: 'refused', how: 'held', reason: trouble.refusal };
  if (trouble.who === 'album') return { kind: 'refused', how: 'held', reason: albumReasonOf(trouble) };
  return { kind: 'not-now', trouble };
}
