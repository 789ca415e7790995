// For a photo held as `in_other_album`: the title of the album that has it already. Pure.
import type { PhotoDetail } from './library/photo.ts';

/** null: held for another reason, or the album has no title (the personal photos). */
export function otherAlbumTitle({ row, journal }: Pick<PhotoDetail, 'row' | 'journal'>): string | null {
  if (row.reason !== 'in_other_album') return null;
  const asked = journal.findLast(({ event, detail }) => event === 'held' && detail['reason'] === 'in_other_album');
  const title = asked?.detail['album'];
  return typeof title === 'string' && title !== '' ? title : null;
}
