// Ctrl+C, an end asked for by the system, a closed terminal: told once, gently; the second time ends at once.
import { exitStatus } from './exit-status.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborts when the run should end. */
  signal: AbortSignal;
  /** The same, asked for by ourselves. */
  ask(): void;
  stop(): void;
}

export function watchForInterruption(): Interruption {
  const controller = new AbortController();
  const hear = (): void => {
    if (controller.signal.aborted) process.exit(exitStatus.interrupted);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, hear);
  return {
    signal: controller.signal,
    ask: () => controller.abort(),
    stop: () => {
      for (const signal of signals) process.off(signal, hear);
    },
  };
}
