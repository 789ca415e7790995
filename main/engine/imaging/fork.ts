// Starts an imaging process as a child of plain Node, for the terminal and for tests. In the app the main process
// starts it.
import { fork } from 'node:child_process';
import type { ImagingChild } from './pool.ts';

export type ForkImagingOptions = {
  /** For what the process writes to standard error, which is normally nothing. Default: thrown away. */
  onStderr?: (text: string) => void;
};

/** Megabytes of JavaScript heap; pictures live outside of it. */
const heapMegabytes = 512;

/** A process that decodes a stranger's file needs no account: it gets none of this program's variables. */
function environmentWithoutSecrets(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OK_')));
}

/** `entryPath`: `main/imaging/entry.ts` under a Node that runs TypeScript, or `out/main/imaging.cjs`. */
export function forkImaging(
  entryPath: string,
  { onStderr }: ForkImagingOptions = {},
): ImagingChild & { pid: number | undefined } {
  const child = fork(entryPath, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    env: environmentWithoutSecrets(),
    stdio: ['ignore', 'ignore', onStderr ? 'pipe' : 'ignore', 'ipc'],
  });
  if (onStderr) child.stderr?.setEncoding('utf8').on('data', onStderr);
  return {
    pid: child.pid,
    // If a message cannot be delivered the child is gone, and `exit` says so.
    send: (message) => void child.send(message, () => undefined),
    onMessage: (run) => void child.on('message', run),
    onExit: (run) => {
      child.on('exit', run);
      child.on('error', run);
    },
    // SIGKILL: a process that hangs inside a decoder reacts to no other signal.
    kill: () => {
      child.kill('SIGKILL');
      if (child.connected) child.disconnect();
    },
  };
}
