// How a program of the terminal ends: with its status, or with the error that broke it.
import { exitStatus, type ExitStatus } from './exit-status.ts';

/** Ends the process, even if a handle is still open; two seconds are left for pipes to be read. */
export function exitWith(ended: Promise<ExitStatus>): void {
  ended.then(
    (status) => {
      process.exitCode = status;
      setTimeout(() => process.exit(status), 2_000).unref();
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(exitStatus.broken);
    },
  );
}
