// Which processes run: the engine of the chosen account, with the demo service where that is the account. One library at a time.
import type { Result } from '../../../shared/errors.ts';
import { refuse } from '../../../shared/errors.ts';
import type { EngineCredentials, EngineSettings, PowerState } from '../../../shared/engine-wire.ts';
import type { EngineCallName, EventName } from '../../../shared/ipc.ts';
import type { Conditions } from '../../../shared/send-rules.ts';
import type { ShellLog } from '../log/log.ts';
import type { BackOffLimits } from './back-off.ts';
import type { Fork, Port } from './child.ts';
import { emulatorProcess } from './emulator-process.ts';
import { EngineProcess } from './engine-process.ts';
import type { EngineProcessState } from './engine-process.ts';
import type { HostedProcess } from './hosted-process.ts';

export interface Library {
  dataFolder: string;
  sealKey: string;
  settings: EngineSettings;
  /** The sign-in lies in a keyring that is locked. */
  waitsForKeyring?: boolean;
}

export interface Processes {
  /** Closes what ran before. The service's address comes by `onDemoReady`, again after each of its restarts. */
  openDemo(library: Library, stateFolder: string): Promise<void>;
  openReal(library: Library, credentials: EngineCredentials | null): Promise<void>;
  /** Resolves when no process is left; safe to repeat. */
  close(): Promise<void>;
  /** `no_account` when none is chosen: nothing is to be waited for. */
  call(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  sendSettings(settings: EngineSettings): void;
  sendCredentials(credentials: EngineCredentials | null): void;
  /** The system's way to the service; the demo service is on this computer, and is reached straight. */
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
  line: () => { near: Port; far: Port };
  log: ShellLog;
  onEvent: (name: EventName, payload: unknown) => void;
  onState: (state: EngineProcessState) => void;
  onDemoReady: (credentials: EngineCredentials) => void;
  /** What `tellProxy` would tell now. */
  proxy?: () => string | null;
  backOff?: BackOffLimits;
}

export function startProcesses(options: ProcessesOptions): Processes {
  let engine: EngineProcess | null = null;
  let emulator: HostedProcess | null = null;
  let libraryFolder: string | null = null;
  let reachesOut = false;
  let state: EngineProcessState = { state: 'stopped', code: null };
  const backOff = options.backOff ? { backOff: options.backOff } : {};

  const openEngine = (library: Library, account: 'demo' | 'ok', credentials: EngineCredentials | null): void => {
    libraryFolder = library.dataFolder;
    reachesOut = account === 'ok';
    engine = new EngineProcess({
      files: options.files,
      start: { ...library, account, credentials, proxy: reachesOut ? (options.proxy?.() ?? null) : null },
      fork: options.fork,
      line: options.line,
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
    // The engine first: its last requests should still find the service.
    for (const process of ending) await process?.stop();
  };

  return {
    async openDemo(library, stateFolder) {
      await close();
      // The engine need not wait for the service: it looks through its library meanwhile, and is told when it may send.
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
    sendCredentials: (credentials) => engine?.sendCredentials(credentials),
    sendProxy: (proxy) => (reachesOut ? engine?.sendProxy(proxy) : undefined),
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
