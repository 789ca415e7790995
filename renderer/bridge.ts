// The window's only connection to the program: what the preload exposes, typed by the contract in shared/ipc.ts.
import type { CallInput, CallName, CallOutput, EventName, EventPayload } from '../shared/ipc.ts';
import type { Result } from '../shared/errors.ts';

export interface Bridge {
  invoke(name: CallName, input: unknown): Promise<Result<unknown>>;
  /** Returns the function that ends the subscription. */
  on(name: EventName, listener: (payload: never) => void): () => void;
  /** Absolute path of a dropped file; empty when it is not on this computer's disk. */
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    okPhotoSync?: Bridge;
  }
}

function bridge(): Bridge {
  if (window.okPhotoSync === undefined) throw new Error('the preload did not expose okPhotoSync');
  return window.okPhotoSync;
}

/** Main parses input and output against the contract, so types suffice here. Expected errors resolve as a `Result`. */
export async function invoke<N extends CallName>(
  name: N,
  ...input: undefined extends CallInput<N> ? [] : [CallInput<N>]
): Promise<Result<CallOutput<N>>> {
  return (await bridge().invoke(name, input[0])) as Result<CallOutput<N>>;
}

export function on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void {
  return bridge().on(name, listener);
}

export function pathForFile(file: File): string {
  return bridge().pathForFile(file);
}
