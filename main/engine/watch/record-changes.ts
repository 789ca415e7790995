// What watching one folder finds goes into the library: new, changed, moved and missing files.
import type { Tables } from '../db/tables.ts';
import type { FileRow, FileState } from '../db/file-row.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import { inSlices } from '../db/storage/slices.ts';
import { upwards } from '../db/unopened.ts';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock } from '../ports.ts';
import type { RootIdentity } from '../disk/root.ts';
import type { DiskEntry } from '../disk/walk.ts';
import { isNameGone, isThere } from '../disk/name-gone.ts';
import { stillnessOf } from '../disk/settle.ts';
import { compareFileStats, isSameFile } from '../disk/same-file.ts';
import type { FileStat } from '../disk/file-stat.ts';
import type { FinishedScan, RecordedHealth, WatchStore } from './store.ts';

export interface WatchLibrary {
  tables: Tables;
  clock: Clock;
  albumFor(folder: FolderRecord, path: string): number;
  /** The stamps of this file no longer prove its bytes. `soon`: an event told of it. */
  doubted(fileId: number, soon: boolean): void;
  changed(area: 'folders' | 'photos'): void;
  wake(): void;
}

/** States of files whose bytes were read, or will not be read further. */
const read: ReadonlySet<FileState> = new Set(['placed', 'duplicate', 'skipped', 'held']);

/** One folder's part of the library. */
export class FolderRecorder implements WatchStore {
  readonly #folderId: number;
  readonly #library: WatchLibrary;
  readonly #tables: Tables;
  #generation = 0;
  #walkBeganMs: number;
  /** Files that the running walk met; in memory, so that an unchanged library costs no write. */
  #met = new Set<number>();
  /** Files of this walk that could not be written down, with the code, by path: they are there all the same. */
  #refused = new Map<string, string>();

  constructor(folderId: number, library: WatchLibrary) {
    this.#folderId = folderId;
    this.#library = library;
    this.#tables = library.tables;
    this.#walkBeganMs = library.clock.now();
  }

  known(): { files: number; identity: RootIdentity | null } {
    const { files, folders } = this.#tables;
    const root = folders.get(this.#folderId)?.root ?? null;
    return {
      files: files.isAnyKnown(this.#folderId) ? 1 : 0,
      identity: root === null ? null : { device: BigInt(root.dev), inode: BigInt(root.inode) },
    };
  }

  sample(limit: number): { relativePath: string; sizeBytes: number }[] {
    const files = this.#tables.files.sample(this.#folderId, limit);
    return files.map((file) => ({ relativePath: file.path, sizeBytes: file.sizeBytes }));
  }

  rememberRoot(identity: RootIdentity): void {
    this.#tables.folders.setRoot(this.#folderId, { dev: String(identity.device), inode: String(identity.inode) });
  }

  beginScan(): number {
    this.#walkBeganMs = this.#library.clock.now();
    this.#met = new Set();
    this.#refused = new Map();
    this.#generation += 1;
    return this.#generation;
  }

  async compare(entries: readonly DiskEntry[], _generation: number, touched: boolean): Promise<void> {
    let news = 0;
    const failed = new Map<string, string>();
    await inSlices(
      this.#tables,
      entries,
      (entry) => {
        if (this.#record(entry, touched)) news += 1;
      },
      ({ relativePath }, error) => failed.set(relativePath, codeOfFailure(error)),
    );
    this.#noteUnopened(failed, entries);
    if (news === 0) return;
    this.#library.changed('photos');
    this.#library.wake();
  }

  async finishScan({ below, unreadable }: FinishedScan): Promise<{ missing: number }> {
    const { folders, unopened } = this.#tables;
    const hidden = new Map([
      ...unreadable.map(({ relativePath, code }) => [relativePath, code] as const),
      ...this.#refused,
    ]);
    const missing = await this.#missWhatWasNotMet(below, hidden);
    this.#met = new Set();
    const former = unopened.list(this.#folderId).filter(({ path }) => isBelow(path, below));
    await inSlices(this.#tables, former, ({ path }) => {
      if (!hidden.has(path)) unopened.drop(this.#folderId, path);
    });
    await inSlices(this.#tables, hidden, ([path, code]) => unopened.note(this.#folderId, { path, code }));
    if (below === '') {
      folders.setScanned(this.#folderId);
      if ((folders.get(this.#folderId)?.trouble ?? null) !== null) folders.setTrouble(this.#folderId, null);
    }
    if (missing > 0) this.#library.changed('photos');
    this.#library.changed('folders');
    this.#library.wake();
    return { missing };
  }

  async gone(relativePaths: readonly string[]): Promise<void> {
    const { files, verdicts } = this.#tables;
    const failed = new Map<string, string>();
    for (const path of relativePaths) {
      await inSlices(
        this.#tables,
        files.under(this.#folderId, path),
        ({ fileId }) => verdicts.gone(fileId),
        (file, error) => failed.set(file.path, codeOfFailure(error)),
      );
    }
    this.#noteUnopened(failed, []);
    this.#library.changed('photos');
    this.#library.wake();
  }

  setHealth({ health, scanEveryMs, remedy }: RecordedHealth): void {
    this.#tables.folders.setHealth(this.#folderId, health, scanEveryMs, remedy);
    this.#library.changed('folders');
    this.#library.wake();
  }

  /** The number of files that are missing now. What lies at or below a `hidden` path may be there. */
  async #missWhatWasNotMet(below: string, hidden: Map<string, string>): Promise<number> {
    const { files, verdicts } = this.#tables;
    const isHidden = (path: string): boolean => hidden.has('') || [...upwards(path)].some((above) => hidden.has(above));
    const missing = new Set<number>();
    await inSlices(
      this.#tables,
      files.under(this.#folderId, below),
      ({ fileId, path }) => {
        if (this.#met.has(fileId) || isHidden(path) || this.#isFoundMeanwhile(fileId, path)) return;
        verdicts.gone(fileId);
        missing.add(fileId);
      },
      ({ fileId, path }, error) => {
        missing.delete(fileId);
        hidden.set(path, codeOfFailure(error));
      },
    );
    return missing.size;
  }

  /** true: something is new. */
  #record(entry: DiskEntry, touched: boolean): boolean {
    const { files } = this.#tables;
    const unchanged = files.unchanged(this.#folderId, entry.relativePath, entry);
    if (unchanged !== null) {
      this.#met.add(unchanged);
      // Where the disk keeps no ctime, only the event can tell of an edit that keeps size and mtime.
      if (touched && entry.ctimeNs === 0n) this.#library.doubted(unchanged, true);
      return false;
    }
    const known = files.at(this.#folderId, entry.relativePath);
    const isStill = stillnessOf(null, entry, this.#library.clock.now(), { touched }).kind === 'still';
    if (known === null) {
      this.#recordUnknown(entry, touched, isStill);
      return true;
    }
    this.#met.add(known.fileId);
    if (this.#isOtherwiseSame(known, entry, touched)) return false;
    this.#recordReturn(known, entry, isStill ? 'settled' : 'seen');
    return true;
  }

  /** Nothing is known under this path: a file that moved here, or a new one. */
  #recordUnknown(entry: DiskEntry, touched: boolean, isStill: boolean): void {
    const { files, folders, verdicts } = this.#tables;
    const former = this.#formerly(entry);
    const folder = folders.get(this.#folderId);
    if (former === null || folder === null) {
      // What one walk finds was there at once, however long it takes.
      const seenMs = touched ? this.#library.clock.now() : this.#walkBeganMs;
      this.#met.add(files.add(this.#folderId, entry.relativePath, entry, isStill, seenMs));
      return;
    }
    this.#met.add(former.fileId);
    const albumId = this.#library.albumFor(folder, entry.relativePath);
    verdicts.moved(former.fileId, this.#folderId, entry.relativePath, albumId);
    if (former.state === 'missing') this.#recordReturn(former, entry, 'settled');
    else if (compareFileStats(former, entry) !== 'same') this.#library.doubted(former.fileId, touched);
  }

  /** A file whose bytes are known, with the size and mtime it had: nothing is new before its bytes say so. */
  #isOtherwiseSame(known: FileRow, entry: DiskEntry, touched: boolean): boolean {
    if (!read.has(known.state)) return false;
    const compared = compareFileStats(known, entry);
    if (compared === 'learnt') this.#tables.files.recordStamps(known.fileId, entry);
    else if (compared === 'doubtful') this.#library.doubted(known.fileId, touched);
    return compared !== 'other';
  }

  /** What was missing and is the same file as before need not be read at once; everything else must. */
  #recordReturn(file: FileRow, fileStat: FileStat, state: 'seen' | 'settled'): void {
    if (!isSameFile(file, fileStat) || !this.#tables.verdicts.returned(file.fileId))
      this.#tables.files.recordStat(file.fileId, fileStat, state);
    else if (compareFileStats(file, fileStat) !== 'same') this.#library.doubted(file.fileId, false);
  }

  /**
   * The row of this very file under its former path, when nothing lies there any more. What is not proven is read like
   * a new file, and known by its bytes.
   */
  #formerly(entry: DiskEntry): FileRow | null {
    if (entry.inode === 0n) return null;
    const mayHaveMoved = (file: FileRow): boolean =>
      file.state === 'missing' ||
      ((file.state === 'placed' || file.state === 'duplicate') && this.#isFormerNameGone(file, entry));
    const candidates = this.#tables.files.withInode(entry);
    return candidates.find((file) => isSameFile(file, entry) && mayHaveMoved(file)) ?? null;
  }

  #isFormerNameGone(file: FileRow, entry: DiskEntry): boolean {
    return isNameGone(
      { root: this.#rootOf(file.folderId), path: file.path },
      { root: this.#rootOf(this.#folderId), path: entry.relativePath, inode: entry.inode },
    );
  }

  /**
   * A check has given this row another name since the walk began, and the walk met that name under a row that is gone.
   */
  #isFoundMeanwhile(fileId: number, path: string): boolean {
    const changedAtMs = this.#tables.files.get(fileId)?.changedAtMs ?? 0;
    return changedAtMs >= this.#walkBeganMs && isThere({ root: this.#rootOf(this.#folderId), path });
  }

  #rootOf(folderId: number): string | null {
    return this.#tables.folders.get(folderId)?.path ?? null;
  }

  /** Files that failed are listed as unopened at once, and files that went well no longer. */
  #noteUnopened(failed: ReadonlyMap<string, string>, entries: readonly DiskEntry[]): void {
    const { unopened } = this.#tables;
    if (failed.size === 0 && unopened.count(this.#folderId) === 0) return;
    for (const [path, code] of failed) {
      this.#refused.set(path, code);
      unopened.note(this.#folderId, { path, code });
    }
    for (const { relativePath } of entries) if (!failed.has(relativePath)) unopened.drop(this.#folderId, relativePath);
    this.#library.changed('folders');
  }
}

/** The system's or the database's code, or that the failure was ours. */
const codeOfFailure = (error: unknown): string => systemErrorCode(error) || 'FAILED';

/** Whether `path` is `part` or lies below it; '' is the whole folder. */
function isBelow(path: string, part: string): boolean {
  return part === '' || path === part || path.startsWith(`${part}/`);
}
