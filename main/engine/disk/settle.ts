// Whether a file is finished: it has not changed for a while, and opens.
import { lstat, open } from 'node:fs/promises';
import { onDisk } from './disk-paths.ts';
import { compareFileStats } from './same-file.ts';
import { fileStatOf, withoutNumbers, type FileStat } from './file-stat.ts';
import { diskErrorCode, isNotThere } from './disk-error.ts';

/** A stat, and the clock's time of the first one that was exactly this. */
export interface Sighting extends FileStat {
  sinceMs: number;
}

export type Settling =
  | { kind: 'settled'; sighting: Sighting }
  /** Call again then, with this sighting as the previous one. */
  | { kind: 'wait'; untilMs: number; sighting: Sighting }
  /** Not there, or no regular file any more. */
  | { kind: 'vanished' }
  /** Still, and cannot be opened: EACCES, EIO and the like. */
  | { kind: 'unreadable'; code: string; sighting: Sighting };

/**
 * Size alone proves nothing (SMB shows the final one from the start); size and mtime, unchanged for two seconds, do.
 */
export const stillMs = 2_000;
/** Empty files are about to be filled; an mtime from the future cannot show that a write happened. Both wait longer. */
export const doubtfulStillMs = 10_000;
/** A file this old, found by walking and not by an event, is not being written: a first import waits for nothing. */
export const oldMs = 30_000;
/** An empty file whose writer has not come back for this long is as finished as it will be. */
export const oldEmptyMs = 10 * 60_000;
/** A file that another program holds (Windows) is tried again at this interval… */
export const lockedAgainMs = 3_000;
/** …and for this long, before it counts as unreadable. */
export const lockedAtMostMs = 10 * 60_000;

export interface SettleOptions {
  /** An event named this file: it was touched just now, whatever its mtime is. */
  touched: boolean;
  stillMs?: number;
  platform?: NodeJS.Platform;
}

export type Stillness = { kind: 'still' | 'wait'; untilMs: number; sighting: Sighting };

/** `nowMs` and `previous.sinceMs` are of one clock. A clock set back begins the wait anew and never ends it early. */
export function stillnessOf(
  previous: Sighting | null,
  now: FileStat,
  nowMs: number,
  options: SettleOptions,
): Stillness {
  const same = previous !== null && showsSame(previous, now);
  const sinceMs = same && previous.sinceMs <= nowMs ? previous.sinceMs : nowMs;
  const { sizeBytes, mtimeNs, inode, ctimeNs, birthNs } = now;
  const sighting: Sighting = { sizeBytes, mtimeNs, inode, ctimeNs, birthNs, sinceMs };
  const ageMs = nowMs - Number(now.mtimeNs / 1_000_000n);
  const changedWhileLooking = previous !== null && !same;
  if (!options.touched && !changedWhileLooking && ageMs >= (now.sizeBytes > 0 ? oldMs : oldEmptyMs))
    return { kind: 'still', untilMs: nowMs, sighting };
  const wanted = options.stillMs ?? stillMs;
  // An mtime later than the stat that first had it comes from another clock (a NAS ahead of us).
  const doubtful = now.sizeBytes === 0 || Number(now.mtimeNs / 1_000_000n) > sinceMs;
  const untilMs = sinceMs + (doubtful ? wanted * (doubtfulStillMs / stillMs) : wanted);
  return { kind: nowMs >= untilMs ? 'still' : 'wait', untilMs, sighting };
}

/** `clockNow`: milliseconds, of the clock of `previous`. Safe to repeat; never rejects for what the file does. */
export async function settle(
  path: string,
  previous: Sighting | null,
  clockNow: number,
  options: SettleOptions,
): Promise<Settling> {
  const facts = await lstat(onDisk(path), { bigint: true }).catch(diskErrorCode);
  if (typeof facts === 'string') return failed(facts, previous, clockNow, options);
  if (!facts.isFile()) return { kind: 'vanished' };
  const seen = fileStatOf(facts);
  const fileStat: FileStat = previous?.inode === 0n ? withoutNumbers(seen) : seen;
  const stillness = stillnessOf(previous, fileStat, clockNow, options);
  if (stillness.kind === 'wait') return { kind: 'wait', untilMs: stillness.untilMs, sighting: stillness.sighting };
  const opened = await open(onDisk(path), 'r').catch(diskErrorCode);
  if (typeof opened === 'string') return failed(opened, stillness.sighting, clockNow, options);
  await opened.close();
  return { kind: 'settled', sighting: stillness.sighting };
}

function showsSame(previous: FileStat, now: FileStat): boolean {
  const compared = compareFileStats(previous, now);
  return compared === 'same' || compared === 'learnt';
}

/** Whether a file that did not open may open by itself later: on Windows, when another program holds it. */
export function mayOpenSoon(code: string, platform: NodeJS.Platform = process.platform): boolean {
  if (code === 'NOT_A_FILE') return false;
  return platform === 'win32' || (code !== 'EACCES' && code !== 'EPERM');
}

function failed(code: string, sighting: Sighting | null, nowMs: number, options: SettleOptions): Settling {
  if (isNotThere(code)) return { kind: 'vanished' };
  const known = sighting ?? { sizeBytes: 0, mtimeNs: 0n, inode: 0n, ctimeNs: 0n, birthNs: 0n, sinceMs: nowMs };
  const locked =
    (options.platform ?? process.platform) === 'win32' && (code === 'EBUSY' || code === 'EPERM' || code === 'EACCES');
  // Our own lack of file handles says nothing about the file.
  const ours = code === 'EMFILE' || code === 'ENFILE';
  if (ours || (locked && nowMs - known.sinceMs < lockedAtMostMs))
    return { kind: 'wait', untilMs: nowMs + lockedAgainMs, sighting: known };
  return { kind: 'unreadable', code, sighting: known };
}
