// Starts plain Node processes and workers in place of Electron's, from code in a string. For tests only.
import { setTimeout } from 'node:timers/promises';
import { fork } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { ChildProcess, Fork, Port, PortPair } from '../child.ts';

/** Writes `code` to a file of its own and answers its path. */
export function program(code: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'ok-photo-sync-process-')), 'program.cjs');
  writeFileSync(file, code);
  return file;
}

/** Real processes, which can hang and be killed. They take no ports. */
export const forkNode: Fork = (options) => {
  const child = fork(options.file, [...options.args], {
    execArgv: [...options.execArgv],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  return {
    get pid() {
      return child.pid;
    },
    stdout: child.stdout,
    stderr: child.stderr,
    post: (message) => void child.send(message as object, () => undefined),
    kill: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
  };
};

/**
 * Workers: they take ports as Electron's processes do. Their code can call `self.on(({ data, ports }) => …)` and
 * `self.post(message)`.
 */
export const forkWorker: Fork = (options) => {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     globalThis.self = {
       on: (take) => parentPort.on('message', take),
       post: (message) => parentPort.postMessage(message),
     };
     require(${JSON.stringify(options.file)});`,
    { eval: true, stdout: true, stderr: true },
  );
  const child: ChildProcess = {
    pid: undefined,
    stdout: worker.stdout,
    stderr: worker.stderr,
    post: (message, ports = []) => worker.postMessage({ data: message, ports }, ports as never),
    kill: () => void worker.terminate(),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => void worker.once('exit', listener),
  };
  worker.on('error', () => undefined);
  return child;
};

/** Two connected ports of worker threads, in place of Electron's. */
export function nodePortPair(): PortPair {
  const { port1, port2 } = new MessageChannel();
  return { near: port1 as unknown as Port, far: port2 as unknown as Port };
}

/** Resolves when `holds` answers true; the runner's limit ends a test that waits for ever. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5);
}
