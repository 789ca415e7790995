// The only room that listens to the window: from the table of calls to an answer. Sender, shape, run, Result; no call's own work.
import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { channelPrefix } from '../../../shared/channels.ts';
import { refuse, wireError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import { calls } from '../../../shared/ipc.ts';
import type { CallName } from '../../../shared/ipc.ts';
import { errorFields } from '../log/log.ts';
import type { ShellLog } from '../log/log.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import type { MainCallName, MainHandlers } from './main-handlers.ts';
import { distrust } from './trusted-sender.ts';

export interface ServeOptions {
  origin: string;
  /** Web contents of the windows that we opened. */
  windows: () => ReadonlySet<number>;
  handlers: MainHandlers;
  callEngine: CallEngine;
  log: ShellLog;
  /** Also check what goes out: costs time, finds bugs. */
  checkAnswers: boolean;
  /** A window has asked for the first time since it was loaded: it listens to events by now. */
  onFirstCall: (contents: number) => void;
}

/** Once, before the first window. */
export function serveCalls(options: ServeOptions): void {
  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(channelPrefix + name, (event, input: unknown) => answer(options, event, name, input));
  }
}

/** Never rejects: a foreign exception becomes `internal`, and its story goes to the log. */
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
    options.onFirstCall(event.sender.id);

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

/** The table promises that `input` is of this call's shape; TypeScript cannot follow that through the name. */
async function runHere(handlers: MainHandlers, name: MainCallName, input: unknown): Promise<Result<unknown>> {
  const run = handlers[name] as (input: unknown) => Promise<Result<unknown>> | Result<unknown>;
  return run(input);
}

function checked(name: CallName, result: Result<unknown>): Result<unknown> {
  if (result.ok) calls[name].output.parse(result.value);
  else wireError.parse(result.error);
  return result;
}
