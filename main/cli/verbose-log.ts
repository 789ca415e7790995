// The engine's log for a person who asked for it: one line an event on stderr. Fields hold no secret (see Log in the engine's ports).
import type { Log, LogFields } from '../engine/ports.ts';
import { safeText } from './safe-text.ts';

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function verboseLog(write: (text: string) => void): Log {
  const say =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const said = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
      write(safeText([level, event, ...said].join(' ')));
    };
  return { info: say('info'), warn: say('warn'), error: say('error') };
}
