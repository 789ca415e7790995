// The service says that an album is gone, foreign or full, or nobody knows which it is: from now on nothing is sent into it. Its photos are held by hold-station.ts.
import type { AlbumReason } from '../../../shared/reasons.ts';
import type { Rooms } from '../rooms.ts';

export function holdAlbum(rooms: Rooms, albumId: number): void {
  const { albums, placements } = rooms.tables;
  rooms.tables.together(() => {
    albums.gone(albumId);
    const reason = holdReason(rooms, albumId);
    // The first ones at once, so that a small album needs no second look.
    for (const placementId of placements.unsentOf(albumId, heldAtOnce))
      placements.applyIfAllowed(placementId, 'held', { reason });
  });
  rooms.changed('problems');
}

export function holdReason(rooms: Rooms, albumId: number): AlbumReason {
  const album = rooms.tables.albums.get(albumId);
  if (album?.isTaken === true) return 'album_taken';
  return album?.isUnclear === true ? 'album_unclear' : 'album_gone';
}

const heldAtOnce = 100;
