// Photos on the service of which a person has said that they are not this one of ours: they are not asked about again.
// Reads the journal, where the question stands.
import type { JournalEntry } from '../../../shared/library/photo.ts';
import type { RemoteAlbumPhoto } from '../db/remote-album-photos.ts';

export type IsDenied = (photo: Pick<RemoteAlbumPhoto, 'remoteId' | 'createdAtMs'>) => boolean;

/**
 * `history`: of one placement, oldest first. A question names some candidates, and tells of all that were there by its
 * time `until`, milliseconds since 1970 by the service's clock, which is known to a second.
 */
export function deniedIn(history: readonly JournalEntry[]): IsDenied {
  const named = new Set<string>();
  let until = -Infinity;
  let question: JournalEntry['detail'] | null = null;
  for (const { event, detail } of history) {
    if (typeof detail['candidates'] === 'string') question = detail;
    if (event !== 'person_missed_it' || question === null) continue;
    for (const id of String(question['candidates']).split(' ')) named.add(id);
    if (typeof question['until'] === 'number') until = Math.max(until, question['until']);
  }
  return ({ remoteId, createdAtMs }) => named.has(remoteId) || (createdAtMs !== null && createdAtMs < until);
}
