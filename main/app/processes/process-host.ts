// Keeps one process running: starts it, knows when it is ready, restarts it with back-off, stops and then kills it.
// Knows nothing of what the process is for.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ShellLog } from '../log/log.ts';
import { afterDeath, processBackOff } from './back-off.ts';
import type { BackOffLimits } from './back-off.ts';
import type { ChildProcess, ChildOptions, Fork, Port } from './child.ts';

/** `waiting`: it died and will be started again. `ended`: stopped, or given up; it does not come back by itself. */
export type HostState = 'starting' | 'ready' | 'waiting' | 'ended';

export interface HostOptions extends ChildOptions {
  log: ShellLog;
  /** Called for each process that was started: what it has to be told first. */
  onStart(post: (message: unknown) => void): void;
  /** Returns `ready` when this message says so, and `give-up` when it says that another start would not help. */
  onMessage(message: unknown): 'ready' | 'give-up' | undefined;
  onState(state: HostState): void;
  /** Sent by `stop`: the process ends by itself. */
  stopMessage: unknown;
  backOff?: BackOffLimits;
  /** How long a process may take to end after `stopMessage`. */
  stopWithinMs?: number;
}

export interface HostedProcess {
  readonly state: HostState;
  readonly pid: number | undefined;
  /** false when there is no process to take it. */
  post(message: unknown, ports?: readonly Port[]): boolean;
  /** Resolves when the process is gone; safe to repeat. */
  stop(): Promise<void>;
}

/** A promise to a person who is quitting: nothing takes longer than this, and then a little. */
const STOP_WITHIN_MS = 5_000;
/** After a kill that was not obeyed. */
const KILL_WITHIN_MS = 2_000;
const LONGEST_LINE = 2_000;

export function hostProcess(options: HostOptions, fork: Fork): HostedProcess {
  const { name, log } = options;
  const backOff = options.backOff ?? processBackOff;
  let state: HostState = 'starting';
  let child: ChildProcess | null = null;
  let startedAt = 0;
  let deaths = 0;
  let restart: NodeJS.Timeout | undefined;
  let stopping = false;
  let givenUp = false;
  const gone = new Set<() => void>();

  const enter = (next: HostState): void => {
    if (state === next) return;
    state = next;
    options.onState(next);
  };

  const heard = (word: 'ready' | 'give-up' | undefined): void => {
    if (word === 'give-up') givenUp = true;
    if (word === 'ready' && !stopping) {
      log.info('process.ready', { name, ms: Math.round(performance.now() - startedAt) });
      enter('ready');
    }
  };

  const start = (): void => {
    restart = undefined;
    startedAt = performance.now();
    enter('starting');
    let started: ChildProcess;
    try {
      started = fork(options);
    } catch (error) {
      log.error('process.not_started', { name, message: error instanceof Error ? error.message : String(error) });
      ended(null, null);
      return;
    }
    child = started;
    started.onMessage((message) => {
      if (child === started) heard(options.onMessage(message));
    });
    // Exit, crash, kill and a start that failed all end here.
    started.onExit((code) => ended(started, code));
    pipeLines(started.stdout, (line) => log.info('process.says', { name, line }));
    pipeLines(started.stderr, (line) => log.warn('process.says', { name, line }));
    options.onStart((message) => started.post(message));
  };

  const ended = (which: ChildProcess | null, code: number | null): void => {
    if (which !== child) return;
    child = null;
    const ranMs = Math.round(performance.now() - startedAt);
    if (stopping || givenUp) {
      log.info('process.ended', { name, code, ranMs });
      enter('ended');
    } else {
      const { inARow, waitMs } = afterDeath(deaths, ranMs, backOff);
      deaths = inARow;
      log.warn('process.died', { name, code, ranMs, inARow, waitMs });
      restart = setTimeout(start, waitMs);
      enter('waiting');
    }
    for (const tell of gone) tell();
    gone.clear();
  };

  // The caller gets its handle before the first listener is called.
  queueMicrotask(() => {
    if (!stopping) start();
  });

  return {
    get state() {
      return state;
    },
    get pid() {
      return child?.pid;
    },
    post(message, ports) {
      if (!child) return false;
      child.post(message, ports);
      return true;
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      const running = child;
      if (!running) {
        enter('ended');
        return;
      }
      const end = new Promise<void>((resolve) => {
        gone.add(resolve);
      });
      const withinMs = options.stopWithinMs ?? STOP_WITHIN_MS;
      running.post(options.stopMessage);
      const kill = setTimeout(() => {
        log.warn('process.killed', { name });
        running.kill();
      }, withinMs);
      const force = setTimeout(() => killHard(running.pid), withinMs + KILL_WITHIN_MS);
      await end;
      clearTimeout(kill);
      clearTimeout(force);
    },
  };
}

/** A process in an endless loop does not notice a polite signal. */
export function killHard(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

function pipeLines(stream: Readable | null, take: (line: string) => void): void {
  if (!stream) return;
  stream.on('error', () => undefined);
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    if (line.trim() !== '') take(line.slice(0, LONGEST_LINE));
  });
}
