// Pictures of the photos on the service that a photo with an unclear commit may be, for a person to compare.
import { refuse, ok, type Result } from '../../../shared/errors.ts';
import type { CallOutput } from '../../../shared/ipc.ts';
import type { Picture } from '../../ok/picture.ts';
import type { OkApi } from '../../ok/api.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { candidatesInJournal } from '../matching/journal-candidates.ts';
import type { ShownPictures } from './shown-pictures.ts';

const askAtMostMs = 15_000;
const shownAtMost = 20;

export interface CandidateSources {
  journal: Pick<LibraryQueries['journal'], 'ofFile'>;
  /** null: not signed in. */
  remote: Pick<OkApi, 'photosInfo'> | null;
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  pictures: ShownPictures;
}

/** The likeliest first. Empty when no photo in the album can be it, or when nobody is signed in. */
export async function candidatePictures(
  { journal, remote, fetchPicture, pictures }: CandidateSources,
  fileId: number,
): Promise<Result<CallOutput<'photos.candidates'>>> {
  const { ids, likely } = candidatesInJournal(journal, fileId);
  if (remote === null || ids.length === 0) return ok([]);
  const signal = AbortSignal.timeout(askAtMostMs);
  const answer = await remote.photosInfo(ids.slice(0, shownAtMost), signal);
  if (!answer.ok) return refuse('offline');
  await pictures.makeFolder();
  const shown = await Promise.all(
    inOrder(answer.value, ids).map(async ({ id, previewUrl, width, height, createdMs }, index) => {
      const fetched = previewUrl === null ? null : await fetchPicture(previewUrl, signal);
      const picture =
        fetched?.kind === 'picture' ? await pictures.ofBytes(fetched.bytes, `${fileId}-candidate-${index}`) : null;
      return { picture, width, height, createdMs, likely: id === likely };
    }),
  );
  return ok(shown);
}

/** In the order of `ids`; the service answers in an order of its own. */
function inOrder<T extends { id: string }>(photos: readonly T[], ids: readonly string[]): T[] {
  return [...photos].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
