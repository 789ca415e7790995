// How many photos one call may reserve for: the service's largest count is not known, so a refusal halves it.
import type { MetaTable } from '../db/meta.ts';
import type { Trouble } from '../../ok/answer.ts';

/** Seen in use by others (docs/ok-api.md, step 1); the service's own largest count is not known. */
export const mostReservedAtOnce = 20;

/** After so long a larger count is tried again: the service may have changed its mind. */
const learnedForMs = 7 * 24 * 3_600_000;

/** API error 100: a parameter is wrong. For one photo it is about something else. */
export function isCountRefused(trouble: Trouble, asked: number): boolean {
  return trouble.who === 'bug' && trouble.code === 100 && asked > 1;
}

export interface ReservationSize {
  /** 1 to `mostReservedAtOnce`. */
  size(): number;
  /** The service refused a call for so many. */
  refused(asked: number): void;
  /** The service took a call for so many. */
  taken(asked: number): void;
}

/**
 * What was learned is kept in the library, which belongs to one account, as «count since» — but only once the service
 * took the smaller count: before that, the refusal may have been about anything.
 */
export function openReservationSize(meta: Pick<MetaTable, 'text' | 'put'>, now: () => number): ReservationSize {
  let learned = read(meta);
  /** Refused, and no smaller count was taken yet. */
  let tried: number | null = null;
  const most = (): number => {
    if (learned === null) return mostReservedAtOnce;
    const age = now() - learned.sinceMs;
    return age >= 0 && age < learnedForMs ? learned.count : Math.min(mostReservedAtOnce, learned.count * 2);
  };
  return {
    size: () => tried ?? most(),
    refused(asked) {
      tried = Math.max(1, Math.floor(asked / 2));
    },
    taken(asked) {
      const current = tried ?? most();
      // Fewer photos than could have been asked for prove nothing.
      if (asked < current || (tried === null && current === (learned?.count ?? mostReservedAtOnce))) return;
      learned = { count: asked, sinceMs: now() };
      tried = null;
      meta.put('photos_per_reservation', `${asked} ${Math.floor(learned.sinceMs)}`);
    },
  };
}

/** null: nothing was learned, or nothing that makes sense. */
function read(meta: Pick<MetaTable, 'text'>): { count: number; sinceMs: number } | null {
  const parts = /^(\d{1,2}) (\d{1,15})$/u.exec(meta.text('photos_per_reservation') ?? '');
  if (parts === null) return null;
  const count = Number(parts[1]);
  return count >= 1 && count <= mostReservedAtOnce ? { count, sinceMs: Number(parts[2]) } : null;
}
