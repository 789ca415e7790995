// The service says that an album is gone, foreign or full, or nobody knows which it is: from now on nothing is sent into it. Its photos are held by hold-station.ts.
import type { AlbumReason } from '../../../shared/reasons.ts';
import { goOn } from './next-album.ts';
import type { PipelineContext } from '../pipeline/context.ts';

/** `why` null: as is known already. `also`: photos that are held for it already. What has an address in a full album may have its place there: it is tried. */
export function holdAlbum(
  context: PipelineContext,
  albumId: number,
  why: 'album_gone' | 'album_full' | null = null,
  also: readonly number[] = [],
  toldBy: 'reserve' | 'later' = 'later',
): void {
  const { albums, placements } = context.tables;
  context.tables.together(() => {
    const wasFull = why === null && albums.get(albumId)?.isFull === true;
    if (why === 'album_full') albums.full(albumId);
    else if (!wasFull) albums.gone(albumId);
    // The first ones at once, so that a small album needs no second look.
    const unsent = toldBy === 'reserve' || wasFull ? placements.unreservedOf : placements.unsentOf;
    for (const placementId of unsent(albumId, heldAtOnce)) hold(context, placementId, why ?? 'album_gone');
    for (const placementId of also) goOn(context.tables, placementId);
  });
  context.changed('problems');
  context.changed('folders');
}

/** `why`: for the personal photos, which are never gone. */
export function hold(
  context: PipelineContext,
  placementId: number,
  why: 'album_gone' | 'album_full' = 'album_gone',
): void {
  const { placements, verdicts } = context.tables;
  const reason = holdReason(context, verdicts.placementOf(placementId)?.album_id ?? 0, why);
  placements.applyIfAllowed(placementId, 'held', { reason });
  if (reason === 'album_full') goOn(context.tables, placementId);
}

function holdReason(context: PipelineContext, albumId: number, why: 'album_gone' | 'album_full'): AlbumReason {
  const album = context.tables.albums.get(albumId);
  if (album?.isTaken === true) return 'album_taken';
  if (album?.isRefused === true) return 'album_refused';
  if (album?.isUnclear === true) return 'album_unclear';
  return album?.isFull === true ? 'album_full' : album?.kind === 'personal' ? why : 'album_gone';
}

const heldAtOnce = 100;
