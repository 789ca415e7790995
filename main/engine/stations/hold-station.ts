// Photos whose album is gone wait for a person, some at a time: those that waited when it went, and those that are found later.
import type { Station } from '../conveyor.ts';
import type { Rooms } from '../rooms.ts';
import { holdReason } from './hold-album.ts';

const atOnce = 100;

export function holdStation(rooms: Rooms): Station<number[]> {
  const { tables } = rooms;
  return {
    name: 'hold',
    space: 'placement',
    room: () => 1,
    take(_limit, isBusy) {
      const waiting = tables.placements.unsentOfGone(atOnce).filter((placementId) => !isBusy(placementId));
      return waiting.length === 0 ? [] : [waiting];
    },
    keys: (placementIds) => placementIds,
    run(placementIds) {
      tables.together(() => {
        for (const placementId of placementIds)
          tables.placements.applyIfAllowed(placementId, 'held', {
            reason: holdReason(rooms, tables.placing.placementOf(placementId)?.album_id ?? 0),
          });
      });
      rooms.changed('problems');
      return Promise.resolve();
    },
  };
}
