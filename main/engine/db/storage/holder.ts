// Who holds a data folder: a note beside the lock, for the program that finds the folder taken. The lock alone decides;
// the note is only told. A holder that was killed leaves its note behind, and the next one replaces it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const holderNote = z.object({
  program: z.enum(['window', 'terminal']),
  pid: z.int().positive(),
  host: z.string().max(255),
  sinceMs: z.int().min(0).max(8.64e15),
});

export type Holder = z.infer<typeof holderNote>;

const noteOf = (folder: string): string => join(folder, 'in-use.json');

/** This process. The engine of the window runs in a process of Electron's, that of the terminal in plain Node. */
export function thisHolder(nowMs: number): Holder {
  const program = process.versions['electron'] === undefined ? 'terminal' : 'window';
  return { program, pid: process.pid, host: hostname().slice(0, 255), sinceMs: Math.max(0, Math.floor(nowMs)) };
}

/** Only under the folder's lock. `null`: whoever holds it now leaves no note, and no older one may speak for it. */
export function noteHolder(folder: string, holder: Holder | null): void {
  try {
    if (holder === null) rmSync(noteOf(folder), { force: true });
    else writeFileSync(noteOf(folder), JSON.stringify(holder), { mode: 0o600 });
  } catch {
    // A full disk must not keep the library shut: without a note the other program tells less.
  }
}

/** What the note says; null without one, or where it cannot be read. */
export function notedHolder(folder: string): Holder | null {
  try {
    return holderNote.parse(JSON.parse(readFileSync(noteOf(folder), 'utf8')));
  } catch {
    return null;
  }
}

/** For people: `PID 4711, anna-pc, 2026-12-01 15:10`, in this computer's time. */
export function holderText({ pid, host, sinceMs }: Holder): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const at = new Date(sinceMs);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `PID ${pid}, ${host}, ${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
