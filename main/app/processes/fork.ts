// Starts an Electron utilityProcess; hosted-process.ts watches and restarts it.
import { utilityProcess } from 'electron';
import type { Readable } from 'node:stream';
import type { ChildProcess, ChildOptions } from './child.ts';

export function forkUtility(options: ChildOptions): ChildProcess {
  const child = utilityProcess.fork(options.file, [...options.args], {
    serviceName: options.name,
    stdio: 'pipe',
    execArgv: [...options.execArgv],
    env: environmentWithoutOurs(),
  });
  return {
    get pid() {
      return child.pid;
    },
    stdout: child.stdout as Readable | null,
    stderr: child.stderr as Readable | null,
    post: (message, ports = []) => child.postMessage(message, [...ports]),
    kill: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
  };
}

/** Without variables of ours: a process that decodes foreign files must not see keys of a developer's shell. */
function environmentWithoutOurs(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OK_')));
}
