// Reads one file again whose stamps no longer prove its bytes (same-file.ts): hashes it, without decoding.
import { lstat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { FileRow, FileState } from '../db/file-row.ts';
import type { Tables } from '../db/tables.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Clock, Log } from '../ports.ts';
import { isCloudOnly } from '../disk/cloud-only.ts';
import { onDisk } from '../disk/disk-paths.ts';
import { hashFile } from '../disk/hash-file.ts';
import { absolutePath } from '../disk/path-rules.ts';
import { compareFileStats, readAt } from '../disk/same-file.ts';
import { countsAs } from '../disk/counts-as-photo.ts';
import { fileStatOf, withoutNumbers, type FileStat } from '../disk/file-stat.ts';

export interface RecheckContext {
  tables: Tables;
  clock: Clock;
  log: Log;
  platform?: NodeJS.Platform;
  openFolders(): readonly FolderRecord[];
  changed(area: 'photos' | 'folders'): void;
  wake(): void;
}

/** A file that is being written is left to its events after so many readings. */
const readingsAtMost = 3;

const decided: ReadonlySet<FileState> = new Set(['placed', 'duplicate', 'skipped', 'held']);

export class FileRecheck {
  readonly #context: RecheckContext;
  readonly #signal: AbortSignal;

  /** `signal` ends the reading of a file. */
  constructor(context: RecheckContext, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
  }

  async run(fileId: number): Promise<void> {
    const file = this.#context.tables.files.get(fileId);
    const path = file === null || !decided.has(file.state) ? null : this.#pathOf(file);
    if (file === null || path === null) return;
    const facts = await lstat(onDisk(path), { bigint: true }).catch(() => null);
    // «Free up space» changes the ctime, too: reading would download the file. It is read once it is back on the disk.
    if (facts === null || isCloudOnly(facts, this.#context.platform) || this.#asItWas(file) === null) return;
    // A file that could not be read may open now.
    if (file.state === 'held') this.#inspectAnew(file);
    else if (file.state === 'skipped') await this.#recheckSkipped(file, path);
    else await this.#recheckPhoto(file, path);
  }

  /** A file that was no picture may be one now. What a person left out unread stays left out. */
  async #recheckSkipped(file: FileRow, path: string): Promise<void> {
    const { tables, clock } = this.#context;
    const mayBePhoto = file.reason !== 'left_out' && (await countsAs(file.path, path)) !== 'other';
    const startedAt = clock.now();
    const facts = await lstat(onDisk(path), { bigint: true }).catch(() => null);
    const now = this.#asItWas(file);
    if (now === null || facts?.isFile() !== true) return;
    const fileStat = asKept(now, fileStatOf(facts));
    if (mayBePhoto || compareFileStats(now, fileStat) === 'other') this.#inspectAnew(now, fileStat);
    else tables.files.recordStamps(now.fileId, readAt(fileStat, startedAt));
  }

  async #recheckPhoto(file: FileRow, path: string): Promise<void> {
    const { tables, clock } = this.#context;
    const known = file.photoId === null ? null : tables.photos.get(file.photoId);
    for (let reading = 1; reading <= readingsAtMost; reading += 1) {
      const startedAt = clock.now();
      const found = await hashFile(path, this.#signal);
      if (found.kind === 'changed' && reading < readingsAtMost) continue;
      const now = this.#asItWas(file);
      if (now === null || found.kind === 'aborted') return;
      if (found.kind === 'unreadable') this.#noteUnreadable(now, found.code);
      if (found.kind === 'changed') this.#inspectAnew(now);
      if (found.kind !== 'hashed') return;
      const fileStat = asKept(now, found.fileStat);
      const isSame = compareFileStats(now, fileStat) !== 'other' && found.sha256 === known?.sha256;
      if (isSame) tables.files.recordStamps(now.fileId, readAt(fileStat, startedAt));
      else this.#inspectAnew(now, fileStat);
      return;
    }
  }

  /** Nobody can say whether its bytes are still the known ones; the next scan that can read it takes the note back. */
  #noteUnreadable(file: FileRow, code: string): void {
    const { tables, log, changed } = this.#context;
    log.warn('recheck.unreadable', { fileId: file.fileId, code });
    // Our own lack of file handles says nothing about the file.
    if (code === 'EMFILE' || code === 'ENFILE' || isAbsolute(file.path)) return;
    tables.unopened.note(file.folderId, { path: file.path, code });
    changed('folders');
  }

  /** To be inspected, like a file that was written anew. */
  #inspectAnew(file: FileRow, fileStat: FileStat = file): void {
    this.#context.tables.files.recordStat(file.fileId, fileStat, 'seen');
    this.#context.changed('photos');
    this.#context.wake();
  }

  /** The row, unless it has changed meanwhile. */
  #asItWas(file: FileRow): FileRow | null {
    const now = this.#context.tables.files.get(file.fileId);
    const isSame = now !== null && now.state === file.state && now.folderId === file.folderId && now.path === file.path;
    return isSame && compareFileStats(file, now) === 'same' ? now : null;
  }

  /** null: its folder is away or paused; it is scanned when it is back. */
  #pathOf(file: FileRow): string | null {
    const folder = this.#context.openFolders().find(({ folderId }) => folderId === file.folderId);
    if (folder === undefined) return null;
    return folder.path === null ? file.path : absolutePath(folder.path, file.path);
  }
}

/** No numbers are kept from a disk whose numbers say nothing. */
function asKept(file: FileRow, fileStat: FileStat): FileStat {
  return file.inode === 0n ? withoutNumbers(fileStat) : fileStat;
}
