// The calls of the window that the main process answers itself, put together from one file per subject.
import type { z } from 'zod';
import type { Result } from '../../../shared/errors.ts';
import type { CallName, CallOutput, Calls, EngineCallName } from '../../../shared/ipc.ts';
import { aboutHandlers } from './about-handlers.ts';
import type { AboutHandlerOptions } from './about-handlers.ts';
import { accountHandlers } from './account-handlers.ts';
import type { AccountHandlerOptions } from './account-handlers.ts';
import { fileHandlers } from './file-handlers.ts';
import type { FileHandlerOptions } from './file-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';
import type { SettingsHandlerOptions } from './settings-handlers.ts';
import { shellHandlers } from './shell-handlers.ts';
import type { ShellHandlerOptions } from './shell-handlers.ts';

export type MainCallName = Exclude<CallName, EngineCallName>;

export type MainHandlers = {
  [N in MainCallName]: (input: z.output<Calls[N]['input']>) => Promise<Result<CallOutput<N>>> | Result<CallOutput<N>>;
};

/** The handlers whose call names begin with `Prefix.`. */
export type HandlersOf<Prefix extends string> = Pick<MainHandlers, Extract<MainCallName, `${Prefix}.${string}`>>;

export type MainHandlerOptions = AboutHandlerOptions &
  AccountHandlerOptions &
  FileHandlerOptions &
  SettingsHandlerOptions &
  ShellHandlerOptions;

export function mainHandlers(options: MainHandlerOptions): MainHandlers {
  return {
    ...accountHandlers(options),
    ...settingsHandlers(options),
    ...fileHandlers(options),
    ...shellHandlers(options),
    ...aboutHandlers(options),
  };
}
