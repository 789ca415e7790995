// The emulator as a process: from a terminal, or as a utility process of the app. Not to be imported.
import { readOptions, USAGE } from './options.ts';
import { startEmulator } from './start.ts';

/** What the app's utility processes have besides Node's `process`. Absent in a terminal. */
interface ParentPort {
  postMessage: (message: unknown) => void;
  on: (event: 'message', listener: (event: { data: unknown }) => void) => void;
}

const parent = (process as { parentPort?: ParentPort }).parentPort;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if ('wrong' in options) {
    process.stderr.write(`${options.wrong}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const emulator = await startEmulator(options);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void emulator.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  // Ctrl+C reaches the whole group of a terminal; a program that started this one ends it when its own work has ended.
  process.on('SIGINT', () => (process.connected ? undefined : stop()));
  process.on('disconnect', stop);
  parent?.on('message', ({ data }) => {
    if (typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'stop') stop();
  });
  const { address, applicationId, applicationKey, applicationSecretKey, accessToken, sessionSecretKey } = emulator;
  const ready = { address, applicationKey, applicationSecretKey, accessToken, sessionSecretKey, applicationId };
  if (parent === undefined) process.stdout.write(`${JSON.stringify(ready)}\n`);
  else parent.postMessage(ready);
}

main().catch((error: unknown) => {
  const taken = (error as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE';
  const reason = taken
    ? 'another program uses this port. Choose one with --port N; 0 takes a free one.'
    : error instanceof Error
      ? error.message
      : String(error);
  process.stderr.write(`The emulator could not start: ${reason}\n`);
  process.exit(1);
});
