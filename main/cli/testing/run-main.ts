// The terminal program inside the test's process, with arguments, environment and streams of its own. For tests only.
import { Writable } from 'node:stream';
import { afterAll } from 'vitest';
import type { TerminalKeychain } from '../account/keychain.ts';
import { manualInterruption, type Interruption } from '../interruption.ts';
import { main, type MainOptions } from '../main.ts';
import { openForkedImaging, type OpenImaging } from '../open-imaging.ts';
import type { Clock } from '../../engine/ports.ts';
import { systemClock } from '../../engine/system-clock.ts';
import type { ImagingPool } from '../../engine/imaging/pool.ts';
import { jsonLinesOf, type CliEnd } from './cli-end.ts';

export interface RunningMain {
  interruption: Interruption;
  ended: Promise<CliEnd>;
}

export function startMain(
  args: readonly string[],
  env: Record<string, string> = {},
  clock: Clock = systemClock,
  more: Pick<MainOptions, 'keychain' | 'readSecretLines' | 'openBrowser'> = {},
): RunningMain {
  const interruption = manualInterruption();
  const [stdout, stderr] = [collector(), collector()];
  const options = {
    listenForInterruption: () => interruption,
    openImaging: imagingOfAllRuns,
    clock,
    keychain: nothingKept,
    ...more,
  };
  const running = main(
    args,
    { LANG: 'en_US.UTF-8', ...env },
    { stdout: stdout.stream, stderr: stderr.stream },
    options,
  );
  const ended = running.then((status) => {
    const text = stdout.text();
    return { status, stdout: text, stderr: stderr.text(), objects: jsonLinesOf(text) };
  });
  return { interruption, ended };
}

/** `clock`: a fast one shortens the engine's waits. */
export const runMain = (...given: Parameters<typeof startMain>): Promise<CliEnd> => startMain(...given).ended;

/** The keychain of whoever runs the tests is theirs. */
const nothingKept: TerminalKeychain = {
  read: () => Promise.resolve({ kind: 'away' }),
  keep: () => Promise.resolve(false),
  forget: () => Promise.resolve(),
};

let pool: ImagingPool | null = null;

/** One pool for all runs of a test file: starting a process takes longer than reading many small photos. */
const imagingOfAllRuns: OpenImaging = () => {
  pool ??= openForkedImaging(1);
  return { ...pool, close: () => Promise.resolve() };
};
afterAll(async () => {
  await pool?.close();
  pool = null;
});

function collector(): { stream: Writable; text(): string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
