// Watches for a full disk: while it is full the engine starts nothing that could not be stored.
import { hasSpace, isDiskFull } from '../db/storage/disk-full.ts';
import type { Clock } from '../ports.ts';

const checkEveryMs = 30_000;

export interface DiskSpace {
  isFull(): boolean;
  /** Any failure: checks whether a full disk caused it. */
  failed(error: unknown): void;
  /** Checks now: the person says so. */
  check(): void;
  close(): void;
}

export function openDiskSpace(ports: {
  folder: string;
  clock: Clock;
  onFull: () => void;
  onSpaceAgain: () => void;
}): DiskSpace {
  const { folder, clock } = ports;
  let isFull = false;
  let isClosed = false;
  let cancelCheck: (() => void) | null = null;

  function check(): void {
    cancelCheck?.();
    cancelCheck = null;
    if (isClosed || !isFull) return;
    if (!hasSpace(folder)) {
      cancelCheck = clock.after(checkEveryMs, check);
      return;
    }
    isFull = false;
    ports.onSpaceAgain();
  }

  return {
    isFull: () => isFull,
    failed(error) {
      if (!isDiskFull(error, folder)) return;
      isFull = true;
      ports.onFull();
      cancelCheck ??= clock.after(checkEveryMs, check);
    },
    check,
    close() {
      isClosed = true;
      cancelCheck?.();
    },
  };
}
