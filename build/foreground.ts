// Runs one of our programs for an npm script, and ends it with the script. npm hands a signal to its shell only, and
// the shell ends without its child: a server would stay behind, and keep its port.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './run.ts';

const [program = '', ...args] = process.argv.slice(2);
const parent = process.ppid;
/** A process whose parent has ended gets another one; nothing tells it. */
const lookEveryMs = 500;
const endWithinMs = 10_000;

// The channel tells the program that this process was killed.
const child = spawn(process.execPath, [join(root, program), ...args], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
child.channel?.unref();

function end(signal: NodeJS.Signals): void {
  child.kill(signal);
  setTimeout(() => child.kill('SIGKILL'), endWithinMs).unref();
}

process.on('SIGTERM', () => end('SIGTERM')).on('SIGHUP', () => end('SIGTERM'));
// Ctrl+C reaches the program, too; what does not end by itself then ends now.
process.on('SIGINT', () => end('SIGTERM'));
const watching = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watching);
  end('SIGTERM');
}, lookEveryMs);
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
