import { expect, test } from 'vitest';
import type { Trouble } from '../../ok/answer.ts';
import {
  afterGoodCheck,
  afterTrouble,
  afterUploadTrouble,
  noAccount,
  whileResting,
  withNewCredentials,
  withoutAddressRests,
  type AccountState,
  type Moment,
} from './account-state.ts';
import { defaultPolicy } from './retry-policy.ts';

const who = { userId: '1', name: 'Анна' };
const minute = 60_000;
const hour = 60 * minute;
const at = (steadyMs: number): Moment => ({ nowMs: 1_000_000 + steadyMs, steadyMs });
const meet = (state: AccountState, trouble: Trouble, steadyMs: number, from: 'call' | 'check' = 'call') =>
  afterTrouble(state, trouble, from, at(steadyMs), defaultPolicy);
const answered = (state: AccountState, steadyMs: number) => afterGoodCheck(state, who, at(steadyMs), defaultPolicy);

const throttled: Trouble = { who: 'service-throttled', kind: 'throttled', code: 8 };
const offline: Trouble = { who: 'service', kind: 'offline' };
const redirected: Trouble = { who: 'redirected', code: 301, host: 'api.ok.ru', to: 'b.example', how: 'elsewhere' };
const strangeUpload = { kind: 'strange_upload', host: 'up.example', heard: null } as const;

test('«too many calls» starts one rest, which calls that were under way do not make longer', () => {
  const first = meet(noAccount, throttled, 0);
  expect(first.checkInMs).toBe(10 * minute);
  expect(first.storeRest).toEqual({ untilMs: 1_000_000 + 10 * minute, code: 8 });
  expect(meet(first.state, throttled, minute)).toEqual({ state: first.state });
});

test('a check that ends in «too many calls» makes the next rest twice as long, at most six hours', () => {
  let step = meet(noAccount, throttled, 0);
  let now = 0;
  const rests: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    now += step.checkInMs ?? 0;
    step = meet(step.state, throttled, now, 'check');
    rests.push((step.checkInMs ?? 0) / minute);
  }
  expect(rests).toEqual([20, 40, 80, 160, 320, 360, 360, 360]);
});

test('after calm for as long as the longest rest, the next rest is the shortest again', () => {
  const rested = meet(meet(noAccount, throttled, 0).state, throttled, 10 * minute, 'check').state;
  const soon = answered(rested, hour).state;
  expect(meet(soon, throttled, hour).checkInMs).toBe(40 * minute);
  const late = answered(rested, 7 * hour).state;
  expect(meet(late, throttled, 7 * hour).checkInMs).toBe(10 * minute);
});

test('a time from the service counts in place of our own', () => {
  expect(meet(noAccount, { ...throttled, retryAfterMs: 1_234 }, 0).checkInMs).toBe(1_234);
});

test('a rest from before a restart goes on, unless the clock was set back by more than any rest', () => {
  const stored = { untilMs: at(0).nowMs + hour, code: 8 };
  const rest = whileResting(noAccount, stored, at(0), defaultPolicy);
  expect(rest?.checkInMs).toBe(hour);
  expect(rest?.state.trouble).toMatchObject({ kind: 'resting', code: 8 });
  const impossible = { untilMs: at(0).nowMs + 25 * hour, code: 8 };
  expect(whileResting(noAccount, impossible, at(0), defaultPolicy)).toBeNull();
  expect(whileResting(noAccount, { untilMs: at(0).nowMs - 1, code: 8 }, at(0), defaultPolicy)).toBeNull();
  expect(whileResting(noAccount, null, at(0), defaultPolicy)).toBeNull();
});

test('a rest of this run ends by the steady clock, whatever the wall clock says', () => {
  const { state, storeRest } = meet(noAccount, throttled, 0);
  const setBack: Moment = { nowMs: 0, steadyMs: 4 * minute };
  expect(whileResting(state, storeRest ?? null, setBack, defaultPolicy)?.checkInMs).toBe(6 * minute);
  expect(whileResting(state, storeRest ?? null, at(10 * minute), defaultPolicy)).toBeNull();
});

test('while the network is away it is looked for less and less often, and a flapping network no more often', () => {
  let step = meet(noAccount, offline, 0);
  const waits = [step.checkInMs];
  for (let time = 1; time < 6; time += 1) {
    step = meet(step.state, offline, time * minute, 'check');
    waits.push(step.checkInMs);
  }
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  const back = answered(step.state, 6 * minute).state;
  expect(back.isOffline).toBe(false);
  expect(meet(back, offline, 6 * minute + 1_000).checkInMs).toBe(60_000);
  expect(meet(back, offline, 8 * minute).checkInMs).toBe(5_000);
});

test('a redirect is tried less and less often, and counts anew after ten minutes of calm', () => {
  const first = meet(noAccount, redirected, 0);
  expect(first.checkInMs).toBe(5_000);
  expect(meet(first.state, redirected, 2_000)).toEqual({ state: first.state, checkInMs: 3_000 });
  const second = meet(answered(first.state, 5_000).state, redirected, 6_000);
  expect(second.checkInMs).toBe(10_000);
  expect(second.state.trouble).toMatchObject({ kind: 'redirected', tries: 2 });
  const calm = meet(answered(second.state, 16_000).state, redirected, 16_001 + 10 * minute);
  expect(calm.checkInMs).toBe(5_000);
});

test('an upload address without an answer stops sending until its rest is over, although the account is fine', () => {
  const ready = answered(noAccount, 0).state;
  const rest = afterUploadTrouble(ready, strangeUpload, at(0), defaultPolicy);
  expect(rest.checkInMs).toBe(5_000);
  expect(answered(rest.state, 2_000)).toMatchObject({ checkInMs: 3_000, state: { trouble: { tries: 1 } } });
  const over = answered(rest.state, 5_000).state;
  expect(over.trouble).toBeNull();
  expect(afterUploadTrouble(over, strangeUpload, at(5_000), defaultPolicy).checkInMs).toBe(10_000);
  expect(answered(withoutAddressRests(rest.state), 1_000).state.trouble).toBeNull();
});

test('new credentials end every trouble; the length of the next rest stays', () => {
  const state = withNewCredentials(meet(meet(noAccount, throttled, 0).state, { who: 'bug', code: 101 }, 1_000).state);
  expect(state).toMatchObject({ trouble: null, isChecked: false, who: null });
  expect(meet(state, throttled, 2_000).checkInMs).toBe(20 * minute);
});

test('sign-in, a missing right and a rejected application are told as what they are', () => {
  expect(meet(noAccount, { who: 'user', kind: 'sign-in', code: 102 }, 0).state.trouble).toEqual({ kind: 'sign_in' });
  const right = meet(noAccount, { who: 'user', kind: 'permission', code: 10, right: 'PHOTO_CONTENT' }, 0);
  expect(right.state.trouble).toEqual({ kind: 'permission', right: 'PHOTO_CONTENT' });
  expect(meet(noAccount, { who: 'bug', code: 101 }, 0)).toMatchObject({ checkInMs: 6 * hour });
  expect(meet(noAccount, { who: 'not-ok-server' }, 0)).toMatchObject({ checkInMs: minute });
});
