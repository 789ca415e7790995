// Is the account behind a token the one that this library was filled from, although its id is another? Looks, and
// believes nobody: a wrong «yes» of a person must not send anything into another person's account.
import type { OkApi, Trouble } from '../../ok/api.ts';
import type { PublishedTraces } from '../db/published.ts';

/**
 * `found`: an album or a personal photo of the library stands in the account's own lists. `nothing_to_find`: the
 * library has published nothing yet.
 */
export type SameAccount =
  { kind: 'found' | 'nothing_to_find' | 'nothing_found' } | { kind: 'trouble'; trouble: Trouble };

/** The service's clock is not ours, and a list may be sorted by another time. */
const marginMs = 86_400_000;

/**
 * Only lists that the service answers for the caller himself are asked: a photo that others may see can be read with
 * anybody's token, and proves nothing. That ids of albums and photos do not depend on the application is a guess: where
 * they do, nothing is found, and the library stays as it is.
 */
export async function findSameAccount(
  remote: Pick<OkApi, 'albums' | 'albumPhotos'>,
  traces: PublishedTraces,
  signal: AbortSignal,
): Promise<SameAccount> {
  if (!traces.isAnything) return { kind: 'nothing_to_find' };
  if (traces.albums.size > 0) {
    const own = await remote.albums(signal);
    if (!own.ok) return { kind: 'trouble', trouble: own.trouble };
    if (own.value.some(({ id }) => traces.albums.has(id))) return { kind: 'found' };
  }
  if (traces.personalPhotos.size > 0) {
    const photos = await remote.albumPhotos(
      { remoteId: null, groupId: null },
      { sinceMs: traces.personalSinceMs - marginMs },
      signal,
    );
    if (!photos.ok) return { kind: 'trouble', trouble: photos.trouble };
    if (photos.value.some(({ id }) => traces.personalPhotos.has(id))) return { kind: 'found' };
  }
  return { kind: 'nothing_found' };
}
