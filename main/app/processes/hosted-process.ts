// Keeps one process running: starts it, notices when it is ready, restarts it with back-off, stops or kills it.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { AppLog } from '../log/log.ts';
import { afterDeath, processBackOff } from './back-off.ts';
import type { BackOffLimits } from './back-off.ts';
import type { ChildProcess, ChildOptions, Fork, Port } from './child.ts';

/** `waiting`: it died and will be started again. `ended`: stopped, or given up; it does not come back by itself. */
export type HostState = 'starting' | 'ready' | 'waiting' | 'ended';

export interface HostOptions extends ChildOptions {
  log: AppLog;
  /** Called for each started process: posts what it needs first. */
  onStart(post: (message: unknown) => void): void;
  /** Answers `ready` when the message says so, and `give-up` when it says that another start would not help. */
  onMessage(message: unknown): 'ready' | 'give-up' | undefined;
  onState(state: HostState): void;
  /** Sent by `stop`: the process ends by itself. */
  stopMessage: unknown;
  backOff?: BackOffLimits;
  /** How long a process may take to end after `stopMessage`. */
  stopWithinMs?: number;
}

/** A person who quits does not wait longer than this, and `KILL_WITHIN_MS` for a process that hangs. */
const STOP_WITHIN_MS = 5_000;
/** After a polite kill that had no effect. */
const KILL_WITHIN_MS = 2_000;
const LONGEST_LINE = 2_000;

export class HostedProcess {
  readonly #options: HostOptions;
  readonly #fork: Fork;
  #state: HostState = 'starting';
  #child: ChildProcess | null = null;
  /** By `performance.now()`. */
  #startedAt = 0;
  #deathsInARow = 0;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;
  #hasGivenUp = false;
  /** Each is called once, when the running process is gone. */
  readonly #onGone = new Set<() => void>();

  /** Starts in a microtask: the caller has its handle before the first listener is called. */
  constructor(options: HostOptions, fork: Fork) {
    this.#options = options;
    this.#fork = fork;
    queueMicrotask(() => {
      if (!this.#isStopping) this.#start();
    });
  }

  get state(): HostState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** false: no process is running. */
  post(message: unknown, ports?: readonly Port[]): boolean {
    if (!this.#child) return false;
    this.#child.post(message, ports);
    return true;
  }

  /** Resolves when the process is gone; safe to repeat. */
  async stop(): Promise<void> {
    const { name, log, stopMessage, stopWithinMs = STOP_WITHIN_MS } = this.#options;
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child) return this.#enter('ended');
    const gone = new Promise<void>((resolve) => {
      this.#onGone.add(resolve);
    });
    child.post(stopMessage);
    const kill = setTimeout(() => {
      log.warn('process.killed', { name });
      child.kill();
    }, stopWithinMs);
    const force = setTimeout(() => killHard(child.pid), stopWithinMs + KILL_WITHIN_MS);
    await gone;
    clearTimeout(kill);
    clearTimeout(force);
  }

  #enter(next: HostState): void {
    if (this.#state === next) return;
    this.#state = next;
    this.#options.onState(next);
  }

  #start(): void {
    const { name, log } = this.#options;
    this.#restart = undefined;
    this.#startedAt = performance.now();
    this.#enter('starting');
    let child: ChildProcess;
    try {
      child = this.#fork(this.#options);
    } catch (error) {
      log.error('process.not_started', { name, message: error instanceof Error ? error.message : String(error) });
      this.#ended(null, null);
      return;
    }
    this.#child = child;
    child.onMessage((message) => {
      if (this.#child === child) this.#take(this.#options.onMessage(message));
    });
    // Exit, crash, kill and a start that failed all end here.
    child.onExit((code) => this.#ended(child, code));
    pipeLines(child.stdout, (line) => log.info('process.says', { name, line }));
    pipeLines(child.stderr, (line) => log.warn('process.says', { name, line }));
    this.#options.onStart((message) => child.post(message));
  }

  #take(meaning: 'ready' | 'give-up' | undefined): void {
    if (meaning === 'give-up') this.#hasGivenUp = true;
    if (meaning !== 'ready' || this.#isStopping) return;
    const { name, log } = this.#options;
    log.info('process.ready', { name, ms: Math.round(performance.now() - this.#startedAt) });
    this.#enter('ready');
  }

  /** `child`: the one that ended; null for one that could not be started. */
  #ended(child: ChildProcess | null, code: number | null): void {
    if (child !== this.#child) return;
    this.#child = null;
    const { name, log, backOff = processBackOff } = this.#options;
    const ranMs = Math.round(performance.now() - this.#startedAt);
    if (this.#isStopping || this.#hasGivenUp) {
      log.info('process.ended', { name, code, ranMs });
      this.#enter('ended');
    } else {
      const { inARow, waitMs } = afterDeath(this.#deathsInARow, ranMs, backOff);
      this.#deathsInARow = inARow;
      log.warn('process.died', { name, code, ranMs, inARow, waitMs });
      this.#restart = setTimeout(() => this.#start(), waitMs);
      this.#enter('waiting');
    }
    for (const resolve of this.#onGone) resolve();
    this.#onGone.clear();
  }
}

/** A process in an endless loop ignores a polite signal. */
export function killHard(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function pipeLines(stream: Readable | null, take: (line: string) => void): void {
  if (!stream) return;
  stream.on('error', () => undefined);
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    if (line.trim() !== '') take(line.slice(0, LONGEST_LINE));
  });
}
