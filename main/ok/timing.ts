// Measures how long the small calls of sending take: the rate limiter follows it.
import type { OkApi } from './api.ts';
import type { ApiClock } from './ports.ts';

/** `onAnswer` gets the milliseconds of each reserve and commit that succeeded. */
export function withTiming(api: OkApi, clock: ApiClock, onAnswer: (tookMs: number) => void): OkApi {
  async function measure<T extends { ok: boolean }>(call: Promise<T>): Promise<T> {
    const begun = clock.steady();
    const answer = await call;
    if (answer.ok) onAnswer(clock.steady() - begun);
    return answer;
  }
  return {
    ...api,
    reserve: (input, signal) => measure(api.reserve(input, signal)),
    commit: (...given) => measure(api.commit(...given)),
  };
}
