// Runs one expression about the system's keychain in a process of its own, with another environment. For tests only.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const keychainUrl = pathToFileURL(join(import.meta.dirname, '..', 'keychain.ts')).href;

/** Answers what `expression` resolves to, as JSON. */
export async function runNode(expression: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const script = `import { keychainOfSystem } from ${JSON.stringify(keychainUrl)};
    const keychain = keychainOfSystem(process.env);
    process.stdout.write(JSON.stringify(await ${expression}) ?? 'null');`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  return stdout;
}
