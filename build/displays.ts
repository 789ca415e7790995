// Displays in memory (Xvfb), for windows on a Linux machine that has none. Each is a desktop of its own: windows of
// different displays never fight for the focus.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Wide and high enough for any window that a test asks for. */
const screen = '1920x1200x24';

interface Displays {
  /** What DISPLAY must be for each of them, e.g. `:99`. */
  names: string[];
  /** For every program that shows something there: the first display, and the key to all of them. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** Rejects with what Xvfb said when a display cannot be opened. */
export async function openDisplays(count: number): Promise<Displays> {
  const folder = await mkdtemp(join(tmpdir(), 'displays-'));
  const key = join(folder, 'key');
  await writeFile(key, accessKey(), { mode: 0o600 });
  const open: Awaited<ReturnType<typeof openDisplay>>[] = [];
  const close = async (): Promise<void> => {
    for (const display of open) display.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    while (open.length < count) open.push(await openDisplay(key));
  } catch (error) {
    await close();
    throw error;
  }
  const names = open.map(({ name }) => name);
  return { names, environment: { DISPLAY: names[0] ?? '', XAUTHORITY: key }, close };
}

async function openDisplay(key: string): Promise<{ name: string; close(): void }> {
  // Xvfb chooses a free number and writes it to the fourth descriptor when windows can come.
  // Without -noreset it begins anew when the last window has gone, and turns away whoever comes meanwhile.
  const options = ['-displayfd', '3', '-screen', '0', screen, '-noreset', '-nolisten', 'tcp', '-auth', key];
  const xvfb = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const close = (): void => void xvfb.kill();
  process.on('exit', close);
  let said = '';
  xvfb.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  let number = '';
  for await (const text of (xvfb.stdio[3] as Readable).setEncoding('utf8')) {
    number += String(text);
    if (number.includes('\n')) return { name: `:${number.trim()}`, close };
  }
  if (xvfb.exitCode === null && xvfb.signalCode === null) await once(xvfb, 'exit');
  throw new Error(`Xvfb opened no display: ${said.trim()}`);
}

/** The content of an .Xauthority file that fits any display: without the key in it no other user gets in. */
function accessKey(): Buffer {
  const part = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const anyDisplay = Buffer.from([255, 255]);
  const none = Buffer.alloc(0);
  return Buffer.concat([anyDisplay, ...[none, none, Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)].map(part)]);
}
