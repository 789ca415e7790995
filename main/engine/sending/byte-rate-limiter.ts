// How fast bytes may leave: a token bucket that fills at the allowed rate. For polite sending the rate follows how fast
// the service answers.
import type { Clock } from '../ports.ts';

/** Capacity of the bucket, as a share of a second. */
const burstSeconds = 0.5;
const politeFirst = 256 * 1024;
const politeLeast = 32 * 1024;
const politeMost = 64 * 1024 * 1024;
/** A call that takes this many times as long as the quickest recent one: something else uses the line. */
const crowded = 2;
/** Recent calls. A line changes with the network and the time of day, so older calls do not count. */
const remembered = 50;

export interface ByteRateLimiter {
  /** Resolves when so many bytes may go; rejects with the signal's reason. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** null: as fast as the line is. */
  limit(bytesPerSecond: number | null): void;
  polite(): void;
  /** How long a call of the service took, milliseconds: what polite sending follows. */
  answered(tookMs: number): void;
  /** Bytes a second that are allowed now; null: any. */
  rate(): number | null;
}

export function openByteRateLimiter(clock: Clock): ByteRateLimiter {
  let rate: number | null = null;
  let isPolite = false;
  let allowance = 0;
  let filledAt = clock.steady();
  const latencies: number[] = [];
  let line: Promise<void> = Promise.resolve();

  function fill(): void {
    const now = clock.steady();
    if (rate !== null) allowance = Math.min(allowance + (rate * (now - filledAt)) / 1000, rate * burstSeconds);
    filledAt = now;
  }

  function wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        cancel();
        reject(signal.reason as Error);
      };
      const cancel = clock.after(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  async function pay(bytes: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (rate === null) return;
    fill();
    // The allowance may become negative once: a piece larger than the bucket goes, and the next one waits.
    allowance -= bytes;
    while (rate !== null && allowance < 0) {
      await wait(Math.min(1000, Math.ceil((-allowance * 1000) / rate)), signal);
      fill();
    }
  }

  return {
    take(bytes, signal) {
      if (rate === null) return Promise.resolve();
      // In order: lanes share one bucket, and none overtakes another.
      const turn = line.then(() => pay(bytes, signal));
      line = turn.catch(() => undefined);
      return turn;
    },
    limit(bytesPerSecond) {
      isPolite = false;
      rate = bytesPerSecond;
      allowance = 0;
    },
    polite() {
      if (isPolite) return;
      isPolite = true;
      rate = politeFirst;
      allowance = 0;
    },
    answered(tookMs) {
      latencies.push(tookMs);
      if (latencies.length > remembered) latencies.shift();
      if (!isPolite || rate === null) return;
      const quickest = Math.min(...latencies);
      // Quickly down, slowly up, as transport protocols do: so two polite programs share a line.
      rate =
        tookMs > quickest * crowded + 20 ? Math.max(politeLeast, rate * 0.67) : Math.min(politeMost, rate * 1.0625);
    },
    rate: () => rate,
  };
}
