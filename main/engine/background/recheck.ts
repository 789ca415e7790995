// Reads files again whose stamps no longer prove their bytes (see same-file.ts): in the background, without decoding, without showing them as unchecked.
import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { FileRow, FileState } from '../db/file-row.ts';
import type { Tables } from '../db/library.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Clock, Log } from '../ports.ts';
import type { IdleTimes } from './full-decode.ts';
import { isCloudOnly } from '../disk/cloud-only.ts';
import { onDisk } from '../disk/disk-paths.ts';
import { hashFile } from '../disk/hash-file.ts';
import { absolutePath } from '../disk/path-rules.ts';
import { compareFileStats, readAt } from '../disk/same-file.ts';
import { countsAs } from '../disk/counts-as-photo.ts';
import { fileStatOf, withoutNumbers, type FileStat } from '../disk/file-stat.ts';

export interface Recheck {
  /** `soon`: an event told of this file, somebody has just done something to it. May be called inside a transaction. */
  add(fileId: number, soon: boolean): void;
  isBusy(): boolean;
  close(): Promise<void>;
}

/** So many files are read without a rest: what a person has just edited. A backup program or `chmod -R` touches more. */
const promptly = 50;
/** Rests as long as so many readings, then. */
const rests: Readonly<Record<Exclude<IdleTimes, 'none'>, number>> = { some: 3, gentle: 19 };
const leastRestMs = 10;
/** On battery, or stopped by the person. */
const notNowMs = 30_000;
/** A file that is being written is left to its events after so many readings. */
const readingsAtMost = 3;

const decided: ReadonlySet<FileState> = new Set(['placed', 'duplicate', 'skipped', 'held']);

export function openRecheck(context: {
  tables: Tables;
  clock: Clock;
  log: Log;
  /** false: somebody waits for the end of all work (the terminal's `sync`); nothing rests. */
  live: boolean;
  platform?: NodeJS.Platform;
  openFolders(): readonly FolderRecord[];
  leisure(): IdleTimes;
  changed(area: 'photos' | 'folders'): void;
  wake(): void;
  onFailure(error: unknown): void;
}): Recheck {
  const { tables, clock } = context;
  const { files } = tables;
  const soonFiles = new Set<number>();
  /** In memory only: whatever is not read before the end of the program is found by the next scan. */
  const laterFiles = new Set<number>();
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  let cancelRest: (() => void) | null = null;
  let readSinceIdle = 0;

  function next(): number | null {
    for (const queue of [soonFiles, laterFiles])
      for (const fileId of queue) {
        queue.delete(fileId);
        return fileId;
      }
    return null;
  }

  function placeOf(file: FileRow): string | null {
    const folder = context.openFolders().find(({ folderId }) => folderId === file.folderId);
    // Away or paused: it is looked through when it is there again.
    if (folder === undefined) return null;
    return folder.path === null ? file.path : absolutePath(folder.path, file.path);
  }

  /** The row, if it still says what it said. */
  function asItWas(file: FileRow): FileRow | null {
    const now = files.get(file.fileId);
    const isSame = now !== null && now.state === file.state && now.folderId === file.folderId && now.path === file.path;
    return isSame && compareFileStats(file, now) === 'same' ? now : null;
  }

  /** To be inspected, like a file that was written anew. */
  function inspectAnew(file: FileRow, fileStat: FileStat = file): void {
    files.recordStat(file.fileId, fileStat, 'seen');
    context.changed('photos');
    context.wake();
  }

  async function recheck(fileId: number): Promise<void> {
    const file = files.get(fileId);
    const place = file === null || !decided.has(file.state) ? null : placeOf(file);
    if (file === null || place === null) return;
    const facts = await lstat(onDisk(place), { bigint: true }).catch(() => null);
    // «Free up space» changes the ctime, too: reading would bring everything back to the disk. Once it is there again it is read.
    if (facts === null || isCloudOnly(facts, context.platform) || asItWas(file) === null) return;
    // What could not be read may open now.
    if (file.state === 'held') inspectAnew(file);
    else if (file.state === 'skipped') await recheckSkipped(file, place);
    else await recheckPhoto(file, place);
  }

  /** What was no picture may be one now. What a person left out unread stays left out. */
  async function recheckSkipped(file: FileRow, place: string): Promise<void> {
    const mayBePhoto = file.reason !== 'left_out' && (await countsAs(file.path, place)) !== 'other';
    const startedAt = clock.now();
    const facts = await lstat(onDisk(place), { bigint: true }).catch(() => null);
    const now = asItWas(file);
    if (now === null || facts?.isFile() !== true) return;
    const fileStat = asKept(now, fileStatOf(facts));
    if (mayBePhoto || compareFileStats(now, fileStat) === 'other') inspectAnew(now, fileStat);
    else files.recordStamps(now.fileId, readAt(fileStat, startedAt));
  }

  /** Whether its bytes are still the known ones, nobody can say; the next scan that meets it readable takes it back. */
  function tellUnreadable(file: FileRow, code: string): void {
    context.log.warn('recheck.unreadable', { fileId: file.fileId, code });
    // Our own lack of file handles says nothing about the file.
    if (code === 'EMFILE' || code === 'ENFILE' || isAbsolute(file.path)) return;
    tables.unopened.note(file.folderId, { path: file.path, code });
    context.changed('folders');
  }

  async function recheckPhoto(file: FileRow, place: string): Promise<void> {
    const known = file.photoId === null ? null : tables.photos.get(file.photoId);
    for (let reading = 1; reading <= readingsAtMost; reading += 1) {
      const startedAt = clock.now();
      const found = await hashFile(place, stop.signal);
      if (found.kind === 'changed' && reading < readingsAtMost) continue;
      const now = asItWas(file);
      if (now === null || found.kind === 'aborted') return;
      if (found.kind === 'unreadable') tellUnreadable(now, found.code);
      if (found.kind === 'changed') inspectAnew(now);
      if (found.kind !== 'hashed') return;
      const fileStat = asKept(now, found.fileStat);
      const isSame = compareFileStats(now, fileStat) !== 'other' && found.sha256 === known?.sha256;
      if (isSame) files.recordStamps(now.fileId, readAt(fileStat, startedAt));
      else inspectAnew(now, fileStat);
      return;
    }
  }

  /** Of a disk whose numbers say nothing, none are kept. */
  const asKept = (file: FileRow, fileStat: FileStat): FileStat =>
    file.inode === 0n ? withoutNumbers(fileStat) : fileStat;

  /** How long to rest before the next one. */
  function restMs(tookMs: number): number {
    if (!context.live || readSinceIdle <= promptly) return 0;
    const leisure = context.leisure();
    return leisure === 'none' ? notNowMs : Math.max(leastRestMs, tookMs * rests[leisure]);
  }

  async function run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (let fileId = next(); fileId !== null && !stop.signal.aborted; fileId = next()) {
      const startedAt = clock.steady();
      try {
        await recheck(fileId);
      } catch (error) {
        // The next scan finds this file again.
        if (!stop.signal.aborted) context.onFailure(error);
      }
      readSinceIdle += 1;
      const rest = restMs(clock.steady() - startedAt);
      if (rest > 0 && !isSomebodyWaiting()) await rested(rest);
    }
    readSinceIdle = 0;
  }

  /** Events of very many files come from a program that goes through all of them. */
  const isSomebodyWaiting = (): boolean => soonFiles.size > 0 && soonFiles.size <= promptly;

  function rested(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      cancelRest = () => {
        cancel();
        resolve();
      };
    });
  }

  return {
    add(fileId, soon) {
      if (stop.signal.aborted) return;
      if (soon) {
        laterFiles.delete(fileId);
        soonFiles.add(fileId);
        if (isSomebodyWaiting()) cancelRest?.();
      } else if (!soonFiles.has(fileId)) laterFiles.add(fileId);
      running ??= run().finally(() => {
        running = null;
        context.wake();
      });
    },
    isBusy: () => running !== null,
    async close() {
      stop.abort();
      cancelRest?.();
      await running;
    },
  };
}
