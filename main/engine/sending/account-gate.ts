// Whether anything may be sent at all: keeps the account's state (account-state.ts), checks the account when a check is
// due, and stores what must survive a restart.
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { AccountTrouble } from '../../../shared/snapshot.ts';
import type { Tables } from '../db/tables.ts';
import type { Clock, Log } from '../ports.ts';
import type { OkApi } from '../../ok/api.ts';
import type { Trouble } from '../../ok/answer.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import {
  afterGoodCheck,
  afterTrouble,
  afterUploadTrouble,
  isUnexpected,
  noAccount,
  whileResting,
  withNewCredentials,
  withoutAddressRests,
  type AccountIdentity,
  type AccountState,
  type AccountStep,
  type Moment,
  type UploadTrouble,
} from './account-state.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { findSameAccount } from './same-account.ts';

/** What comes with credentials. */
export interface AccountClaim {
  /** See application-mark.ts; null: not known. */
  application: string | null;
  /** The person says to be the one that this library belongs to, under another id. */
  isSamePerson: boolean;
}

const noClaim: AccountClaim = { application: null, isSamePerson: false };

export interface AccountGate {
  /** True when the account was checked, nothing stops it, and the network is there. */
  canSend(): boolean;
  trouble(): AccountTrouble | null;
  isOffline(): boolean;
  who(): AccountIdentity | null;
  /** A step ended in something that concerns all lanes. */
  report(trouble: Trouble): void;
  /** A connection broke under a photo: checks whether the network is still there before the photo is blamed. */
  checkNetwork(): Promise<'online' | 'offline'>;
  /** A check is under way: the trouble known now may be about to change. */
  isChecking(): boolean;
  /** Checks the account now: at start, with new credentials, after waking, when the person says so. */
  check(): Promise<void>;
  /** The upload address does not answer, although the service does: sending rests, and is tried again by itself. */
  reportUpload(trouble: UploadTrouble): void;
  /** Bytes arrive, or the service itself refuses them. */
  uploadAnswered(): void;
  /** The person says so: what rests because another server answers does not rest any longer. */
  tryNow(): Promise<void>;
  /** New credentials, or none. Clears every trouble that they may end. */
  use(remote: OkApi | null, claim?: AccountClaim): void;
  /** There are credentials, behind a lock that only the person can open. */
  waitForKeyring(): void;
  close(): void;
}

interface AccountPorts {
  clock: Clock;
  log: Log;
  tables: Pick<Tables, 'meta' | 'published' | 'renamePerson'>;
  policy: RetryPolicy;
  onChange: () => void;
  /** The network was away and is there again. */
  onReturn: () => void;
  /** The library refused what a check wanted to store, for example because the disk is full. */
  onFailure: (error: unknown) => void;
}

export function openAccountGate(ports: AccountPorts): AccountGate {
  return new CheckedAccountGate(ports);
}

class CheckedAccountGate implements AccountGate {
  readonly #ports: AccountPorts;
  #state: AccountState = noAccount;
  #remote: OkApi | null = null;
  #claim = noClaim;
  #running: Promise<void> | null = null;
  /** Ends the check that runs; its answer is about former credentials then. */
  #stop = new AbortController();
  #cancelTimer: (() => void) | null = null;
  #isClosed = false;

  constructor(ports: AccountPorts) {
    this.#ports = ports;
  }

  canSend(): boolean {
    const { isChecked, isOffline, trouble } = this.#state;
    return this.#remote !== null && isChecked && !isOffline && trouble === null;
  }

  trouble(): AccountTrouble | null {
    return this.#state.trouble;
  }

  isOffline(): boolean {
    return this.#state.isOffline;
  }

  who(): AccountIdentity | null {
    return this.#state.who;
  }

  report(trouble: Trouble): void {
    this.#meet(trouble, 'call');
  }

  async checkNetwork(): Promise<'online' | 'offline'> {
    if (!this.#state.isOffline) await this.check();
    return this.#state.isOffline ? 'offline' : 'online';
  }

  isChecking(): boolean {
    return this.#running !== null;
  }

  check(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const rest = whileResting(this.#state, this.#storedRest(), this.#moment(), this.#ports.policy);
    if (rest !== null) {
      this.#apply(rest);
      return Promise.resolve();
    }
    if (this.#running === null) {
      const { signal } = this.#stop;
      const mine = this.#askWho(signal)
        .catch((error: unknown) => this.#tryLater(error, signal))
        .finally(() => {
          if (this.#running !== mine) return;
          this.#running = null;
          this.#ports.onChange();
        });
      this.#running = mine;
    }
    return this.#running;
  }

  reportUpload(trouble: UploadTrouble): void {
    this.#apply(afterUploadTrouble(this.#state, trouble, this.#moment(), this.#ports.policy));
  }

  uploadAnswered(): void {
    this.#state = { ...this.#state, upload: null, uploadRests: 0 };
  }

  tryNow(): Promise<void> {
    this.#state = withoutAddressRests(this.#state);
    return this.check();
  }

  use(remote: OkApi | null, claim = noClaim): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#running = null;
    this.#remote = remote;
    this.#claim = claim;
    this.#apply({ state: withNewCredentials(this.#state) });
    if (remote !== null) void this.check();
    this.#ports.onChange();
  }

  waitForKeyring(): void {
    if (this.#remote === null) this.#apply({ state: { ...this.#state, trouble: { kind: 'keyring_locked' } } });
  }

  close(): void {
    this.#isClosed = true;
    this.#stop.abort();
    this.#cancelTimer?.();
  }

  async #askWho(signal: AbortSignal): Promise<void> {
    const { log, policy } = this.#ports;
    const { meta } = this.#ports.tables;
    const remote = this.#remote;
    const answer = await remote?.currentUser(signal);
    if (remote === null || answer === undefined || signal.aborted) return;
    if (!answer.ok) {
      if (answer.trouble.who === 'stopped') return;
      log.info('account.check_failed', { trouble: troubleWord(answer.trouble) });
      this.#meet(answer.trouble, 'check');
      return;
    }
    const who = { userId: answer.value.id, name: answer.value.name };
    if (!(await this.#belongsHere(remote, who, signal))) return;
    if (this.#storedRest() !== null) {
      meta.put('rest_until_ms', null);
      meta.put('rest_code', null);
    }
    const wasOffline = this.#state.isOffline;
    this.#apply(afterGoodCheck(this.#state, who, this.#moment(), policy));
    if (wasOffline) this.#ports.onReturn();
    this.#ports.onChange();
  }

  /** Whether the library is this user's, as which it is stored then. Else the trouble says why it is not. */
  async #belongsHere(remote: OkApi, who: AccountIdentity, signal: AbortSignal): Promise<boolean> {
    const { log, tables } = this.#ports;
    const { application, isSamePerson } = this.#claim;
    const expected = tables.meta.text('account_user_id');
    const former = tables.meta.text('account_application');
    if (expected === null || expected === who.userId) {
      if (expected === null) tables.meta.put('account_user_id', who.userId);
      if (application !== null && application !== former) tables.meta.put('account_application', application);
      return true;
    }
    const isOther = (why: Extract<AccountTrouble, { kind: 'other_account' }>['why']): false => {
      this.#apply({ state: { ...this.#state, trouble: { kind: 'other_account', expected, why } } });
      return false;
    };
    if (application !== null && application === former) return isOther('user');
    if (application === null || !isSamePerson) return isOther('application');
    const found = await findSameAccount(remote, tables.published.traces(), signal);
    if (signal.aborted) return false;
    log.info('account.same_person', { found: found.kind });
    if (found.kind === 'trouble') {
      this.#meet(found.trouble, 'check');
      return false;
    }
    if (found.kind === 'nothing_found') return isOther('nothing_found');
    tables.renamePerson(who.userId, application);
    return true;
  }

  /** A check that threw says nothing of the account: it is repeated. */
  #tryLater(error: unknown, signal: AbortSignal): void {
    const { log, policy, onFailure } = this.#ports;
    log.error('account.check_threw', { code: systemErrorCode(error) || 'unknown' });
    onFailure(error);
    if (!signal.aborted) this.#checkIn(policy.firstWaitMs);
  }

  #meet(trouble: Trouble, from: 'call' | 'check'): void {
    const { log, policy } = this.#ports;
    if (isUnexpected(trouble)) log.error('account.unexpected', { trouble: troubleWord(trouble) });
    this.#apply(afterTrouble(this.#state, trouble, from, this.#moment(), policy));
  }

  #apply({ state, checkInMs, storeRest }: AccountStep): void {
    const { log, onChange } = this.#ports;
    const { meta } = this.#ports.tables;
    if (storeRest !== undefined) {
      meta.put('rest_until_ms', storeRest.untilMs);
      meta.put('rest_code', storeRest.code);
    }
    const before = this.#state;
    this.#state = state;
    if (checkInMs !== undefined) this.#checkIn(checkInMs);
    const isNewTrouble = JSON.stringify(state.trouble) !== JSON.stringify(before.trouble);
    const wentOffline = state.isOffline && !before.isOffline;
    if (isNewTrouble && state.trouble !== null) {
      const { trouble } = state;
      const where = trouble.kind === 'upload_host' ? { scheme: trouble.scheme, host: trouble.host } : {};
      log.warn('account.trouble', { kind: trouble.kind, ...where });
    }
    if (wentOffline) log.info('network.away');
    if (isNewTrouble || wentOffline) onChange();
  }

  #checkIn(ms: number): void {
    this.#cancelTimer?.();
    // Calls that were under way at the close may still report; nothing is begun for them.
    if (!this.#isClosed) this.#cancelTimer = this.#ports.clock.after(ms, () => void this.check());
  }

  #storedRest(): { untilMs: number; code: number } | null {
    const { meta } = this.#ports.tables;
    const untilMs = meta.number('rest_until_ms');
    return untilMs === null ? null : { untilMs, code: meta.number('rest_code') ?? 0 };
  }

  #moment(): Moment {
    const { clock } = this.#ports;
    return { nowMs: clock.now(), steadyMs: clock.steady() };
  }
}
