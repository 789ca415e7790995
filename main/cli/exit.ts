// How a program of the terminal ends: with its status, or with what broke it. Not for whoever only imports something.
import { exitStatus, type ExitStatus } from './exit-status.ts';

/** Ends the process, even if something still holds a handle: it has nothing more to say. A pipe that was written to is emptied first. */
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
