// One call as it comes over a wire: a name and something that has to be believed first. Knows no call.
import { calls, type EngineCallName } from '../../shared/ipc.ts';
import { refuse, type Result } from '../../shared/errors.ts';
import type { EngineCalls } from './commands/engine-calls.ts';

/** Rejects when a handler throws, after `failed` was told. */
export async function answerCall(
  handlers: EngineCalls,
  name: EngineCallName,
  input: unknown,
  failed: (error: unknown) => void,
): Promise<Result<unknown>> {
  // Names come over a wire, too: `handlers` is a plain object and knows more names than calls.
  if (!Object.hasOwn(handlers, name)) return refuse('unknown_call', null);
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) return refuse('bad_input', parsed.error.issues[0]?.path.join('.') ?? null);
  // The table of calls ties the name to the input's type; that tie is lost where both are variables.
  const handler = handlers[name] as (given: unknown) => Promise<Result<unknown>> | Result<unknown>;
  try {
    return await handler(parsed.data);
  } catch (error) {
    failed(error);
    throw error;
  }
}
