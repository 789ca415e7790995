// How fast photos went last, kept for «about how long» before anything is sent next time. Measures nothing.
import type { MetaTable } from '../db/meta.ts';

export interface LastSpeed {
  /** Bytes a second; null: nothing was ever sent. */
  last(): number | null;
  /** Written only where it says something new. */
  note(bytesPerSecond: number): void;
}

export function lastSpeed(meta: MetaTable): LastSpeed {
  let kept = meta.number('bytes_per_second') ?? 0;
  return {
    last: () => meta.number('bytes_per_second'),
    note(bytesPerSecond) {
      const speed = Math.round(bytesPerSecond);
      if (speed > 0 && Math.abs(speed - kept) > kept / 4) {
        kept = speed;
        meta.put('bytes_per_second', speed);
      }
    },
  };
}
