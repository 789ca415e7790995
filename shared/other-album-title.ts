// In which album of its folder a photo is already, for one that is asked about because of that. Pure.
import type { PhotoDetail } from './library/photo.ts';

/** null: it is not asked about that, or the album has no title (the personal photos). */
export function otherAlbumTitle({ row, journal }: Pick<PhotoDetail, 'row' | 'journal'>): string | null {
  if (row.reason !== 'in_other_album') return null;
  const asked = journal.findLast(({ event, detail }) => event === 'held' && detail['reason'] === 'in_other_album');
  const title = asked?.detail['album'];
  return typeof title === 'string' && title !== '' ? title : null;
}
