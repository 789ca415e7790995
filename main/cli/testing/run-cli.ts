// The terminal program as a process of its own, where the process is the point: signals, its end, bytes of arguments.
// For tests only.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { jsonLinesOf, type CliEnd } from './cli-end.ts';

const entry = join(import.meta.dirname, '..', 'entry.ts');

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
    child.once('close', (status) => resolve({ status, stdout, stderr, objects: jsonLinesOf(stdout) }));
  });
  return { child, ended };
}
