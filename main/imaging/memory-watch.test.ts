// The watch over memory, in a process of its own that is ended by it, or not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const watch = join(import.meta.dirname, 'memory-watch.ts');

/** Fills memory without ever letting the main thread go, and ends well when nobody ends it before. */
const greedy = (isBusy: boolean) => `
import { watchMemory } from ${JSON.stringify(watch)};
watchMemory(200 * 1024 * 1024)(${isBusy});
// The thread begins to look as soon as it runs: a busy machine takes its time to start it.
await new Promise((resolve) => setTimeout(resolve, 1000));
const kept = [];
for (let megabytes = 0; megabytes < 400; megabytes += 1) kept.push(Buffer.alloc(1024 * 1024, 1));
const until = Date.now() + (${isBusy} ? 60_000 : 1000);
while (Date.now() < until) kept.length;
process.exit(0);`;

async function endOf(isBusy: boolean): Promise<{ code: number | null; signal: string | null }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', greedy(isBusy)], { stdio: 'ignore' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { code, signal };
}

test('a process that takes too much while it works is ended, though its main thread never rests', async () => {
  const { code, signal } = await endOf(true);
  if (process.platform === 'win32') expect(code).not.toBe(0);
  else expect(signal).toBe('SIGKILL');
});

test('an idle process is not watched', async () => {
  expect(await endOf(false)).toEqual({ code: 0, signal: null });
});
