// Runs the npm that runs us, with its own registry and settings.
import { spawn } from 'node:child_process';

/** Resolves when npm ended well; rejects with npm's last words otherwise. */
export function runNpm(args: readonly string[], cwd: string): Promise<void> {
  // Inside an npm script this is the path of the npm in use; started by hand there is only the PATH.
  const script = process.env['npm_execpath'];
  const isNpm = script !== undefined && /npm-cli\.c?js$/u.test(script);
  const [program, first] = isNpm ? [process.execPath, [script]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const npm = spawn(program, [...first, ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: !isNpm && process.platform === 'win32',
    });
    let said = '';
    npm.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
    });
    npm.once('error', reject);
    npm.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.slice(0, 2).join(' ')} ended with ${String(code)}: ${said.trim()}`));
    });
  });
}
