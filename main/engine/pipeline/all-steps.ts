// All stations, in the order in which they are asked. Knows what none of them does.
import type { Station } from './scheduler.ts';
import type { Rooms } from './context.ts';
import { albumStation } from './album-step.ts';
import { commitStation } from './commit-step.ts';
import { compareStation } from './compare-step.ts';
import { forgetStation } from './forget-station.ts';
import { holdStation } from './hold-station.ts';
import { inspectStation } from './inspect-step.ts';
import { mendStation } from './convert-step.ts';
import { reconcileStation } from './reconcile-step.ts';
import { reserveStation } from './reserve-step.ts';
import { settleStation } from './settle-step.ts';
import { uploadStation } from './upload-step.ts';
import { versionStation } from './version-step.ts';

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
