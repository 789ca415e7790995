// A server started by an npm script ends with the script, however that ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { root } from './run.ts';

let shell: ChildProcess | null = null;
afterEach(() => {
  shell?.kill('SIGKILL');
});

/** As npm does: a shell, and the script as its child. */
async function start(): Promise<string> {
  const command = `"${process.execPath}" build/foreground.ts main/emulator/entry.ts --port 0; true`;
  shell = spawn('sh', ['-c', command], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  if (shell.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface({ input: shell.stdout }), 'line')) as [string];
  return (JSON.parse(line) as { address: string }).address;
}

const answers = (address: string): Promise<boolean> =>
  fetch(address).then(
    () => true,
    () => false,
  );

test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGKILL', 'SIGHUP'] as const)(
  'the shell ended by %s leaves no server behind',
  async (signal) => {
    const address = await start();
    expect(await answers(address)).toBe(true);
    shell?.kill(signal);
    await expect.poll(() => answers(address)).toBe(false);
  },
);
