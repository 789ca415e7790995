// The demo account's service: starts the emulator as a process of its own and returns its keys.
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Credentials } from '../../ok/ports.ts';
import { siblingProcess } from '../sibling-processes.ts';

export interface DemoService {
  credentials: Credentials;
  /** Its page for people, with albums and photos. */
  address: string;
  close(): Promise<void>;
}

const greeting = z.object({
  address: z.url(),
  applicationKey: z.string().min(1),
  accessToken: z.string().min(1),
  sessionSecretKey: z.string().min(1),
});

const startMs = 20_000;
const endMs = 5_000;

/**
 * Keeps what it was sent in `folder`, and its port: upload addresses given out before a restart stay valid.
 * Rejects when it does not start.
 */
export async function startDemoService(folder: string): Promise<DemoService> {
  mkdirSync(folder, { recursive: true });
  const portFile = join(folder, 'port');
  const former = formerPort(portFile);
  let service: DemoService | null = null;
  if (former !== null) service = await startOn(folder, former).catch(() => null);
  service ??= await startOn(folder, 0);
  writeFileSync(portFile, new URL(service.address).port);
  return service;
}

function formerPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

function startOn(folder: string, port: number): Promise<DemoService> {
  const child = fork(siblingProcess('emulator'), ['--port', String(port), '--state', folder], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('the demo service did not start in time'));
    }, startMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-500);
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`the demo service ended: ${complaint.trim()}`));
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (!said.includes('\n')) return;
      clearTimeout(timer);
      const keys = greeting.safeParse(jsonOf(said.slice(0, said.indexOf('\n'))));
      child.stdout?.removeAllListeners('data').resume();
      if (!keys.success) {
        child.kill('SIGKILL');
        reject(new Error('the demo service said something unexpected'));
        return;
      }
      const { address, applicationKey, accessToken, sessionSecretKey } = keys.data;
      resolve({
        address,
        credentials: { apiAddress: address, applicationKey, accessToken, signingSecret: sessionSecretKey },
        async close() {
          const timeout = setTimeout(() => child.kill('SIGKILL'), endMs);
          // Its parent's end is its own.
          if (child.connected) child.disconnect();
          await ended;
          clearTimeout(timeout);
        },
      });
    });
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
