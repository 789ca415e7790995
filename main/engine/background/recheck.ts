// Reads files again whose stamps no longer prove their bytes (see same-file.ts): in the background, without decoding, without showing them as unchecked.
import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { FileRow, FileState } from '../db/files.ts';
import type { Tables } from '../db/library.ts';
import type { FolderRow } from '../db/folders.ts';
import type { Clock, Log } from '../ports.ts';
import type { Leisure } from './full-decode.ts';
import { areBytesElsewhere } from '../disk/cloud-only.ts';
import { onDisk } from '../disk/disk-paths.ts';
import { hashFile } from '../disk/hash-file.ts';
import { placeOnDisk } from '../disk/path-rules.ts';
import { compareSights, readAt } from '../disk/same-file.ts';
import { takenAs } from '../disk/counts-as-photo.ts';
import { sightOf, withoutNumbers, type Sight } from '../disk/file-stat.ts';

export interface Recheck {
  /** `soon`: an event told of this file, somebody has just done something to it. May be called inside a transaction. */
  add(fileId: number, soon: boolean): void;
  isBusy(): boolean;
  close(): Promise<void>;
}

/** So many files are read without a rest: what a person has just edited. A backup program or `chmod -R` touches more. */
const promptly = 50;
/** Rests as long as so many readings, then. */
const rests: Readonly<Record<Exclude<Leisure, 'none'>, number>> = { some: 3, gentle: 19 };
const leastRestMs = 10;
/** On battery, or stopped by the person. */
const notNowMs = 30_000;
/** A file that is being written is left to its events after so many readings. */
const readingsAtMost = 3;

const decided: ReadonlySet<FileState> = new Set(['placed', 'duplicate', 'skipped', 'held']);

export function openRecheck(rooms: {
  tables: Tables;
  clock: Clock;
  log: Log;
  /** false: somebody waits for the end of all work (the terminal's `sync`); nothing rests. */
  live: boolean;
  platform?: NodeJS.Platform;
  openFolders(): readonly FolderRow[];
  leisure(): Leisure;
  changed(area: 'photos' | 'folders'): void;
  nudge(): void;
  onFailure(error: unknown): void;
}): Recheck {
  const { tables, clock } = rooms;
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
    const folder = rooms.openFolders().find(({ folderId }) => folderId === file.folderId);
    // Away or paused: it is looked through when it is there again.
    if (folder === undefined) return null;
    return folder.path === null ? file.path : placeOnDisk(folder.path, file.path);
  }

  /** The row, if it still says what it said. */
  function asItWas(file: FileRow): FileRow | null {
    const now = files.get(file.fileId);
    const isSame = now !== null && now.state === file.state && now.folderId === file.folderId && now.path === file.path;
    return isSame && compareSights(file, now) === 'same' ? now : null;
  }

  /** To be inspected, like a file that was written anew. */
  function inspectAnew(file: FileRow, sight: Sight = file): void {
    files.sighted(file.fileId, sight, 'seen');
    rooms.changed('photos');
    rooms.nudge();
  }

  async function recheck(fileId: number): Promise<void> {
    const file = files.get(fileId);
    const place = file === null || !decided.has(file.state) ? null : placeOf(file);
    if (file === null || place === null) return;
    const facts = await lstat(onDisk(place), { bigint: true }).catch(() => null);
    // «Free up space» changes the ctime, too: reading would bring everything back to the disk. Once it is there again it is read.
    if (facts === null || areBytesElsewhere(facts, rooms.platform) || asItWas(file) === null) return;
    // What could not be read may open now.
    if (file.state === 'held') inspectAnew(file);
    else if (file.state === 'skipped') await recheckSkipped(file, place);
    else await recheckPhoto(file, place);
  }

  /** What was no picture may be one now. What a person left out unread stays left out. */
  async function recheckSkipped(file: FileRow, place: string): Promise<void> {
    const mayBePhoto = file.reason !== 'left_out' && (await takenAs(file.path, place)) !== 'other';
    const startedAt = clock.now();
    const facts = await lstat(onDisk(place), { bigint: true }).catch(() => null);
    const now = asItWas(file);
    if (now === null || facts?.isFile() !== true) return;
    const sight = asKept(now, sightOf(facts));
    if (mayBePhoto || compareSights(now, sight) === 'other') inspectAnew(now, sight);
    else files.stamped(now.fileId, readAt(sight, startedAt));
  }

  /** Whether its bytes are still the known ones, nobody can say; the next scan that meets it readable takes it back. */
  function tellUnreadable(file: FileRow, code: string): void {
    rooms.log.warn('recheck.unreadable', { fileId: file.fileId, code });
    // Our own lack of file handles says nothing about the file.
    if (code === 'EMFILE' || code === 'ENFILE' || isAbsolute(file.path)) return;
    tables.unopened.note(file.folderId, { path: file.path, code });
    rooms.changed('folders');
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
      const sight = asKept(now, found.sight);
      const isSame = compareSights(now, sight) !== 'other' && found.sha256 === known?.sha256;
      if (isSame) files.stamped(now.fileId, readAt(sight, startedAt));
      else inspectAnew(now, sight);
      return;
    }
  }

  /** Of a disk whose numbers say nothing, none are kept. */
  const asKept = (file: FileRow, sight: Sight): Sight => (file.inode === 0n ? withoutNumbers(sight) : sight);

  /** How long to rest before the next one. */
  function restMs(tookMs: number): number {
    if (!rooms.live || readSinceIdle <= promptly) return 0;
    const leisure = rooms.leisure();
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
        if (!stop.signal.aborted) rooms.onFailure(error);
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
        rooms.nudge();
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
