// The service says that an album is gone, foreign or full: its photos wait for a person, together and without a call each.
import type { Rooms } from '../rooms.ts';

export function holdAlbum(rooms: Rooms, albumId: number): void {
  const { tables } = rooms;
  tables.together(() => {
    tables.albums.gone(albumId);
    for (const placementId of tables.placements.unsentOf(albumId)) {
      tables.placements.applyIfAllowed(placementId, 'held', { reason: 'album_gone' });
    }
  });
  rooms.changed('problems');
}
