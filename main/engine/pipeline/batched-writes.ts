// Small writes of about one moment share a transaction. Only for what is safe to lose in a crash.
import { isRowError } from '../db/storage/row-errors.ts';
import type { Tables } from '../db/tables.ts';
import type { Clock } from '../ports.ts';

/** A transaction costs more than most writes in it, and so short a wait is not noticed. */
const atMostMs = 20;
const atMostWrites = 16;

export interface BatchedWrites {
  /** Resolves when `apply` has run and is committed; rejects when the transaction failed. */
  soon(apply: () => void): Promise<void>;
  /** Writes what waits. */
  now(): void;
  waiting(): number;
}

export function openBatchedWrites(tables: Pick<Tables, 'together'>, clock: Clock): BatchedWrites {
  const waiting: { apply: () => void; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let cancelTimer: (() => void) | null = null;

  function now(): void {
    cancelTimer?.();
    cancelTimer = null;
    const all = waiting.splice(0);
    if (all.length === 0) return;
    try {
      tables.together(() => {
        for (const { apply } of all) apply();
      });
      for (const { resolve } of all) resolve();
    } catch (error) {
      // One that is refused keeps none of the others out.
      if (all.length > 1 && isRowError(error)) for (const one of all) alone(one);
      else for (const { reject } of all) reject(error);
    }
  }

  function alone({ apply, resolve, reject }: (typeof waiting)[number]): void {
    try {
      tables.together(apply);
      resolve();
    } catch (error) {
      reject(error);
    }
  }

  return {
    soon(apply) {
      return new Promise((resolve, reject) => {
        waiting.push({ apply, resolve, reject });
        if (waiting.length >= atMostWrites) now();
        else cancelTimer ??= clock.after(atMostMs, now);
      });
    },
    now,
    waiting: () => waiting.length,
  };
}
