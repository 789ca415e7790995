// Tells how long the small calls of sending take: what polite sending follows. Changes no answer.
import type { Clock } from '../engine/ports.ts';
import type { OkApi } from './api.ts';

export function withTiming(remote: OkApi, clock: Clock, tell: (tookMs: number) => void): OkApi {
  async function measure<T extends { ok: boolean }>(call: Promise<T>): Promise<T> {
    const begun = clock.steady();
    const answer = await call;
    if (answer.ok) tell(clock.steady() - begun);
    return answer;
  }
  return {
    ...remote,
    reserve: (input, signal) => measure(remote.reserve(input, signal)),
    commit: (items, signal) => measure(remote.commit(items, signal)),
  };
}
