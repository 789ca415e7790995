// All stations, in the order in which they are asked. Knows what none of them does.
import type { Station } from '../conveyor.ts';
import type { Rooms } from '../rooms.ts';
import { albumStation } from './album-station.ts';
import { commitStation } from './commit-station.ts';
import { compareStation } from './compare-station.ts';
import { forgetStation } from './forget-station.ts';
import { holdStation } from './hold-station.ts';
import { inspectStation } from './inspect-station.ts';
import { mendStation } from './mend-station.ts';
import { reconcileStation } from './reconcile-station.ts';
import { reserveStation } from './reserve-station.ts';
import { settleStation } from './settle-station.ts';
import { uploadStation } from './upload-station.ts';
import { versionStation } from './version-station.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- stations of different items stand in one list; each is closed over its own type.
export function stationsInOrder(rooms: Rooms): readonly Station<any>[] {
  return [
    settleStation(rooms),
    inspectStation(rooms),
    versionStation(rooms),
    albumStation(rooms),
    holdStation(rooms),
    forgetStation(rooms),
    compareStation(rooms),
    mendStation(rooms),
    // Backwards, so that what is nearest to being done goes first.
    commitStation(rooms),
    reconcileStation(rooms),
    uploadStation(rooms),
    reserveStation(rooms),
  ];
}
