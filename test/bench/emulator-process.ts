// The emulator as a process of its own, so that its work does not count for the engine.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const greeting = z.object({
  address: z.string(),
  applicationKey: z.string(),
  accessToken: z.string(),
  sessionSecretKey: z.string(),
});
export type Account = z.infer<typeof greeting>;

export interface EmulatorProcess {
  account: Account;
  /** As if it had just been started; hashes are kept, bytes are not. */
  forget(): Promise<void>;
  photos(): Promise<number>;
  close(): Promise<void>;
}

export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  const entry = join(import.meta.dirname, '..', '..', 'main', 'emulator', 'entry.ts');
  const child = fork(entry, ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const account = await new Promise<Account>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the emulator did not start')));
    child.stdout?.once('data', (text: Buffer) => resolve(greeting.parse(JSON.parse(text.toString('utf8')))));
  });
  const order = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${account.address}__emulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`emulator: ${path}: ${answer.status}`);
  };
  return {
    account,
    async forget() {
      await order('reset', {});
      await order('switches', { keepBytes: false });
    },
    async photos() {
      const answer = await fetch(`${account.address}__emulator/ledger?only=summary`);
      return z.object({ summary: z.object({ photos: z.number() }) }).parse(await answer.json()).summary.photos;
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
