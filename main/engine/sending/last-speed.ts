// Stores how fast photos were last sent, so that «about how long» can be told before anything is sent.
import type { MetaTable } from '../db/meta.ts';

export interface LastSpeed {
  /** Bytes a second; null: nothing was ever sent. */
  last(): number | null;
  /** Stored only if it differs by more than a quarter. */
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
