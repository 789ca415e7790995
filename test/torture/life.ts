// One life of the engine process, from its start to its kill.
import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromRunner, Order, ToRunner } from './runner-messages.ts';

const runner = fileURLToPath(new URL('./runner.ts', import.meta.url));
/** Starting is most of a short life: what was compiled once is not compiled again. */
const compileCache = join(tmpdir(), 'ok-torture-compiled');
/** A life that neither dies nor decides for this long hangs: that is a finding of its own. */
const longestMs = 300_000;

export type End =
  | { kind: 'killed' }
  | { kind: 'decided'; how: string; points: Record<string, number> }
  | { kind: 'hung' }
  | { kind: 'failed'; code: string };

export class LifeEnded extends Error {}

export interface Life {
  /** Resolves at the first of: death, nothing moving any more, a hang. */
  end(): Promise<End>;
  /**
   * What the engine answers; only for a life that has decided. After `photos.act` the life decides anew: ask `end`
   * again. Rejects with `LifeEnded` when the life ends before it answers.
   */
  call(name: string, input: unknown): Promise<unknown>;
  /** SIGKILL, if it lives. Resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * `killed`: from outside, so long after the process was started or the engine was up; null leaves death to
 * `order.dieAt`.
 */
export function begin(order: Order, killed: { afterMs: number; from: 'start' | 'up' } | null): Life {
  const child = fork(runner, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let heard: FromRunner[] = [];
  let wake: () => void = () => undefined;
  let lastCall = 0;
  const answers = new Map<number, (value: unknown) => void>();
  child.on('message', (raw) => {
    const message = raw as FromRunner;
    if (message.type === 'up' && killed?.from === 'up') countDown(killed.afterMs);
    if (message.type === 'answer') answers.get(message.id)?.(message.value);
    else heard.push(message);
    wake();
  });
  send(child, { type: 'start', order });
  let timer: NodeJS.Timeout | null = null;
  const countDown = (ms: number): void => void (timer = setTimeout(() => child.kill('SIGKILL'), ms));
  if (killed?.from === 'start') countDown(killed.afterMs);

  return {
    async end() {
      const deadline = Date.now() + longestMs;
      while (Date.now() < deadline) {
        const telling = heard.find((message) => message.type === 'decided' || message.type === 'failed');
        if (telling?.type === 'decided') {
          heard = [];
          return { kind: 'decided', how: telling.how, points: telling.points };
        }
        if (telling?.type === 'failed') return { kind: 'failed', code: telling.code };
        if (child.signalCode === 'SIGKILL') return { kind: 'killed' };
        if (child.exitCode !== null) return { kind: 'failed', code: `exit ${child.exitCode}` };
        await Promise.race([gone, sleep(1_000), new Promise<void>((resolve) => (wake = resolve))]);
      }
      return { kind: 'hung' };
    },
    call(name, input) {
      lastCall += 1;
      const id = lastCall;
      send(child, { type: 'call', id, name, input });
      return Promise.race([
        new Promise((resolve) => answers.set(id, resolve)),
        gone.then(() => Promise.reject(new LifeEnded())),
      ]);
    },
    async kill() {
      if (timer !== null) clearTimeout(timer);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone;
    },
  };
}

function send(child: ChildProcess, message: ToRunner): void {
  child.send(message, () => undefined);
}
