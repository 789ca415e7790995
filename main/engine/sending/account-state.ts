// What each event does to the account's state: troubles, rests, and the network. Pure: a state and a moment go in, the
// next state and what follows from it come out.
import type { AccountTrouble } from '../../../shared/snapshot.ts';
import type { Trouble } from '../../ok/answer.ts';
import { doubling, type RetryPolicy } from './retry-policy.ts';

export interface AccountIdentity {
  userId: string;
  name: string;
}

/** As the window shows it, without the time. */
export type UploadTrouble =
  | Omit<Extract<AccountTrouble, { kind: 'redirected' }>, 'untilMs' | 'tries' | 'bytes'>
  | Omit<Extract<AccountTrouble, { kind: 'strange_upload' }>, 'untilMs' | 'tries'>
  | Omit<Extract<AccountTrouble, { kind: 'upload_host' }>, 'untilMs' | 'tries'>;

/** Ends of rests are on the steady clock: the wall clock may be set while the account rests. */
export interface AccountState {
  /** What stops all sending; null: nothing does. */
  trouble: AccountTrouble | null;
  isOffline: boolean;
  /** When the network last came back. */
  onlineSince: number;
  /** Looks for the network since it went away. */
  probes: number;
  /** The service has said whose account this is, with the credentials in use. */
  isChecked: boolean;
  who: AccountIdentity | null;
  /** Rests in a row. */
  rests: number;
  restEndsAt: number | null;
  /** The upload address does not answer, although the service does: no check of the account can end this. */
  upload: { trouble: AccountTrouble; endsAt: number } | null;
  uploadRests: number;
  redirected: { times: number; endsAt: number } | null;
}

export interface Moment {
  /** Wall clock, milliseconds since 1970. */
  nowMs: number;
  steadyMs: number;
}

export interface AccountStep {
  state: AccountState;
  /** Check the account again after this long, in place of any check that is planned. */
  checkInMs?: number;
  /** Must survive a restart. */
  storeRest?: { untilMs: number; code: number };
}

export const noAccount: AccountState = {
  trouble: null,
  isOffline: false,
  onlineSince: Number.NEGATIVE_INFINITY,
  probes: 0,
  isChecked: false,
  who: null,
  rests: 0,
  restEndsAt: null,
  upload: null,
  uploadRests: 0,
  redirected: null,
};

/** A rest is the account's and survives new credentials; everything else is asked anew. */
export function withNewCredentials({ rests, restEndsAt, onlineSince }: AccountState): AccountState {
  return { ...noAccount, rests, restEndsAt, onlineSince };
}

/**
 * A call failed with something that concerns all lanes. `from`: a call for photos, or the check of the account. Calls
 * for photos that were under way report the rest that already runs; a check that ends in «too many calls» makes the
 * next, longer rest.
 */
export function afterTrouble(
  state: AccountState,
  trouble: Trouble,
  from: 'call' | 'check',
  at: Moment,
  policy: RetryPolicy,
): AccountStep {
  switch (trouble.who) {
    case 'user':
      return {
        state: {
          ...state,
          trouble:
            trouble.kind === 'sign-in' ? { kind: 'sign_in' } : { kind: 'permission', right: trouble.right ?? '' },
        },
      };
    case 'bug':
      // A new build or the service may end this; a person who does nothing finds it working again one day.
      return {
        state: { ...state, trouble: { kind: 'rejected', code: trouble.code } },
        checkInMs: policy.rejectedCheckMs,
      };
    case 'redirected':
      return afterRedirect(state, trouble, at, policy);
    case 'unknown-upload-host': {
      const { scheme, host } = trouble;
      return afterUploadTrouble(state, { kind: 'upload_host', scheme, host }, at, policy);
    }
    case 'not-ok-server':
    case 'address-not-allowed':
      return { state: { ...state, trouble: { kind: 'not_ok_server' } }, checkInMs: policy.notOkServerCheckMs };
    case 'service-throttled': {
      const isResting = state.trouble?.kind === 'resting' && state.trouble.untilMs > at.nowMs;
      return from === 'call' && isResting ? { state } : startRest(state, trouble, at, policy);
    }
    default:
      return goOffline(state, at, policy);
  }
}

/** Troubles of one photo or album: none of these should be reported for the account. */
export function isUnexpected({ who }: Trouble): boolean {
  return ![
    'user',
    'bug',
    'redirected',
    'not-ok-server',
    'address-not-allowed',
    'unknown-upload-host',
    'service-throttled',
    'service',
  ].includes(who);
}

function startRest(
  state: AccountState,
  { code, retryAfterMs }: Extract<Trouble, { who: 'service-throttled' }>,
  at: Moment,
  policy: RetryPolicy,
): AccountStep {
  const ms =
    retryAfterMs === undefined
      ? doubling(policy.accountRestFirstMs, policy.accountRestLongestMs, state.rests)
      : Math.max(retryAfterMs, 0);
  const untilMs = at.nowMs + ms;
  return {
    state: {
      ...state,
      rests: state.rests + 1,
      restEndsAt: at.steadyMs + ms,
      trouble: { kind: 'resting', untilMs, code },
    },
    checkInMs: ms,
    storeRest: { untilMs, code },
  };
}

function goOffline(state: AccountState, at: Moment, policy: RetryPolicy): AccountStep {
  // A rest that is over ends, even while the service cannot be asked.
  const isRestOver = state.trouble?.kind === 'resting' && state.restEndsAt !== null && at.steadyMs >= state.restEndsAt;
  // A network that comes and goes is looked for less often than one that has just gone.
  const isFirst = !state.isOffline && at.steadyMs - state.onlineSince > policy.probeLongestMs;
  const probes = isFirst ? 0 : state.probes;
  return {
    state: { ...state, trouble: isRestOver ? null : state.trouble, isOffline: true, probes: probes + 1 },
    checkInMs: doubling(policy.probeFirstMs, policy.probeLongestMs, probes),
  };
}

function afterRedirect(
  state: AccountState,
  { host, to, how }: Extract<Trouble, { who: 'redirected' }>,
  at: Moment,
  policy: RetryPolicy,
): AccountStep {
  const before = state.redirected;
  // Calls that were under way report the same.
  if (before !== null && before.endsAt > at.steadyMs)
    return { state, checkInMs: Math.ceil(before.endsAt - at.steadyMs) };
  // The check of the account may be answered well all the while: only calm after a rest ends the row of rests.
  const isNew = before === null || at.steadyMs - before.endsAt > policy.addressCalmMs;
  const times = isNew ? 0 : before.times + 1;
  const ms = doubling(policy.addressRestFirstMs, policy.addressRestLongestMs, times);
  return {
    state: {
      ...state,
      redirected: { times, endsAt: at.steadyMs + ms },
      trouble: { kind: 'redirected', bytes: false, host, to, how, tries: times + 1, untilMs: at.nowMs + ms },
    },
    checkInMs: ms,
  };
}

/** The service answers, but bytes cannot go to the upload address that it names. */
export function afterUploadTrouble(
  state: AccountState,
  of: UploadTrouble,
  at: Moment,
  policy: RetryPolicy,
): AccountStep {
  // Lanes that were under way report the same.
  if (state.upload !== null && state.upload.endsAt > at.steadyMs) return { state };
  const ms = doubling(policy.addressRestFirstMs, policy.addressRestLongestMs, state.uploadRests);
  const tries = state.uploadRests + 1;
  const wait = { tries, untilMs: at.nowMs + ms };
  const trouble: AccountTrouble = of.kind === 'redirected' ? { ...of, bytes: true, ...wait } : { ...of, ...wait };
  const next = { ...state, uploadRests: tries, upload: { trouble, endsAt: at.steadyMs + ms } };
  if (state.trouble !== null || state.isOffline) return { state: next };
  return { state: { ...next, trouble }, checkInMs: ms };
}

/** The service has answered the check well. What rests for an upload address rests on, until one try is due. */
export function afterGoodCheck(
  state: AccountState,
  who: AccountIdentity,
  at: Moment,
  policy: RetryPolicy,
): AccountStep {
  // Calm for as long as the longest rest: the next «too many calls» begins with the shortest again.
  const isCalm = state.restEndsAt !== null && at.steadyMs - state.restEndsAt > policy.accountRestLongestMs;
  const uploadLeftMs = state.upload === null ? 0 : Math.ceil(state.upload.endsAt - at.steadyMs);
  const next: AccountState = {
    ...state,
    who,
    isChecked: true,
    isOffline: false,
    onlineSince: state.isOffline ? at.steadyMs : state.onlineSince,
    rests: isCalm ? 0 : state.rests,
    restEndsAt: isCalm ? null : state.restEndsAt,
    trouble: null,
  };
  if (state.upload === null || uploadLeftMs <= 0) return { state: next };
  return { state: { ...next, trouble: state.upload.trouble }, checkInMs: uploadLeftMs };
}

/** What rests because another server answers does not rest any longer. */
export function withoutAddressRests(state: AccountState): AccountState {
  const endsAt = Number.NEGATIVE_INFINITY;
  return {
    ...state,
    upload: state.upload === null ? null : { ...state.upload, endsAt },
    redirected: state.redirected === null ? null : { ...state.redirected, endsAt },
  };
}

/**
 * The rest that a check of the account must wait for; null: none. A rest of this run counts by the steady clock; one
 * from before a restart (`stored`) by the wall clock, which may have been set meanwhile.
 */
export function whileResting(
  state: AccountState,
  stored: { untilMs: number; code: number } | null,
  at: Moment,
  policy: RetryPolicy,
): AccountStep | null {
  if (stored === null) return null;
  const leftByWall = stored.untilMs - at.nowMs;
  // If the clock was set back, a stored rest that is longer than any rest can be is ignored.
  const isPlausible = leftByWall > 0 && leftByWall <= policy.accountRestLongestMs * 4;
  if (state.restEndsAt === null && !isPlausible) return null;
  const restEndsAt = state.restEndsAt ?? at.steadyMs + leftByWall;
  const leftMs = Math.ceil(restEndsAt - at.steadyMs);
  if (leftMs <= 0) return null;
  return {
    state: { ...state, restEndsAt, trouble: { kind: 'resting', untilMs: at.nowMs + leftMs, code: stored.code } },
    checkInMs: leftMs,
  };
}
