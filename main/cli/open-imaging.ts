// Opens the imaging pool that the terminal's commands work with.
import { forkImaging } from '../engine/imaging/fork.ts';
import { openImagingPool, type ImagingPool } from '../engine/imaging/pool.ts';
import { systemClock } from '../engine/system-clock.ts';
import { siblingProcess } from './sibling-processes.ts';

/** `processes`: photos read side by side. Whoever opens the pool closes it. */
export type OpenImaging = (processes: number) => ImagingPool;

export const openForkedImaging: OpenImaging = (processes) =>
  openImagingPool({ spawn: () => forkImaging(siblingProcess('imaging')), processes, clock: systemClock });
