// The command line of the emulator. Parses only; entry.ts acts on it.
import { parseArgs } from 'node:util';
import type { EmulatorOptions } from './start.ts';

export const USAGE = `npm run emulator -- [--port 7800] [--state DIR]
  --port N                    port on 127.0.0.1; 0 takes a free one (default 7800)
  --state DIR                 keep albums, photos and calls in a folder; without it they are gone at the end
  --applicationId, --applicationKey, --applicationSecretKey, --accessToken, --sessionSecretKey VALUE
                              fixed credentials instead of the demo's`;

const DEFAULT_PORT = 7800;

const text = { type: 'string' } as const;

/** Options out of the arguments after the program's name, or a sentence that says what is wrong. */
export function readOptions(given: string[]): EmulatorOptions | { wrong: string } | 'help' {
  try {
    const { values } = parseArgs({
      args: given,
      allowPositionals: false,
      options: {
        port: text,
        state: text,
        applicationId: text,
        applicationKey: text,
        applicationSecretKey: text,
        accessToken: text,
        sessionSecretKey: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { port, help, ...rest } = values;
    if (help) return 'help';
    const number = port === undefined ? DEFAULT_PORT : Number(port);
    if (!Number.isInteger(number) || number < 0 || number > 65_535)
      return { wrong: `--port ${port} is no port number` };
    return { port: number, ...rest };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
