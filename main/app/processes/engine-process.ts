// The engine as main knows it: a process that answers calls and tells events. Main looks into neither.
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
import type { ShellLog } from '../log/log.ts';
import type { Fork, Port } from './child.ts';
import { imagingProcesses } from './imaging-processes.ts';
import type { BackOffLimits } from './back-off.ts';
import { hostProcess } from './process-host.ts';

export interface EngineProcess {
  /**
   * The engine's own answer; `engine_not_running` when it is not there or dies meanwhile. While it is starting, calls
   * wait for it.
   */
  call(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  sendSettings(settings: EngineSettings): void;
  sendCredentials(credentials: EngineCredentials | null): void;
  sendProxy(proxy: string | null): void;
  sendPower(state: PowerState): void;
  sendConditions(conditions: Conditions): void;
  stop(): Promise<void>;
  /** Of the engine, then of its imaging processes: for tests and «About». */
  readonly pids: number[];
}

export interface EngineProcessState {
  state: 'starting' | 'running' | 'stopped' | 'failed';
  /** Why it failed, a code of shared/errors.ts. */
  code: ErrorCode | null;
  /** What the code is about: a path, mostly. */
  subject?: string;
}

export interface EngineStart {
  dataFolder: string;
  credentials: EngineCredentials | null;
  sealKey: string;
  settings: EngineSettings;
  account: 'demo' | 'ok';
  waitsForKeyring?: boolean;
  /** The way to the service; null: straight. */
  proxy: string | null;
}

export interface EngineProcessOptions {
  files: { engine: string; imaging: string };
  start: EngineStart;
  fork: Fork;
  line: () => { near: Port; far: Port };
  log: ShellLog;
  onEvent: (name: EventName, payload: unknown) => void;
  onState: (state: EngineProcessState) => void;
  backOff?: BackOffLimits;
}

/** More than a window can ask for at once; a flood is refused rather than kept. */
const MOST_CALLS = 1_000;
/** Measured need is far below; a leak ends the engine before it troubles the computer. */
const HEAP_MB = 1_024;
/** Trying again does not help before the program is another one. */
const finalFailures: readonly ErrorCode[] = ['data_newer'];

export function engineProcess(options: EngineProcessOptions): EngineProcess {
  const { log } = options;
  const start = { ...options.start };
  const open = new Map<number, (answer: Result<unknown>) => void>();
  let lastId = 0;
  let failure: { code: ErrorCode; subject?: string } | null = null;
  /** Messages for a process that has not said «ready» yet. */
  let early: ToEngine[] = [];

  const imaging = imagingProcesses({
    file: options.files.imaging,
    fork: options.fork,
    line: options.line,
    log,
    onExit: (child) => tell({ type: 'imaging.exited', child }),
  });

  const host = hostProcess(
    {
      name: 'OK Photo Sync Engine',
      file: options.files.engine,
      args: [],
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      log,
      stopMessage: { type: 'stop' } satisfies ToEngine,
      ...(options.backOff ? { backOff: options.backOff } : {}),
      onStart(post) {
        failure = null;
        post({ type: 'start', ...start } satisfies ToEngine);
      },
      onMessage: (raw) => {
        const parsed = fromEngine.safeParse(raw);
        if (!parsed.success) {
          log.error('engine.unknown_message', { problem: parsed.error.issues[0]?.message ?? null });
          return undefined;
        }
        return take(parsed.data);
      },
      onState(state) {
        if (state === 'ready') {
          const waiting = early;
          early = [];
          for (const message of waiting) host.post(message);
        }
        if (state === 'waiting' || state === 'ended') dropEverything();
        options.onState(visibleState(state));
      },
    },
    options.fork,
  );

  function visibleState(state: typeof host.state): EngineProcessState {
    if (state === 'starting') return { state: 'starting', code: null };
    if (state === 'ready') return { state: 'running', code: null };
    return failure === null ? { state: 'stopped', code: null } : { state: 'failed', ...failure };
  }

  /** Whatever was asked of the process that is gone will never be answered. */
  function dropEverything(): void {
    imaging.killAll();
    early = [];
    const unanswered = [...open.values()];
    open.clear();
    for (const answer of unanswered) answer(refuse('engine_not_running'));
  }

  function take(message: FromEngine): 'ready' | 'give-up' | undefined {
    switch (message.type) {
      case 'ready':
        return 'ready';
      case 'failed':
        failure = { code: message.code, ...(message.subject === null ? {} : { subject: message.subject }) };
        log.error('engine.failed', { code: message.code, subject: message.subject });
        return finalFailures.includes(message.code) ? 'give-up' : undefined;
      case 'answer': {
        const answer = open.get(message.id);
        open.delete(message.id);
        answer?.(message.result);
        return undefined;
      }
      case 'event':
        options.onEvent(message.name, message.payload);
        return undefined;
      case 'imaging.spawn':
        imaging.spawn(message.child, (port) => tell({ type: 'imaging.spawned', child: message.child }, [port]));
        return undefined;
      case 'imaging.kill':
        imaging.kill(message.child);
        return undefined;
      case 'log':
        log[message.level](`engine.${message.event}`, message.fields);
        return undefined;
      case 'stopped':
        return undefined;
    }
  }

  function tell(message: ToEngine, ports: readonly Port[] = []): boolean {
    try {
      return host.post(message, ports);
    } catch (error) {
      // A message that cannot be cloned is its sender's mistake, not a reason to fall.
      log.error('engine.not_told', { type: message.type, ...errorFields(error) });
      return false;
    }
  }

  /** Changes reach a process that is still opening its library after it has opened it. */
  function tellWhenReady(message: ToEngine): void {
    if (host.state === 'ready') tell(message);
    else if (host.state === 'starting') early.push(message);
  }

  return {
    call(name, input) {
      if (host.state === 'waiting' || host.state === 'ended') return Promise.resolve(refuse('engine_not_running'));
      if (open.size >= MOST_CALLS) return Promise.resolve(refuse('not_allowed', name));
      lastId += 1;
      const message: ToEngine = { type: 'call', id: lastId, name, input };
      return new Promise((resolve) => {
        open.set(message.id, resolve);
        if (host.state === 'starting') early.push(message);
        else if (!tell(message)) {
          open.delete(message.id);
          resolve(refuse('engine_not_running'));
        }
      });
    },
    sendSettings(settings) {
      start.settings = settings;
      tellWhenReady({ type: 'settings', settings });
    },
    sendCredentials(credentials) {
      start.credentials = credentials;
      tellWhenReady({ type: 'credentials', credentials });
    },
    sendProxy(proxy) {
      start.proxy = proxy;
      tellWhenReady({ type: 'proxy', proxy });
    },
    sendPower: (state) => tellWhenReady({ type: 'power', state }),
    sendConditions: (conditions) => tellWhenReady({ type: 'conditions', conditions }),
    async stop() {
      await host.stop();
      imaging.killAll();
    },
    get pids() {
      return [...(host.pid === undefined ? [] : [host.pid]), ...imaging.pids];
    },
  };
}
