// Whether anything may be sent at all: the account's own troubles, rests, and the network. Knows no photo.
import type { AccountTrouble } from '../../../shared/snapshot.ts';
import type { Meta } from '../db/meta.ts';
import type { Clock, Log } from '../ports.ts';
import type { OkApi } from '../../ok/api.ts';
import type { Trouble } from '../../ok/answer.ts';
import { doubling, type RetryPolicy } from './retry-policy.ts';
import { troubleWord } from '../../ok/trouble-word.ts';

export interface AccountGateView {
  userId: string;
  name: string;
}

/** As the window is told, without the time. */
export type UploadTrouble =
  | Omit<Extract<AccountTrouble, { kind: 'redirected' }>, 'untilMs' | 'tries' | 'bytes'>
  | Omit<Extract<AccountTrouble, { kind: 'strange_upload' }>, 'untilMs' | 'tries'>;

export interface AccountGate {
  /** True when the account was checked, nothing stops it, and the network is there. */
  canSend(): boolean;
  trouble(): AccountTrouble | null;
  isOffline(): boolean;
  who(): AccountGateView | null;
  /** A step ended in something that concerns all lanes. */
  report(trouble: Trouble): void;
  /** A connection broke under a photo: looks whether the network is still there before the photo is blamed. Resolves when known. */
  networkDoubt(): Promise<'online' | 'offline'>;
  /** A look is under way: what is known now may be about to change. */
  isChecking(): boolean;
  /** Looks now: at start, with new credentials, after waking, when the person says so. */
  check(): Promise<void>;
  /** Where photos are sent, the service does not answer, although it does elsewhere: rests, and tries again by itself. */
  reportUpload(trouble: UploadTrouble): void;
  /** Bytes arrive, or are refused by the service itself. */
  uploadAnswered(): void;
  /** The person says so: what rests because somebody else answers does not rest any longer. */
  tryNow(): Promise<void>;
  /** New credentials, or none. Clears every trouble that they may mend. */
  use(remote: OkApi | null): void;
  /** There are credentials, behind a lock that only the person can open. */
  waitForKeyring(): void;
  close(): void;
}

export function openAccountGate(ports: {
  clock: Clock;
  log: Log;
  meta: Meta;
  policy: RetryPolicy;
  onChange: () => void;
  /** The network was away and is there again. */
  onReturn: () => void;
}): AccountGate {
  const { clock, log, meta, policy, onChange, onReturn } = ports;
  let remote: OkApi | null = null;
  let generation = 0;
  let trouble: AccountTrouble | null = null;
  let offline = false;
  let checked = false;
  let who: AccountGateView | null = null;
  let probes = 0;
  let onlineSince = Number.NEGATIVE_INFINITY;
  let rests = 0;
  /** Steady time; the wall clock may be set while the account rests. */
  let restEndsAt: number | null = null;
  /** What no look at the service itself can end: it answers well. */
  let upload: { trouble: AccountTrouble; endsAt: number } | null = null;
  let uploadRests = 0;
  let redirected: { times: number; endsAt: number } | null = null;
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let stop = new AbortController();
  let isClosed = false;

  function later(ms: number): void {
    cancelTimer?.();
    // What was under way may still end, and be reported; nothing is begun for it.
    if (isClosed) return;
    cancelTimer = clock.after(ms, () => void check());
  }

  function set(next: AccountTrouble | null): void {
    if (JSON.stringify(next) === JSON.stringify(trouble)) return;
    trouble = next;
    if (next !== null) log.warn('account.trouble', { kind: next.kind });
    onChange();
  }

  function rest(code: number, retryAfterMs: number | undefined): void {
    const ms = Math.max(
      retryAfterMs ?? 0,
      retryAfterMs === undefined ? doubling(policy.restFirstMs, policy.restLongestMs, rests) : 0,
    );
    rests += 1;
    restEndsAt = clock.steady() + ms;
    const untilMs = clock.now() + ms;
    meta.put('rest_until_ms', untilMs);
    meta.put('rest_code', code);
    set({ kind: 'resting', untilMs, code });
    later(ms);
  }

  function away(): void {
    // A rest that is over is over, even if nobody can be asked yet.
    if (trouble?.kind === 'resting' && restEndsAt !== null && clock.steady() >= restEndsAt) set(null);
    if (!offline) {
      // A network that comes and goes is not asked as often as one that has just gone.
      if (clock.steady() - onlineSince > policy.probeLongestMs) probes = 0;
      offline = true;
      log.info('network.away');
      onChange();
    }
    later(doubling(policy.probeFirstMs, policy.probeLongestMs, probes));
    probes += 1;
  }

  function report(of: Trouble): void {
    switch (of.who) {
      case 'user':
        if (of.kind === 'sign-in') set({ kind: 'sign_in' });
        else set({ kind: 'permission', right: of.right ?? '' });
        return;
      case 'bug':
        set({ kind: 'rejected', code: of.code });
        // Mended by a new build or by the service; a person who does nothing finds it working again one day.
        later(policy.restLongestMs);
        return;
      case 'redirected': {
        const { host, to, how } = of;
        // Calls that were under way report the same.
        if (redirected !== null && redirected.endsAt > clock.steady()) {
          later(Math.ceil(redirected.endsAt - clock.steady()));
          return;
        }
        // The account's own call may be answered well all the while: only peace after the rest ends the row.
        const isNew = redirected === null || clock.steady() - redirected.endsAt > policy.restFirstMs;
        const times = isNew ? 0 : (redirected?.times ?? 0) + 1;
        const ms = doubling(policy.probeFirstMs, policy.restLongestMs, times);
        redirected = { times, endsAt: clock.steady() + ms };
        set({ kind: 'redirected', bytes: false, host, to, how, tries: times + 1, untilMs: clock.now() + ms });
        later(ms);
        return;
      }
      case 'not-ok-server':
      case 'address-not-allowed':
        set({ kind: 'not_ok_server' });
        later(policy.probeLongestMs);
        return;
      case 'service-throttled':
        // Lanes that were under way report the same rest: it is one.
        if (trouble?.kind !== 'resting' || trouble.untilMs <= clock.now()) rest(of.code, of.retryAfterMs);
        return;
      case 'service':
        away();
        return;
      default:
        // An answer that makes no sense here: asked again at the pace of a network that is away.
        log.error('account.unexpected', { trouble: troubleWord(of) });
        away();
    }
  }

  async function look(): Promise<void> {
    const asked = remote;
    if (asked === null) return;
    const mine = generation;
    const answer = await asked.currentUser(stop.signal);
    if (mine !== generation) return;
    if (!answer.ok) {
      if (answer.trouble.who === 'stopped') return;
      log.info('account.check_failed', { trouble: troubleWord(answer.trouble) });
      // A rest that ended in another «too many» is a new rest, twice as long.
      if (answer.trouble.who === 'service-throttled') rest(answer.trouble.code, answer.trouble.retryAfterMs);
      else if (answer.trouble.who === 'service') away();
      else report(answer.trouble);
      return;
    }
    const expected = meta.text('account_user_id');
    if (expected !== null && expected !== answer.value.id) {
      set({ kind: 'other_account', expected });
      return;
    }
    if (expected === null) meta.put('account_user_id', answer.value.id);
    who = { userId: answer.value.id, name: answer.value.name };
    if (meta.number('rest_until_ms') !== null) {
      meta.put('rest_until_ms', null);
      meta.put('rest_code', null);
    }
    // Peace for as long as the longest rest: the next «too many» starts from the shortest again.
    if (restEndsAt !== null && clock.steady() - restEndsAt > policy.restLongestMs) {
      rests = 0;
      restEndsAt = null;
    }
    checked = true;
    set(uploadTrouble());
    if (offline) {
      offline = false;
      onlineSince = clock.steady();
      onReturn();
    }
    onChange();
  }

  /** Until its rest is over; then one try is made, and the next rest is longer unless that one is answered. */
  function uploadTrouble(): AccountTrouble | null {
    const left = upload === null ? 0 : Math.ceil(upload.endsAt - clock.steady());
    if (upload === null || left <= 0) return null;
    later(left);
    return upload.trouble;
  }

  /** A rest of this run counts by the steady clock, one from before a restart by the wall clock, which may have been set meanwhile. */
  function restLeftMs(): number {
    const until = meta.number('rest_until_ms');
    if (until === null) return 0;
    if (restEndsAt === null) {
      const left = until - clock.now();
      // A clock that was set back must not make a rest longer than any rest can be.
      if (left <= 0 || left > policy.restLongestMs * 4) return 0;
      restEndsAt = clock.steady() + left;
    }
    return Math.max(0, Math.ceil(restEndsAt - clock.steady()));
  }

  function check(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    const leftMs = restLeftMs();
    if (leftMs > 0) {
      set({ kind: 'resting', untilMs: clock.now() + leftMs, code: meta.number('rest_code') ?? 0 });
      later(leftMs);
      return Promise.resolve();
    }
    if (running === null) {
      const mine = look().finally(() => {
        if (running !== mine) return;
        running = null;
        onChange();
      });
      running = mine;
    }
    return running;
  }

  return {
    canSend: () => remote !== null && checked && !offline && trouble === null,
    trouble: () => trouble,
    isOffline: () => offline,
    who: () => who,
    report,
    async networkDoubt() {
      if (offline) return 'offline';
      await check();
      return offline ? 'offline' : 'online';
    },
    isChecking: () => running !== null,
    check,
    reportUpload(of) {
      // Lanes that were under way report the same.
      if (upload !== null && upload.endsAt > clock.steady()) return;
      const ms = doubling(policy.probeFirstMs, policy.restLongestMs, uploadRests);
      uploadRests += 1;
      const wait = { tries: uploadRests, untilMs: clock.now() + ms };
      const told: AccountTrouble = of.kind === 'redirected' ? { ...of, bytes: true, ...wait } : { ...of, ...wait };
      upload = { trouble: told, endsAt: clock.steady() + ms };
      if (trouble !== null || offline) return;
      set(told);
      later(ms);
    },
    uploadAnswered() {
      upload = null;
      uploadRests = 0;
    },
    tryNow() {
      if (upload !== null) upload.endsAt = Number.NEGATIVE_INFINITY;
      if (redirected !== null) redirected.endsAt = Number.NEGATIVE_INFINITY;
      return check();
    },
    use(next) {
      generation += 1;
      stop.abort();
      stop = new AbortController();
      running = null;
      remote = next;
      checked = false;
      offline = false;
      probes = 0;
      upload = null;
      uploadRests = 0;
      redirected = null;
      who = null;
      // A rest is the account's and survives new credentials; everything else is asked anew.
      set(null);
      if (next !== null) void check();
      onChange();
    },
    waitForKeyring() {
      if (remote === null) set({ kind: 'keyring_locked' });
    },
    close() {
      isClosed = true;
      generation += 1;
      stop.abort();
      cancelTimer?.();
    },
  };
}
