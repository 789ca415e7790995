// What a keychain offers to the secret store. system-keychain.ts is the real one; tests bring their own.
import type { Sealing } from '../../../account/sealing.ts';

/** `away`: nothing answers. There is no keychain, or it has not started yet. */
export type KeychainState = 'open' | 'locked' | 'away';

export interface Keychain extends Sealing {
  /** Whether it is locked. Asks the person nothing and answers within seconds. Missing: it is never locked. */
  readState?(): Promise<KeychainState>;
  /** Lets the system ask the person to open it, and waits for the answer. */
  unlock?(): Promise<KeychainState>;
  /**
   * false: there is none, or one whose key everybody knows. Call this and the sealing only while it is not locked:
   * otherwise they may block the program until the person answers.
   */
  available(): boolean;
}
