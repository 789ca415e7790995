// Starts and stops an emulator, for the entry and for tests.
import type { AddressInfo } from 'node:net';
import { DEFAULT_CREDENTIALS, DEFAULT_PERSON, type AccountCredentials, type Person } from './account.ts';
import { CallQuota } from './api/call-quota.ts';
import { addFault, changeTokens, openDemoSession, reset, setSwitches, TokenOrder } from './control/commands.ts';
import { FaultOrder, Faults, type StandingFault } from './faults/faults.ts';
import { createServer } from './server.ts';
import type { EmulatedService } from './service.ts';
import { readLedger, type Ledger } from './state/ledger.ts';
import { Memory } from './state/memory.ts';
import { SwitchPatch, defaultSwitches, patchSwitches, type Switches } from './switches.ts';
import type { z } from 'zod';

export interface EmulatorOptions extends Partial<AccountCredentials> {
  /** 0 or absent takes a free one. */
  port?: number;
  /** A folder that keeps everything across restarts; created when missing. Without it nothing is kept. */
  state?: string;
  person?: Partial<Person>;
  switches?: SwitchPatch;
}

/**
 * A running emulator: its address with a trailing slash, what a client needs to call it, and handles for tests in the
 * same process.
 */
export interface Emulator extends AccountCredentials {
  address: string;
  uid: string;
  ledger: () => Ledger;
  set: (patch: SwitchPatch) => Switches;
  /** Adds faults; the same objects as POST /__emulator/faults takes. */
  fail: (...orders: FaultOrder[]) => void;
  clearFaults: () => void;
  /** Faults in force, with the calls that each has met. */
  faults: () => readonly StandingFault[];
  tokens: (order: z.input<typeof TokenOrder>) => number;
  reset: () => void;
  /** Ends all connections, closes the state, removes temporary files. */
  close: () => Promise<void>;
}

/** Starts listening on 127.0.0.1. Rejects when the port is taken or the state folder cannot be used. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const credentials: AccountCredentials = {
    applicationId: options.applicationId ?? DEFAULT_CREDENTIALS.applicationId,
    applicationKey: options.applicationKey ?? DEFAULT_CREDENTIALS.applicationKey,
    applicationSecretKey: options.applicationSecretKey ?? DEFAULT_CREDENTIALS.applicationSecretKey,
    accessToken: options.accessToken ?? DEFAULT_CREDENTIALS.accessToken,
    sessionSecretKey: options.sessionSecretKey ?? DEFAULT_CREDENTIALS.sessionSecretKey,
  };
  const service: EmulatedService = {
    credentials,
    person: { ...DEFAULT_PERSON, ...options.person },
    switches: patchSwitches(defaultSwitches(), SwitchPatch.parse(options.switches ?? {})),
    faults: new Faults(),
    memory: new Memory(options.state ?? null),
    now: () => Date.now() + service.switches.clockOffsetMs,
    address: '',
    callQuota: new CallQuota(),
    codes: new Map(),
    consented: new Set(),
  };
  service.faults.seed(service.switches.seed);
  openDemoSession(service);
  const server = createServer(service);
  try {
    await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  } catch (error) {
    service.memory.close();
    throw error;
  }
  service.address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/`;
  return {
    ...credentials,
    address: service.address,
    uid: service.person.uid,
    ledger: () => readLedger(service),
    set: (patch) => setSwitches(service, SwitchPatch.parse(patch)),
    fail: (...orders) => {
      for (const order of orders) addFault(service, FaultOrder.parse(order));
    },
    clearFaults: () => service.faults.remove(),
    faults: () => service.faults.list(),
    tokens: (order) => changeTokens(service, TokenOrder.parse(order)),
    reset: () => reset(service),
    close: async () => {
      service.faults.remove();
      await server.close();
      service.memory.close();
    },
  };
}
