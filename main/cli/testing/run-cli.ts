// The real terminal program as a process, against an emulator in the test's own process. For tests only.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/start.ts';

const entry = join(import.meta.dirname, '..', 'entry.ts');

export interface CliEnd {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Lines of stdout that are JSON, in order. */
  objects: Record<string, unknown>[];
}

export interface RunningCli {
  child: ChildProcess;
  ended: Promise<CliEnd>;
}

/** `under`: a program and its first arguments that run the terminal program as theirs, e.g. with less of something. */
export function startCli(
  args: readonly string[],
  env: Record<string, string> = {},
  under: readonly string[] = [],
): RunningCli {
  const [program = process.execPath, ...first] = [...under, process.execPath, entry, ...args];
  const child = spawn(program, first, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', TZ: 'UTC', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<CliEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr, objects: objectsOf(stdout) }));
  });
  return { child, ended };
}

export const runCli = (args: readonly string[], env?: Record<string, string>): Promise<CliEnd> =>
  startCli(args, env).ended;

export function accountOf(emulator: Emulator): Record<string, string> {
  return {
    OK_API_URL: emulator.address,
    OK_APPLICATION_KEY: emulator.applicationKey,
    OK_ACCESS_TOKEN: emulator.accessToken,
    OK_SESSION_SECRET_KEY: emulator.sessionSecretKey,
  };
}

export interface CliPlace {
  base: string;
  folder: string;
  data: string;
  emulator: Emulator;
  env: Record<string, string>;
  sync(...more: string[]): Promise<CliEnd>;
  close(): Promise<void>;
}

export async function openCliPlace(options: EmulatorOptions = {}): Promise<CliPlace> {
  const base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-cli-'));
  const emulator = await startEmulator(options);
  const folder = join(base, 'photos');
  const data = join(base, 'data');
  const env = { ...accountOf(emulator), HOME: base };
  return {
    base,
    folder,
    data,
    emulator,
    env,
    sync: (...more) => runCli(['sync', folder, '--data', data, '--json', ...more], env),
    async close() {
      await emulator.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}

function objectsOf(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
}
