// The engine as a process of its own beside the window: takes main's messages, answers, tells. All work is done in
// engine.ts.
import { availableParallelism } from 'node:os';
import { imagingRequest } from '../../shared/facts.ts';
import { refuse } from '../../shared/errors.ts';
import { toEngine, type FromEngine, type ToEngine } from '../../shared/engine-wire.ts';
import { openEngine, type Engine } from './engine.ts';
import { openImagingPool, type ImagingChild } from './imaging/pool.ts';
import { readLimits } from './limits-file.ts';
import type { Log } from './ports.ts';
import { sealedBox } from './sealed-box.ts';
import { systemClock } from './system-clock.ts';
import { turnsFolder } from './person-folder.ts';

/** What is used of Electron's MessagePortMain and of `process.parentPort`, without knowing Electron. */
interface Port {
  on(event: 'message', run: (event: { data: unknown; ports: Port[] }) => void): void;
  on(event: 'close', run: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Two cores are left to the window and to other programs; one process on a small machine. */
const inspectors = Math.max(1, Math.min(3, availableParallelism() - 1));

const parent = (process as unknown as { parentPort?: Port }).parentPort;
if (parent === undefined) throw new Error('engine: started without a parent; the terminal is main/cli');
const main: Port = parent;

const tell = (message: FromEngine): void => main.postMessage(message);
const log: Log = {
  info: (event, fields) => tell({ type: 'log', level: 'info', event, fields: { ...fields } }),
  warn: (event, fields) => tell({ type: 'log', level: 'warn', event, fields: { ...fields } }),
  error: (event, fields) => tell({ type: 'log', level: 'error', event, fields: { ...fields } }),
};

/** Imaging processes are started by main; a child is its number, and the port once it is there. */
class Child implements ImagingChild {
  readonly #number: number;
  #port: Port | null = null;
  #early: unknown[] = [];
  #hear: (message: unknown) => void = () => undefined;
  #gone: () => void = () => undefined;

  constructor(number: number) {
    this.#number = number;
    tell({ type: 'imaging.spawn', child: number });
  }
  connect(port: Port): void {
    this.#port = port;
    port.on('message', ({ data }) => this.#hear(data));
    port.start();
    for (const message of this.#early.splice(0)) port.postMessage(message);
  }
  send(message: unknown): void {
    const request = imagingRequest.parse(message);
    if (this.#port === null) this.#early.push(request);
    else this.#port.postMessage(request);
  }
  onMessage(run: (message: unknown) => void): void {
    this.#hear = run;
  }
  onExit(run: () => void): void {
    this.#gone = run;
  }
  kill(): void {
    tell({ type: 'imaging.kill', child: this.#number });
  }
  exited(): void {
    this.#port?.close();
    this.#gone();
  }
}

const children = new Map<number, Child>();
let lastChild = 0;
function spawn(): ImagingChild {
  lastChild += 1;
  const child = new Child(lastChild);
  children.set(lastChild, child);
  return child;
}

let engine: Engine | null = null;
const imaging = openImagingPool({ spawn, processes: inspectors, clock: systemClock });

function start(message: ToEngine & { type: 'start' }): void {
  const limits = readLimits(message.dataFolder);
  if (limits.kind === 'bad') log.warn('limits.unreadable', { where: limits.where });
  const opened = openEngine({
    dataFolder: message.dataFolder,
    turnsFolder: turnsFolder(process.env),
    clock: systemClock,
    log,
    imaging,
    inspectors,
    secrets: sealedBox(Buffer.from(message.sealKey, 'base64')),
    lanes: message.settings.lanes,
    sending: message.settings.sending,
    newRules: message.settings.newRules,
    limits: limits.kind === 'bad' ? {} : limits.limits,
    unreadableLimits: limits.kind === 'bad' ? { path: limits.path, where: limits.where } : null,
    // Main starts the engine anew when its process ends.
    onDamaged: () => setTimeout(() => process.exit(1), 100),
    proxy: message.proxy ?? null,
    listener: (name, payload) => tell({ type: 'event', name, payload }),
  });
  if (opened.kind === 'failed') {
    tell({ type: 'failed', code: opened.code, subject: opened.subject });
    setTimeout(() => process.exit(1), 100);
    return;
  }
  engine = opened.engine;
  if (message.credentials !== null) engine.use(message.credentials, message.isSamePerson);
  else if (message.waitsForKeyring === true) engine.waitForKeyring();
  void engine.start();
  tell({ type: 'ready' });
}

async function stop(): Promise<void> {
  await engine?.close();
  await imaging.close();
  tell({ type: 'stopped' });
  setTimeout(() => process.exit(0), 50);
}

async function answer({ id, name, input }: ToEngine & { type: 'call' }): Promise<void> {
  try {
    tell({
      type: 'answer',
      id,
      result: engine === null ? refuse('engine_not_running') : await engine.answer(name, input),
    });
  } catch (error) {
    // A bug in one call must not leave the window waiting, nor end the sending.
    log.error('call.failed', { name, message: error instanceof Error ? error.message : 'unknown' });
    tell({ type: 'answer', id, result: refuse('internal') });
  }
}

main.on('message', ({ data, ports }) => {
  const parsed = toEngine.safeParse(data);
  if (!parsed.success) {
    log.error('message.refused', { where: parsed.error.issues[0]?.path.join('.') ?? '' });
    return;
  }
  const message = parsed.data;
  switch (message.type) {
    case 'start':
      start(message);
      return;
    case 'call':
      void answer(message);
      return;
    case 'settings':
      engine?.settings(message.settings);
      return;
    case 'credentials':
      engine?.use(message.credentials, message.isSamePerson);
      return;
    case 'proxy':
      engine?.proxy(message.proxy);
      return;
    case 'power':
      if (message.state === 'resume' || message.state === 'online') engine?.wake();
      return;
    case 'conditions':
      engine?.conditions(message.conditions);
      return;
    case 'imaging.spawned': {
      const [port] = ports;
      if (port !== undefined) children.get(message.child)?.connect(port);
      return;
    }
    case 'imaging.exited':
      children.get(message.child)?.exited();
      children.delete(message.child);
      return;
    case 'stop':
      void stop();
  }
});
