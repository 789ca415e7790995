// Ctrl+C, a request of the system to end, a closed terminal: the first one ends the run in order, the second at once.
import { exitStatus } from './exit-status.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborts when the run should end. */
  signal: AbortSignal;
  /** Interrupts the run from within the program. */
  ask(): void;
}

/** Only `ask` interrupts. */
export function manualInterruption(): Interruption {
  const controller = new AbortController();
  return { signal: controller.signal, ask: () => controller.abort() };
}

/** Signals to this process interrupt, too. */
export function watchForInterruption(): Interruption {
  const interruption = manualInterruption();
  for (const signal of signals)
    process.on(signal, () => {
      if (interruption.signal.aborted) process.exit(exitStatus.interrupted);
      interruption.ask();
    });
  return interruption;
}
