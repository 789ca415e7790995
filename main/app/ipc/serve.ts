// The only module that listens to the window. For each call of the table: check the sender, parse the input, run the
// call here or in the engine, answer a `Result`.
import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { channelPrefix } from '../../../shared/channels.ts';
import { refuse, wireError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import { calls } from '../../../shared/ipc.ts';
import type { CallName } from '../../../shared/ipc.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import type { MainCallName, MainHandlers } from './main-handlers.ts';
import { distrust } from './trusted-sender.ts';

export interface ServeOptions {
  origin: string;
  /** Ids of the web contents of the windows that we opened. */
  windows: () => ReadonlySet<number>;
  handlers: MainHandlers;
  callEngine: CallEngine;
  log: AppLog;
  /** Also compare answers with their schema: it costs time and finds bugs. */
  checkAnswers: boolean;
  /** Called at each accepted call: a page that calls has its event listeners in place. */
  onCall: (contents: number) => void;
}

/** Call it once, before the first window. */
export function serveCalls(options: ServeOptions): void {
  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(channelPrefix + name, (event, input: unknown) => answer(options, event, name, input));
  }
}

/** Never rejects: an unexpected exception becomes `internal`, and its details go to the log. */
async function answer(
  options: ServeOptions,
  event: IpcMainInvokeEvent,
  name: CallName,
  input: unknown,
): Promise<Result<unknown>> {
  const { log } = options;
  try {
    const frame = event.senderFrame;
    const reason = distrust(
      {
        contents: event.sender.id,
        address: frame?.url ?? null,
        isMainFrame: frame !== null && frame === event.sender.mainFrame,
      },
      { windows: options.windows(), origin: options.origin },
    );
    if (reason) {
      log.warn('call.distrusted', { name, reason });
      return refuse('not_allowed', name);
    }
    options.onCall(event.sender.id);

    const parsed = calls[name].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      log.warn('call.bad_input', { name, field: issue?.path.join('.') ?? null, problem: issue?.code ?? null });
      return refuse('bad_input', issue?.path.join('.') || name);
    }
    const result = isMainCall(name)
      ? await runHere(options.handlers, name, parsed.data)
      : await options.callEngine(name, parsed.data);
    return options.checkAnswers ? checked(name, result) : result;
  } catch (error) {
    log.error('call.failed', { name, ...errorFields(error) });
    return refuse('internal', name);
  }
}

function isMainCall(name: CallName): name is MainCallName {
  return calls[name].owner === 'main';
}

/** `input` was parsed by this call's schema; TypeScript cannot follow that through the name. */
async function runHere(handlers: MainHandlers, name: MainCallName, input: unknown): Promise<Result<unknown>> {
  const run = handlers[name] as (input: unknown) => Promise<Result<unknown>> | Result<unknown>;
  return run(input);
}

function checked(name: CallName, result: Result<unknown>): Result<unknown> {
  if (result.ok) calls[name].output.parse(result.value);
  else wireError.parse(result.error);
  return result;
}
