import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { remoteFailure } from './answer.ts';
import type { OkApi } from './api.ts';
import { withTiming } from './timing.ts';

test('the time of each reserve and commit that succeeds is reported; a failure, and every other call, is not', async () => {
  const clock = fakeClock();
  const after = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const failed = remoteFailure({ who: 'service', kind: 'timeout' }, true);
  const api = {
    reserve: () => after(120).then(() => ({ ok: true, value: {} })),
    commit: () => after(80).then(() => failed),
    albums: () => after(50).then(() => ({ ok: true, value: [] })),
  } as unknown as OkApi;
  const times: number[] = [];
  const timed = withTiming(api, clock, (tookMs) => times.push(tookMs));
  const { signal } = new AbortController();
  const calls = [timed.reserve({ albumRemoteId: null, sizes: [1] }, signal), timed.albums(signal)];
  const commit = timed.commit([], signal);
  await clock.advance(1_000);
  await Promise.all(calls);
  expect(await commit).toBe(failed);
  expect(times).toEqual([120]);
});
