// Holds photos whose album takes no photos now: it is gone, full, refused, or it is unclear which album it is.
import type { AlbumReason } from '../../../shared/reasons.ts';
import type { Tables } from '../db/tables.ts';
import { continueInNextAlbum } from './next-album.ts';

type HoldTables = Pick<Tables, 'albums' | 'folders' | 'placements' | 'verdicts'>;

/** What the service said when it took no photo for an album. */
export type AlbumRefusal = 'album_gone' | 'album_full' | 'group_gone' | 'group_no_right';

export const isAlbumRefusal = (reason: string | null): reason is AlbumRefusal =>
  reason === 'album_gone' || reason === 'album_full' || reason === 'group_gone' || reason === 'group_no_right';

/** Photos that are held at once, so that a small album needs nothing more; leftover-jobs.ts holds the rest. */
const heldAtOnce = 100;

/**
 * From now on nothing is sent into the album. `why` null: for the reason that the row gives already. `also`: photos
 * that are held for it already. `toldBy` reserve: the album was found full when a photo asked for an upload address.
 * Photos that have an address may still have room in it, so they are tried and not held.
 */
export function holdAlbum(
  context: { tables: HoldTables & Pick<Tables, 'together'>; changed(area: 'problems' | 'folders'): void },
  albumId: number,
  why: AlbumRefusal | null = null,
  also: readonly number[] = [],
  toldBy: 'reserve' | 'later' = 'later',
): void {
  const { tables, changed } = context;
  const { albums, placements } = tables;
  tables.together(() => {
    const wasFull = why === null && albums.get(albumId)?.isFull === true;
    if (why === 'album_full') albums.setFull(albumId);
    else if (why === 'group_gone') albums.setGroupTrouble(albumId, 'gone');
    else if (why === 'group_no_right') albums.setGroupTrouble(albumId, 'no_right');
    else if (!wasFull) albums.setGone(albumId);
    const unsent = toldBy === 'reserve' || wasFull ? placements.unreservedOf : placements.unsentOf;
    for (const placementId of unsent(albumId, heldAtOnce)) holdPhoto(tables, placementId, why ?? 'album_gone');
    for (const placementId of also) continueInNextAlbum(tables, placementId);
  });
  changed('problems');
  changed('folders');
}

/** `why` is used for the personal photos only: every other album's row gives the reason. */
export function holdPhoto(tables: HoldTables, placementId: number, why: AlbumRefusal = 'album_gone'): void {
  const { albums, placements, verdicts } = tables;
  const reason = holdReason(albums, verdicts.placementOf(placementId)?.album_id ?? 0, why);
  placements.applyIfAllowed(placementId, 'held', { reason });
  if (reason === 'album_full') continueInNextAlbum(tables, placementId);
}

function holdReason(albums: Pick<Tables['albums'], 'get'>, albumId: number, why: AlbumRefusal): AlbumReason {
  const album = albums.get(albumId);
  if (album !== null && album.groupTrouble !== null) return `group_${album.groupTrouble}`;
  if (album !== null && album.seen !== null) return 'album_privacy';
  if (album?.isTaken === true) return 'album_taken';
  if (album?.isRefused === true) return 'album_refused';
  if (album?.isUnclear === true) return 'album_unclear';
  if (album?.isFull === true) return 'album_full';
  return album?.kind === 'personal' ? why : 'album_gone';
}
