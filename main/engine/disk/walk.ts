// Walks a folder and gives the caller every file in it, in batches. Opens no file, follows no link.
import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isByteName } from '../../../shared/byte-names.ts';
import { onDisk } from './disk-paths.ts';
import { inNaturalOrder } from '../../../shared/natural-order.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { absolutePath } from './path-rules.ts';
import { diskReader } from './read-disk.ts';
import { fileStatOf, type FileStat } from './file-stat.ts';
import { diskErrorCode, isNotThere } from './disk-error.ts';

/** A regular file as the disk reports it. */
export interface DiskEntry extends FileStat {
  /**
   * Below the root, `/` between parts, otherwise as the system gave it; what is no UTF-8 in the form of byte-names.ts.
   */
  relativePath: string;
  /** Together with the inode one file as long as the disk stays mounted. */
  device: bigint;
}

export interface Unreadable {
  /** '' is the root. A folder: nothing below it was seen. A file: it exists, but its stat failed. */
  relativePath: string;
  /** ENAMEBYTES: the system lists the name and does not find it. Else the system's word. */
  code: string;
}

export type WalkResult =
  | { kind: 'complete'; files: number; folders: number; unreadable: Unreadable[] }
  /** The folder is not there, or went away during the walk: what was not seen may still exist. */
  | { kind: 'absent' }
  | { kind: 'not_a_folder' }
  | { kind: 'unreadable'; code: string }
  | { kind: 'aborted' };

export interface WalkRequest {
  /** Absolute. */
  root: string;
  ignore: IgnoreRules;
  /** Below the root; '' or left out is all of it. The ignore rules do not apply to its own name. */
  below?: string;
  signal?: AbortSignal;
  /** Entries in the order of the walk; the next batch waits for the answer. */
  onBatch(entries: DiskEntry[]): void | Promise<void>;
  /** Each folder before its files, '' first. */
  onFolder?(relativePath: string): void;
  /** A file or a whole folder that the ignore rules leave out. */
  onIgnored?(relativePath: string): void;
  /** Entries in one batch. */
  batch?: number;
  /** For network disks, where a synchronous call could stop the whole engine. */
  neverBlock?: boolean;
}

const batchDefault = 500;
/** Calls made at a stretch before looking at the clock; more than libuv's four threads, so that these never starve. */
const stretch = 16;

/** Folders met a second time (bind mounts, Windows junctions) are not entered. Rejects only when `onBatch` does. */
export async function walk(request: WalkRequest): Promise<WalkResult> {
  const { root, ignore, signal } = request;
  const start = request.below ?? '';
  const batchSize = request.batch ?? batchDefault;
  const unreadable: Unreadable[] = [];
  const entered = new Set<string>();
  const waiting: string[] = [start];
  let entries: DiskEntry[] = [];
  let files = 0;
  let folders = 0;
  const disk = diskReader(request.neverBlock === true);

  async function hand(): Promise<void> {
    const full = entries;
    entries = [];
    await request.onBatch(full);
  }

  async function rootGone(): Promise<WalkResult | null> {
    const now = await lstat(onDisk(root)).catch(diskErrorCode);
    return typeof now === 'string' && isNotThere(now) ? { kind: 'absent' } : null;
  }

  /** The system lists the name but does not find it: no form of it works here. */
  async function isListedStill(folder: string, name: string): Promise<boolean> {
    if (!isByteName(name)) return false;
    const now = await disk.names(absolutePath(root, folder));
    return typeof now !== 'string' && now.includes(name);
  }

  const first = await lstat(onDisk(absolutePath(root, start)), { bigint: true }).catch(diskErrorCode);
  if (typeof first === 'string') return isNotThere(first) ? { kind: 'absent' } : { kind: 'unreadable', code: first };
  if (!first.isDirectory()) return { kind: 'not_a_folder' };
  entered.add(`${first.dev}:${first.ino}`);

  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (signal?.aborted) return { kind: 'aborted' };
    const names = await disk.names(absolutePath(root, folder));
    if (typeof names === 'string') {
      if (folder === start) return isNotThere(names) ? { kind: 'absent' } : { kind: 'unreadable', code: names };
      // A folder that went away in between is no news, unless everything did.
      if (!isNotThere(names)) unreadable.push({ relativePath: folder, code: names });
      else if ((await rootGone()) !== null) return { kind: 'absent' };
      continue;
    }
    folders++;
    request.onFolder?.(folder);
    const prefix = folder === '' ? '' : `${folder}/`;
    const parent = folder.slice(folder.lastIndexOf('/') + 1);
    // What is found first is read first, and sent first where no date says otherwise.
    const kept = inNaturalOrder(names, String).filter((name) => {
      const looksAtPath = ignore.looksAtPaths || isByteName(name);
      const pattern = ignore.byName(name, parent) ?? (looksAtPath ? ignore.byPath(prefix + name) : null);
      if (pattern !== null) request.onIgnored?.(prefix + name);
      return pattern === null;
    });
    const below: string[] = [];
    for (let from = 0; from < kept.length; from += stretch) {
      if (signal?.aborted) return { kind: 'aborted' };
      const part = kept.slice(from, from + stretch);
      const found = await disk.facts(part.map((name) => absolutePath(root, prefix + name)));
      for (const [index, facts] of found.entries()) {
        const relativePath = prefix + (part[index] ?? '');
        if (typeof facts === 'string') {
          if (!isNotThere(facts)) unreadable.push({ relativePath, code: facts });
          else if (await isListedStill(folder, part[index] ?? ''))
            unreadable.push({ relativePath, code: 'ENAMEBYTES' });
        } else if (facts.isFile() && ignore.byFileName(part[index] ?? '') !== null) {
          request.onIgnored?.(relativePath);
        } else if (facts.isFile()) {
          files++;
          entries.push(entryOf(relativePath, facts));
        } else if (facts.isDirectory()) {
          // Some network disks number nothing: without a number nothing can be recognised.
          const identity = facts.ino === 0n ? relativePath : `${facts.dev}:${facts.ino}`;
          if (entered.has(identity)) continue;
          entered.add(identity);
          below.push(relativePath);
        }
      }
      if (entries.length >= batchSize) await hand();
    }
    // Reversed, because the last one waiting is taken first: the walk keeps the order of names.
    for (const one of below.reverse()) waiting.push(one);
  }
  if (entries.length > 0) await hand();
  // A drive pulled out while walking looks like many folders that vanished.
  return (await rootGone()) ?? { kind: 'complete', files, folders, unreadable };
}

export function entryOf(relativePath: string, facts: BigIntStats): DiskEntry {
  return { relativePath, ...fileStatOf(facts), device: facts.dev };
}
