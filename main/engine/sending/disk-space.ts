// A disk that is full: nothing is begun that could not be written down, until there is room again. Frees nothing itself.
import { hasSpace, isDiskFull } from '../db/disk-full.ts';
import type { Clock } from '../ports.ts';

const lookEveryMs = 30_000;

export interface DiskSpace {
  isFull(): boolean;
  /** A failure of any kind: looks whether this was it. */
  failed(error: unknown): void;
  /** Looks now: the person says so. */
  look(): void;
  close(): void;
}

export function openDiskSpace(ports: {
  folder: string;
  clock: Clock;
  onFull: () => void;
  onRoomAgain: () => void;
}): DiskSpace {
  const { folder, clock } = ports;
  let isFull = false;
  let isClosed = false;
  let cancelLook: (() => void) | null = null;

  function look(): void {
    cancelLook?.();
    cancelLook = null;
    if (isClosed || !isFull) return;
    if (!hasSpace(folder)) {
      cancelLook = clock.after(lookEveryMs, look);
      return;
    }
    isFull = false;
    ports.onRoomAgain();
  }

  return {
    isFull: () => isFull,
    failed(error) {
      if (!isDiskFull(error, folder)) return;
      isFull = true;
      ports.onFull();
      cancelLook ??= clock.after(lookEveryMs, look);
    },
    look,
    close() {
      isClosed = true;
      cancelLook?.();
    },
  };
}
