// Runs the processes of the open account: its engine, and for the demo account the service. One library at a time.
import type { Result } from '../../../shared/errors.ts';
import { refuse } from '../../../shared/errors.ts';
import type { EngineCredentials, EngineSettings, PowerState } from '../../../shared/engine-wire.ts';
import type { EngineCallName, EventName } from '../../../shared/ipc.ts';
import type { Conditions } from '../../../shared/send-rules.ts';
import type { AppLog } from '../log/log.ts';
import type { BackOffLimits } from './back-off.ts';
import type { Fork, PortPair } from './child.ts';
import { emulatorProcess } from './emulator-process.ts';
import { EngineProcess } from './engine-process.ts';
import type { EngineProcessState } from './engine-process.ts';
import type { HostedProcess } from './hosted-process.ts';

export interface Library {
  dataFolder: string;
  sealKey: string;
  settings: EngineSettings;
  /** The sign-in is in a locked keyring. */
  waitsForKeyring?: boolean;
  /** See shared/engine-wire.ts. */
  isSamePerson?: boolean;
}

export interface Processes {
  /** Closes what ran before. The service's address comes by `onDemoReady`, after each start of the service. */
  openDemo(library: Library, stateFolder: string): Promise<void>;
  openReal(library: Library, credentials: EngineCredentials | null): Promise<void>;
  /** Resolves when no process is left; safe to repeat. */
  close(): Promise<void>;
  /** The engine's answer; `no_account` when no library is open. */
  call(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  sendSettings(settings: EngineSettings): void;
  /** `isSamePerson`: see shared/engine-wire.ts. */
  sendCredentials(credentials: EngineCredentials | null, isSamePerson?: boolean): void;
  /** The system's proxy. Not for the demo account: its service is on this computer. */
  sendProxy(proxy: string | null): void;
  sendPower(state: PowerState): void;
  sendConditions(conditions: Conditions): void;
  /** Folder of the library that is open; null when none is. */
  readonly libraryFolder: string | null;
  readonly state: EngineProcessState;
  readonly pids: number[];
}

export interface ProcessesOptions {
  files: { engine: string; imaging: string; emulator: string };
  fork: Fork;
  portPair: () => PortPair;
  log: AppLog;
  onEvent: (name: EventName, payload: unknown) => void;
  onState: (state: EngineProcessState) => void;
  onDemoReady: (credentials: EngineCredentials) => void;
  /** The system's proxy now. */
  proxy?: () => string | null;
  backOff?: BackOffLimits;
}

export function startProcesses(options: ProcessesOptions): Processes {
  let engine: EngineProcess | null = null;
  let emulator: HostedProcess | null = null;
  let libraryFolder: string | null = null;
  let usesProxy = false;
  let state: EngineProcessState = { state: 'stopped', code: null };
  const backOff = options.backOff ? { backOff: options.backOff } : {};

  const openEngine = (library: Library, account: 'demo' | 'ok', credentials: EngineCredentials | null): void => {
    libraryFolder = library.dataFolder;
    usesProxy = account === 'ok';
    engine = new EngineProcess({
      files: options.files,
      start: { ...library, account, credentials, proxy: usesProxy ? (options.proxy?.() ?? null) : null },
      fork: options.fork,
      portPair: options.portPair,
      log: options.log,
      onEvent: options.onEvent,
      onState(next) {
        state = next;
        options.onState(next);
      },
      ...backOff,
    });
  };

  const close = async (): Promise<void> => {
    const ending = [engine, emulator];
    engine = null;
    emulator = null;
    libraryFolder = null;
    // The engine first: its last requests should still reach the service.
    for (const process of ending) await process?.stop();
  };

  return {
    async openDemo(library, stateFolder) {
      await close();
      // The engine scans its folders meanwhile; it gets credentials when the service is ready.
      openEngine(library, 'demo', null);
      emulator = emulatorProcess({
        file: options.files.emulator,
        stateFolder,
        fork: options.fork,
        log: options.log,
        onReady(credentials) {
          engine?.sendCredentials(credentials);
          options.onDemoReady(credentials);
        },
        ...backOff,
      });
    },
    async openReal(library, credentials) {
      await close();
      openEngine(library, 'ok', credentials);
    },
    close,
    call: (name, input) => engine?.call(name, input) ?? Promise.resolve(refuse('no_account')),
    sendSettings: (settings) => engine?.sendSettings(settings),
    sendCredentials: (credentials, isSamePerson) => engine?.sendCredentials(credentials, isSamePerson),
    sendProxy: (proxy) => (usesProxy ? engine?.sendProxy(proxy) : undefined),
    sendPower: (power) => engine?.sendPower(power),
    sendConditions: (conditions) => engine?.sendConditions(conditions),
    get libraryFolder() {
      return libraryFolder;
    },
    get state() {
      return state;
    },
    get pids() {
      return [...(engine?.pids ?? []), ...(emulator?.pid === undefined ? [] : [emulator.pid])];
    },
  };
}
