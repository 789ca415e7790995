// One pace for all calls of the account: a smallest distance between them, longer after the service asked to slow down. Holds no request.
import type { Clock } from '../engine/ports.ts';

export interface CallSpacing {
  /** Smallest distance between two calls, milliseconds; 0 for none. */
  spacingMs: number;
}

export interface CallSpacer {
  /** Waits for this call's turn, in the order of asking. False: the signal came first, and no turn was used. */
  turn(signal: AbortSignal): Promise<boolean>;
  /** The service throttled: twice the distance from now on. */
  slower(): void;
  /** A call went well: a small step back towards the usual pace. */
  wentWell(): void;
  /** Present distance, milliseconds. */
  distanceMs(): number;
}

/** Clients in the wild make about three calls a second (docs/ok-api.md, section 7). */
export const SERVICE_CALL_SPACING: CallSpacing = { spacingMs: 334 };
/** Where slowing down starts for an account without a pace. */
const FIRST_DISTANCE_MS = 500;
const LONGEST_DISTANCE_MS = 30_000;
/** What each good call leaves of the extra distance: back to a tenth of it after about 45 calls. */
const RECOVERY = 0.95;
/** Extra distance too small to matter. */
const NEGLIGIBLE_MS = 10;

export function openCallSpacer(clock: Clock, callSpacing: CallSpacing): CallSpacer {
  const waiting: { go: (mayGo: boolean) => void }[] = [];
  let distance = callSpacing.spacingMs;
  let lastTurnAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;

  const pump = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const wait = lastTurnAt + distance - clock.steady();
      if (wait > 0) {
        cancelTimer = clock.after(wait, pump);
        return;
      }
      waiting.shift();
      lastTurnAt = clock.steady();
      first.go(true);
    }
  };

  return {
    turn(signal) {
      if (signal.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const onStop = (): void => {
          const place = waiting.indexOf(entry);
          if (place >= 0) waiting.splice(place, 1);
          resolve(false);
        };
        const entry = {
          go: (mayGo: boolean): void => {
            signal.removeEventListener('abort', onStop);
            resolve(mayGo);
          },
        };
        signal.addEventListener('abort', onStop, { once: true });
        waiting.push(entry);
        if (waiting.length === 1) pump();
      });
    },
    slower() {
      distance = Math.min(
        Math.max(distance * 2, FIRST_DISTANCE_MS),
        Math.max(LONGEST_DISTANCE_MS, callSpacing.spacingMs),
      );
      pump();
    },
    wentWell() {
      if (distance === callSpacing.spacingMs) return;
      const extra = (distance - callSpacing.spacingMs) * RECOVERY;
      distance = extra < NEGLIGIBLE_MS ? callSpacing.spacingMs : callSpacing.spacingMs + extra;
    },
    distanceMs: () => distance,
  };
}
