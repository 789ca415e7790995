// The engine's log as lines on stderr: errors always, the rest with --verbose. Fields hold no secret (see Log in the
// engine's ports).
import type { Log, LogFields } from '../../engine/ports.ts';
import { safeText } from './safe-text.ts';

export function logTo(write: (text: string) => void, verbose: boolean): Log {
  const say =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const said = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
      write(safeText([level, event, ...said].join(' ')));
    };
  const hush = (): void => undefined;
  return { info: verbose ? say('info') : hush, warn: verbose ? say('warn') : hush, error: say('error') };
}
