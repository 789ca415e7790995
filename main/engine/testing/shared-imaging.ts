// For tests: one pool of real imaging processes for all engines of a file, because starting one takes longer than
// inspecting many small photos.
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { forkImaging } from '../imaging/fork.ts';
import { openImagingPool, type ImagingPool } from '../imaging/pool.ts';
import { systemClock } from '../system-clock.ts';

const imagingEntry = fileURLToPath(new URL('../../imaging/entry.ts', import.meta.url));

export function sharedImaging(): ImagingPool {
  return openImagingPool({ spawn: () => forkImaging(imagingEntry), processes: 1, clock: systemClock });
}

/** The same, to be asked for where a file begins: closed after its last test. */
export function imagingOfFile(): ImagingPool {
  const pool = sharedImaging();
  afterAll(() => pool.close());
  return pool;
}
