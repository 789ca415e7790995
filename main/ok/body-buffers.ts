// Memory for whole bodies, used again and again.
import type { ApiClock } from './ports.ts';

/** Sizes are rounded up to this, so that the next photo, a little larger, fits, too. */
const STEP_BYTES = 256 * 1024;
/** Sending is over for now: the memory goes back to the system. */
const IDLE_MS = 5_000;

/**
 * Fresh memory for each photo costs the processor more than reading the file and sending it: the system clears every
 * page first.
 * There are never more buffers than were borrowed at one time.
 */
export interface BodyBuffers {
  /** What is in it has no meaning. */
  borrow(bytes: number): Buffer;
  /**
   * Only what was borrowed, once, and only when it has been sent to its end: what may still be on its way is left to
   * the garbage collector.
   */
  giveBack(buffer: Buffer): void;
}

export function openBodyBuffers(clock: Pick<ApiClock, 'after'>): BodyBuffers {
  let idle: Buffer[] = [];
  let cancelTimer: (() => void) | null = null;

  return {
    borrow(bytes) {
      const fitting = idle.findIndex((buffer) => buffer.length >= bytes);
      // One that is too small is replaced by a larger one.
      const [found] = idle.splice(Math.max(fitting, 0), 1);
      const buffer =
        fitting >= 0 && found !== undefined
          ? found
          : Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP_BYTES) * STEP_BYTES);
      return buffer.subarray(0, bytes);
    },
    giveBack({ buffer }) {
      idle.push(Buffer.from(buffer));
      cancelTimer?.();
      cancelTimer = clock.after(IDLE_MS, () => (idle = []));
    },
  };
}
