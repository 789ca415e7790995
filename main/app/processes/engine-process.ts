// The engine as the main process knows it: a process that answers calls and sends events. Main passes both on unread.
import type { ErrorCode } from '../../../shared/errors.ts';
import { refuse } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import { fromEngine } from '../../../shared/engine-wire.ts';
import type {
  EngineCredentials,
  EngineSettings,
  FromEngine,
  PowerState,
  ToEngine,
} from '../../../shared/engine-wire.ts';
import type { EngineCallName, EventName } from '../../../shared/ipc.ts';
import type { Conditions } from '../../../shared/send-rules.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';
import type { Fork, Port, PortPair } from './child.ts';
import { imagingProcesses } from './imaging-processes.ts';
import type { ImagingProcesses } from './imaging-processes.ts';
import { PendingCalls } from './pending-calls.ts';
import type { BackOffLimits } from './back-off.ts';
import { HostedProcess } from './hosted-process.ts';
import type { HostState } from './hosted-process.ts';

export interface EngineProcessState {
  state: 'starting' | 'running' | 'stopped' | 'failed';
  /** Why it failed, a code of shared/errors.ts. */
  code: ErrorCode | null;
  /** What the code is about; mostly a path. */
  subject?: string;
}

export interface EngineStart {
  dataFolder: string;
  credentials: EngineCredentials | null;
  sealKey: string;
  settings: EngineSettings;
  account: 'demo' | 'ok';
  waitsForKeyring?: boolean;
  isSamePerson?: boolean;
  /** The proxy on the way to the service; null: none. */
  proxy: string | null;
}

export interface EngineProcessOptions {
  files: { engine: string; imaging: string };
  start: EngineStart;
  fork: Fork;
  portPair: () => PortPair;
  log: AppLog;
  onEvent: (name: EventName, payload: unknown) => void;
  onState: (state: EngineProcessState) => void;
  backOff?: BackOffLimits;
}

/** Measured need is far below; a leak ends the engine before it troubles the computer. */
const HEAP_MB = 1_024;
/** Another start of the same program does not help. */
const finalFailures: readonly ErrorCode[] = ['data_newer'];

export class EngineProcess {
  readonly #options: EngineProcessOptions;
  /** What the next process is started with: always the latest settings, credentials and proxy. */
  readonly #start: EngineStart;
  readonly #host: HostedProcess;
  readonly #imaging: ImagingProcesses;
  readonly #calls = new PendingCalls();
  /** Messages for a process that has not said «ready» yet. */
  #early: ToEngine[] = [];
  #failure: { code: ErrorCode; subject?: string } | null = null;

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#start = { ...options.start };
    this.#imaging = imagingProcesses({
      file: options.files.imaging,
      fork: options.fork,
      portPair: options.portPair,
      log: options.log,
      onExit: (child) => this.#post({ type: 'imaging.exited', child }),
    });
    this.#host = new HostedProcess(
      {
        name: 'OK Photo Sync Engine',
        file: options.files.engine,
        args: [],
        execArgv: [`--max-old-space-size=${HEAP_MB}`],
        log: options.log,
        stopMessage: { type: 'stop' } satisfies ToEngine,
        ...(options.backOff ? { backOff: options.backOff } : {}),
        onStart: (post) => {
          this.#failure = null;
          post({ type: 'start', ...this.#start } satisfies ToEngine);
        },
        onMessage: (raw) => this.#take(raw),
        onState: (state) => this.#enter(state),
      },
      options.fork,
    );
  }

  /**
   * The engine's own answer; `engine_not_running` when it is not there or dies meanwhile. While it starts, calls wait
   * for it.
   */
  call(name: EngineCallName, input: unknown): Promise<Result<unknown>> {
    const { state } = this.#host;
    if (state === 'waiting' || state === 'ended') return Promise.resolve(refuse('engine_not_running'));
    if (this.#calls.isFull) return Promise.resolve(refuse('not_allowed', name));
    const { id, answer } = this.#calls.add();
    const message: ToEngine = { type: 'call', id, name, input };
    if (state === 'starting') this.#early.push(message);
    else if (!this.#post(message)) this.#calls.answer(id, refuse('engine_not_running'));
    return answer;
  }

  sendSettings(settings: EngineSettings): void {
    this.#start.settings = settings;
    this.#postWhenReady({ type: 'settings', settings });
  }

  sendCredentials(credentials: EngineCredentials | null, isSamePerson = false): void {
    this.#start.credentials = credentials;
    this.#start.isSamePerson = isSamePerson;
    this.#postWhenReady({ type: 'credentials', credentials, isSamePerson });
  }

  sendProxy(proxy: string | null): void {
    this.#start.proxy = proxy;
    this.#postWhenReady({ type: 'proxy', proxy });
  }

  sendPower(state: PowerState): void {
    this.#postWhenReady({ type: 'power', state });
  }

  sendConditions(conditions: Conditions): void {
    this.#postWhenReady({ type: 'conditions', conditions });
  }

  async stop(): Promise<void> {
    await this.#host.stop();
    this.#imaging.killAll();
  }

  /** Of the engine, then of its imaging processes: for tests and «About». */
  get pids(): number[] {
    return [...(this.#host.pid === undefined ? [] : [this.#host.pid]), ...this.#imaging.pids];
  }

  #enter(state: HostState): void {
    if (state === 'ready') {
      for (const message of this.#early.splice(0)) this.#host.post(message);
    }
    if (state === 'waiting' || state === 'ended') {
      this.#imaging.killAll();
      this.#early = [];
      this.#calls.refuseAll();
    }
    this.#options.onState(this.#visibleState(state));
  }

  #visibleState(state: HostState): EngineProcessState {
    if (state === 'starting') return { state: 'starting', code: null };
    if (state === 'ready') return { state: 'running', code: null };
    return this.#failure === null ? { state: 'stopped', code: null } : { state: 'failed', ...this.#failure };
  }

  #take(raw: unknown): 'ready' | 'give-up' | undefined {
    const parsed = fromEngine.safeParse(raw);
    if (parsed.success) return this.#takeMessage(parsed.data);
    this.#options.log.error('engine.unknown_message', { problem: parsed.error.issues[0]?.message ?? null });
    return undefined;
  }

  #takeMessage(message: FromEngine): 'ready' | 'give-up' | undefined {
    const { log } = this.#options;
    switch (message.type) {
      case 'ready':
        return 'ready';
      case 'failed':
        this.#failure = { code: message.code, ...(message.subject === null ? {} : { subject: message.subject }) };
        log.error('engine.failed', { code: message.code, subject: message.subject });
        return finalFailures.includes(message.code) ? 'give-up' : undefined;
      case 'answer':
        this.#calls.answer(message.id, message.result);
        return undefined;
      case 'event':
        this.#options.onEvent(message.name, message.payload);
        return undefined;
      case 'imaging.spawn':
        this.#imaging.spawn(message.child, (port) =>
          this.#post({ type: 'imaging.spawned', child: message.child }, [port]),
        );
        return undefined;
      case 'imaging.kill':
        this.#imaging.kill(message.child);
        return undefined;
      case 'log':
        log[message.level](`engine.${message.event}`, message.fields);
        return undefined;
      case 'stopped':
        return undefined;
    }
  }

  /** false: there is no process, or the message cannot be cloned; that is its sender's mistake, and is logged. */
  #post(message: ToEngine, ports: readonly Port[] = []): boolean {
    try {
      return this.#host.post(message, ports);
    } catch (error) {
      this.#options.log.error('engine.not_told', { type: message.type, ...errorFields(error) });
      return false;
    }
  }

  /** A process that is still opening its library gets the message when that is done. */
  #postWhenReady(message: ToEngine): void {
    if (this.#host.state === 'ready') this.#post(message);
    else if (this.#host.state === 'starting') this.#early.push(message);
  }
}
