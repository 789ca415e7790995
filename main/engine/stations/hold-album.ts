// The service says that an album is gone, foreign or full: from now on nothing is sent into it. Its photos are held by hold-station.ts.
import type { Rooms } from '../rooms.ts';

export function holdAlbum(rooms: Rooms, albumId: number): void {
  const { albums, placements } = rooms.tables;
  rooms.tables.together(() => {
    albums.gone(albumId);
    // The first ones at once, so that a small album needs no second look.
    for (const placementId of placements.unsentOf(albumId, heldAtOnce))
      placements.applyIfAllowed(placementId, 'held', { reason: 'album_gone' });
  });
  rooms.changed('problems');
}

const heldAtOnce = 100;
