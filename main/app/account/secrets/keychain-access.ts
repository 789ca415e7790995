// Finds out whether the keychain can be used. «Open» and «none» hold for the whole run; «locked» is asked again.
import type { AppLog } from '../../log/log.ts';
import type { Keychain, KeychainState } from './keychain.ts';

export type KeychainUse = 'open' | 'locked' | 'none';

export class KeychainAccess {
  readonly #keychain: Keychain;
  readonly #log: AppLog;
  /** Whether something lies sealed by the keychain: then a keychain that is away is waited for. */
  readonly #hasSecrets: () => boolean;
  #use: KeychainUse | null = null;
  #lastState: KeychainState | null = null;

  constructor(keychain: Keychain, log: AppLog, hasSecrets: () => boolean) {
    this.#keychain = keychain;
    this.#log = log;
    this.#hasSecrets = hasSecrets;
  }

  /** The last answer; null before the first question. */
  get use(): KeychainUse | null {
    return this.#use;
  }

  /** Asks the person nothing. */
  async check(): Promise<KeychainUse> {
    if (this.#use === 'open' || this.#use === 'none') return this.#use;
    return this.#conclude((await this.#keychain.readState?.()) ?? 'open', false);
  }

  /** Lets the system ask the person to open it. */
  async unlock(): Promise<KeychainUse> {
    if (this.#use === 'open' || this.#use === 'none') return this.#use;
    const { unlock } = this.#keychain;
    if (!unlock) return this.check();
    return this.#conclude(await unlock(), true);
  }

  #conclude(state: KeychainState, byUnlock: boolean): KeychainUse {
    // Nothing answered before the unlock prompt, and nothing answers after it: there is no keychain.
    const isHopeless = byUnlock && this.#lastState === 'away';
    const isAwaited = state === 'away' && !isHopeless && this.#hasSecrets();
    this.#lastState = state;
    const use = state === 'locked' || isAwaited ? 'locked' : this.#keychain.available() ? 'open' : 'none';
    if (this.#use !== use) this.#log.info('secrets.keychain', { state: use });
    this.#use = use;
    return use;
  }
}
