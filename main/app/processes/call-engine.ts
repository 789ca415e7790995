// How the other folders call the engine: one function type, and one helper that types the answer.
import type { z } from 'zod';
import { ok } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import { calls } from '../../../shared/ipc.ts';
import type { CallOutput, Calls, EngineCallName } from '../../../shared/ipc.ts';

/** The engine's answer as it came, unchecked. */
export type CallEngine = (name: EngineCallName, input: unknown) => Promise<Result<unknown>>;

/** The answer in the type of its call. Throws when the answer does not match the call's schema: that is a bug. */
export async function typedCall<N extends EngineCallName>(
  callEngine: CallEngine,
  name: N,
  input: z.input<Calls[N]['input']>,
): Promise<Result<CallOutput<N>>> {
  const answer = await callEngine(name, input);
  return answer.ok ? ok(calls[name].output.parse(answer.value) as CallOutput<N>) : answer;
}
