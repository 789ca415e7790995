// The program's log: one line per event, in a file of the data folder. Every line is redacted here.
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import type { LogLevel } from '../../../shared/engine-wire.ts';
import { redactFields, redactText } from './redact.ts';
import type { RedactedFields } from './redact.ts';

/** Like the engine's `Log`: an event's name and plain fields. */
export interface AppLog {
  info(event: string, fields?: RedactedFields): void;
  warn(event: string, fields?: RedactedFields): void;
  error(event: string, fields?: RedactedFields): void;
}

/** A larger file becomes `main.old.log`: at most twice this is on the disk. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** `console` also writes warnings and errors to standard error: development only, a packaged program may have none. */
export function openLog(folder: string, options: { console: boolean }): AppLog {
  const logger = electronLog.create({ logId: 'main' });
  const file = logger.transports.file;
  file.resolvePathFn = () => join(folder, 'main.log');
  file.maxSize = MAX_FILE_BYTES;
  file.level = 'info';
  // The main process must never wait for a disk.
  file.sync = false;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  logger.transports.console.level = options.console ? 'warn' : false;
  if (logger.transports.ipc) logger.transports.ipc.level = false;
  if (logger.transports.remote) logger.transports.remote.level = false;

  const write =
    (level: LogLevel) =>
    (event: string, fields?: RedactedFields): void => {
      logger[level](fields ? `${redactText(event)} ${JSON.stringify(redactFields(fields))}` : redactText(event));
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** What the log tells of an exception: name, code, message, first line of the stack. */
export function errorFields(error: unknown): RedactedFields {
  if (!(error instanceof Error)) return { error: short(String(error)) };
  return {
    error: error.name,
    message: short(error.message),
    code: (error as NodeJS.ErrnoException).code ?? null,
    at: error.stack?.split('\n')[1]?.trim() ?? null,
  };
}

/** Redacted before it is cut: half a secret would not be recognised. */
function short(text: string): string {
  return redactText(text).slice(0, 500);
}
