// What all parts of the emulator share: account, switches, faults, memory and clock.
import type { AccountCredentials, Person } from './account.ts';
import type { CallQuota } from './api/call-quota.ts';
import type { Faults } from './faults/faults.ts';
import type { Memory } from './state/memory.ts';
import type { Switches } from './switches.ts';

export interface EmulatedService {
  credentials: AccountCredentials;
  person: Person;
  switches: Switches;
  faults: Faults;
  memory: Memory;
  /** Milliseconds since 1970, moved by the switch `clockOffsetMs`. */
  now: () => number;
  /** `http://127.0.0.1:PORT/`, known once the server listens. */
  address: string;
  /** Calls of this run. */
  callQuota: CallQuota;
  /** Codes of the server's OAuth way that were given out and not used yet. */
  codes: Map<string, { rights: string[]; redirectUri: string; expiresMs: number }>;
  /** Rights that the person has consented to. */
  consented: Set<string>;
}
