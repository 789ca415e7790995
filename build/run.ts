// Starts a program in the foreground and waits for it. Shared by the scripts beside it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/** Exit code of the program; 1 when a signal ended it. This process outlives it, so that its end can be told. */
export function run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    // Ctrl+C goes to the whole group of a terminal, so the program has it already; an end asked of us is passed on.
    const wait = (): void => {};
    const end = (): void => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', end);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', wait).off('SIGTERM', end);
      done(code ?? 1);
    });
  });
}

/** Programs that are not called like their package. */
const packagesOf: Readonly<Record<string, string>> = { tsc: 'typescript', playwright: '@playwright/test' };

/** A package's own program, run by this Node: no shell, and the same on every system. */
export function runTool(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return run(process.execPath, [toolScript(name), ...args], env);
}

export function toolScript(name: string): string {
  const require = createRequire(import.meta.url);
  const packageName = packagesOf[name] ?? name;
  const manifest = join(root, 'node_modules', packageName, 'package.json');
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin[name];
  if (!script) throw new Error(`${packageName} has no program ${name}`);
  return join(dirname(manifest), script);
}

/** Runs a script's work; a failure becomes its one line for a person and exit code 1. */
export async function runScript(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
