// What watching one folder tells the library: new, changed, moved and missing files. Looks at the disk only to tell a move from a copy.
import type { Tables } from '../db/library.ts';
import type { FileRow, FileState } from '../db/file-row.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import { inSlices } from '../db/slices.ts';
import { upwards } from '../db/unopened.ts';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock } from '../ports.ts';
import type { DiskEntry } from '../disk/walk.ts';
import type { WatchStore } from './store.ts';
import { isNameGone, isThere } from '../disk/name-gone.ts';
import { judgeStillness } from '../disk/settle.ts';
import { compareFileStats, isSameFile } from '../disk/same-file.ts';
import type { FileStat } from '../disk/file-stat.ts';

export interface WatchLibrary {
  tables: Tables;
  clock: Clock;
  albumFor(folder: FolderRecord, path: string): number;
  /** The stamps of this file no longer prove its bytes. `soon`: an event told of it. */
  doubted(fileId: number, soon: boolean): void;
  changed(area: 'folders' | 'photos'): void;
  wake(): void;
}

/** States of files whose bytes were read, or looked at as far as they will be. */
const read: ReadonlySet<FileState> = new Set(['placed', 'duplicate', 'skipped', 'held']);

/** One folder's part of the library, as watching needs it. */
export function watchStoreOf(folderId: number, library: WatchLibrary): WatchStore {
  const { tables, clock } = library;
  const { files, folders } = tables;
  let generation = 0;
  let walkBeganMs = clock.now();
  /** Files met by the walk that is running; kept in memory, so that an unchanged library costs no write. */
  let met = new Set<number>();
  /** Files of this walk that could not be written down, by path: they are there all the same. */
  let refused = new Map<string, string>();

  function isGone(file: FileRow, entry: DiskEntry): boolean {
    const rootOf = (id: number): string | null => folders.get(id)?.path ?? null;
    return isNameGone(
      { root: rootOf(file.folderId), path: file.path },
      { root: rootOf(folderId), path: entry.relativePath, inode: entry.inode },
    );
  }

  /** The row of this very file under the path it had before, when that path is gone. What is not proven is read, and known by its bytes. */
  function formerly(entry: DiskEntry): FileRow | null {
    if (entry.inode === 0n) return null;
    return (
      files
        .withInode(entry)
        .find(
          (file) =>
            isSameFile(file, entry) &&
            (file.state === 'missing' ||
              ((file.state === 'placed' || file.state === 'duplicate') && isGone(file, entry))),
        ) ?? null
    );
  }

  /** A check has given this row another name since the walk began, and the walk met that name under a row that is no more. */
  function isFoundMeanwhile(fileId: number, path: string): boolean {
    const changedAtMs = files.get(fileId)?.changedAtMs ?? 0;
    return changedAtMs >= walkBeganMs && isThere({ root: folders.get(folderId)?.path ?? null, path });
  }

  /** Whether anything was new. */
  function look(entry: DiskEntry, touched: boolean): boolean {
    const unchanged = files.unchanged(folderId, entry.relativePath, entry);
    if (unchanged !== null) {
      met.add(unchanged);
      // Nothing but the event can tell of an edit that keeps size and mtime where the disk keeps no ctime.
      if (touched && entry.ctimeNs === 0n) library.doubted(unchanged, true);
      return false;
    }
    const known = files.at(folderId, entry.relativePath);
    const state = judgeStillness(null, entry, clock.now(), { touched }).kind === 'still' ? 'settled' : 'seen';
    if (known !== null) {
      met.add(known.fileId);
      if (isAnotherLook(known, entry, touched)) return false;
      comeBack(known, entry, state);
      return true;
    }
    const former = formerly(entry);
    const folder = folders.get(folderId);
    if (former === null || folder === null) {
      // What one walk finds was there at once, however long it takes.
      const seenMs = touched ? clock.now() : walkBeganMs;
      met.add(files.add(folderId, entry.relativePath, entry, state === 'settled', seenMs));
      return true;
    }
    met.add(former.fileId);
    tables.verdicts.moved(former.fileId, folderId, entry.relativePath, library.albumFor(folder, entry.relativePath));
    if (former.state === 'missing') comeBack(former, entry, 'settled');
    else if (compareFileStats(former, entry) !== 'same') library.doubted(former.fileId, touched);
    return true;
  }

  /** A file whose bytes are known, with the size and mtime it had: nothing is new before its bytes say so. */
  function isAnotherLook(known: FileRow, entry: DiskEntry, touched: boolean): boolean {
    if (!read.has(known.state)) return false;
    const compared = compareFileStats(known, entry);
    if (compared === 'learnt') files.recordStamps(known.fileId, entry);
    else if (compared === 'doubtful') library.doubted(known.fileId, touched);
    return compared !== 'other';
  }

  /** What was missing and is the same file as before need not be read at once; everything else must. */
  function comeBack(file: FileRow, fileStat: FileStat, state: 'seen' | 'settled'): void {
    if (isSameFile(file, fileStat) && tables.verdicts.returned(file.fileId)) {
      if (compareFileStats(file, fileStat) !== 'same') library.doubted(file.fileId, false);
    } else files.recordStat(file.fileId, fileStat, state);
  }

  /** What was refused is a fact of the folder at once, and what went well is none any more. */
  function tellPlaces(failed: ReadonlyMap<string, string>, entries: readonly DiskEntry[]): void {
    const before = tables.unopened.count(folderId);
    if (failed.size === 0 && before === 0) return;
    for (const [path, code] of failed) {
      refused.set(path, code);
      tables.unopened.note(folderId, { path, code });
    }
    for (const { relativePath } of entries) if (!failed.has(relativePath)) tables.unopened.drop(folderId, relativePath);
    library.changed('folders');
  }

  return {
    known() {
      const folder = folders.get(folderId);
      return {
        files: files.isAnyKnown(folderId) ? 1 : 0,
        identity: folder?.root == null ? null : { device: BigInt(folder.root.dev), inode: BigInt(folder.root.inode) },
      };
    },
    sample: (limit) =>
      files.sample(folderId, limit).map((file) => ({ relativePath: file.path, sizeBytes: file.sizeBytes })),
    rememberRoot(identity) {
      folders.setRoot(folderId, { dev: String(identity.device), inode: String(identity.inode) });
    },
    beginScan() {
      walkBeganMs = clock.now();
      met = new Set();
      refused = new Map();
      generation += 1;
      return generation;
    },
    async compare(entries, _generation, touched) {
      let news = 0;
      const failed = new Map<string, string>();
      await inSlices(
        tables,
        entries,
        (entry) => {
          if (look(entry, touched)) news += 1;
        },
        ({ relativePath }, error) => failed.set(relativePath, refusal(error)),
      );
      tellPlaces(failed, entries);
      if (news === 0) return;
      library.changed('photos');
      library.wake();
    },
    async finishScan({ below, unreadable }) {
      const hidden = new Map([
        ...unreadable.map(({ relativePath, code }) => [relativePath, code] as const),
        ...refused,
      ]);
      const isHidden = (path: string): boolean =>
        hidden.has('') || [...upwards(path)].some((place) => hidden.has(place));
      const missing = new Set<number>();
      await inSlices(
        tables,
        files.under(folderId, below),
        ({ fileId, path }) => {
          if (met.has(fileId) || isHidden(path) || isFoundMeanwhile(fileId, path)) return;
          tables.verdicts.gone(fileId);
          missing.add(fileId);
        },
        ({ fileId, path }, error) => {
          missing.delete(fileId);
          hidden.set(path, refusal(error));
        },
      );
      met = new Set();
      const former = tables.unopened.list(folderId).filter(({ path }) => isBelow(path, below));
      await inSlices(tables, former, ({ path }) => {
        if (!hidden.has(path)) tables.unopened.drop(folderId, path);
      });
      await inSlices(tables, hidden, ([path, code]) => tables.unopened.note(folderId, { path, code }));
      if (below === '') {
        folders.setScanned(folderId);
        if ((folders.get(folderId)?.trouble ?? null) !== null) folders.setTrouble(folderId, null);
      }
      if (missing.size > 0) library.changed('photos');
      library.changed('folders');
      library.wake();
      return { missing: missing.size };
    },
    async gone(relativePaths) {
      const failed = new Map<string, string>();
      for (const path of relativePaths) {
        await inSlices(
          tables,
          files.under(folderId, path),
          ({ fileId }) => tables.verdicts.gone(fileId),
          (file, error) => failed.set(file.path, refusal(error)),
        );
      }
      tellPlaces(failed, []);
      library.changed('photos');
      library.wake();
    },
    setHealth({ health, scanEveryMs, remedy }) {
      folders.setHealth(folderId, health, scanEveryMs, remedy);
      library.changed('folders');
      library.wake();
    },
  };
}

/** Whatever was thrown has a word: the system's, the database's, or that it was ours. */
const refusal = (error: unknown): string => systemErrorCode(error) || 'FAILED';

/** Is it this place, or below it? '' is the whole folder. */
function isBelow(path: string, part: string): boolean {
  return part === '' || path === part || path.startsWith(`${part}/`);
}
