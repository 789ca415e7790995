// The engine's calls as types, and how one call that comes over a wire is answered.
import { calls, type CallInput, type CallOutput, type EngineCallName } from '../../shared/ipc.ts';
import { refuse, type Result } from '../../shared/errors.ts';

export type EngineCalls = {
  [N in EngineCallName]: (input: CallInput<N>) => Promise<Result<CallOutput<N>>> | Result<CallOutput<N>>;
};

/** Calls that only read. Every other call is a command. */
export type QueryName =
  | 'snapshot.get'
  | 'folders.list'
  | 'folders.plan'
  | 'limits.get'
  | 'folders.survey'
  | 'folders.preview'
  | 'photos.page'
  | 'photos.days'
  | 'photos.get'
  | 'photos.explain'
  | 'photos.previewConversion'
  | 'photos.candidates'
  | 'paths.meant'
  | 'problems.list'
  | 'albums.list'
  | 'groups.list'
  | 'history.recent';

export type QueryCalls = Pick<EngineCalls, QueryName>;
export type CommandCalls = Omit<EngineCalls, QueryName>;

/** Parses the input before it is used. A handler that throws is reported to `onFailure`, and the promise rejects. */
export async function answerCall(
  handlers: EngineCalls,
  name: EngineCallName,
  input: unknown,
  onFailure: (error: unknown) => void,
): Promise<Result<unknown>> {
  // The name comes over a wire, too: `handlers` is a plain object and inherits properties that are no calls.
  if (!Object.hasOwn(handlers, name)) return refuse('unknown_call', null);
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) return refuse('bad_input', parsed.error.issues[0]?.path.join('.') ?? null);
  // The call table ties the name to the type of its input; TypeScript loses that tie where both are variables.
  const handler = handlers[name] as (given: unknown) => Promise<Result<unknown>> | Result<unknown>;
  try {
    return await handler(parsed.data);
  } catch (error) {
    onFailure(error);
    throw error;
  }
}
