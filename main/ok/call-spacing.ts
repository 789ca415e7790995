// The distance between the calls of an account: at least so long, and longer after the service asked to slow down.
import { apiBase, isLoopbackAddress } from './address.ts';
import { remoteFailure } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import type { ApiClock } from './ports.ts';

/** Every call waits for its turn. A throttle answer makes the distance longer, a good answer a little shorter again. */
export function withCallSpacing(calls: ApiCalls, spacer: CallSpacer): ApiCalls {
  return {
    ...calls,
    async call(method, params, schema, options) {
      if (!(await spacer.turn(options.signal))) return remoteFailure({ who: 'stopped' }, false);
      const answer = await calls.call(method, params, schema, options);
      if (answer.ok) spacer.wentWell();
      else if (answer.trouble.who === 'service-throttled') spacer.slower();
      return answer;
    },
  };
}

export interface CallSpacing {
  /** Smallest distance between two calls, milliseconds; 0 for none. */
  spacingMs: number;
}

export interface CallSpacer {
  /** Waits for this call's turn, in the order of asking. False: the signal came first, and no turn was used. */
  turn(signal: AbortSignal): Promise<boolean>;
  /** The service throttled: twice the distance from now on. */
  slower(): void;
  /** A call went well: a small step back towards the usual distance. */
  wentWell(): void;
  /** Present distance, milliseconds. */
  distanceMs(): number;
}

/** Clients in the wild make about three calls a second (docs/ok-api.md, section 7). */
export const SERVICE_CALL_SPACING: CallSpacing = { spacingMs: 334 };
/** The first distance after a throttle answer, where there was none. */
const FIRST_DISTANCE_MS = 500;
const LONGEST_DISTANCE_MS = 30_000;
/** What each good call leaves of the extra distance: back to a tenth of it after about 45 calls. */
const RECOVERY = 0.95;
/** Extra distance too small to matter. */
const NEGLIGIBLE_MS = 10;

/** Three calls a second; none on this computer, where only an emulator answers. */
export function callSpacingFor(apiAddress: string): CallSpacing {
  const base = apiBase(apiAddress);
  return base !== null && isLoopbackAddress(base) ? { spacingMs: 0 } : SERVICE_CALL_SPACING;
}

export function openCallSpacer(clock: ApiClock, callSpacing: CallSpacing): CallSpacer {
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
          const index = waiting.indexOf(entry);
          if (index >= 0) waiting.splice(index, 1);
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
