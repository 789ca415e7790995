// What watching one folder tells the library: new, changed, moved and missing files. Looks at the disk only to tell a move from a copy.
import { lstatSync } from 'node:fs';
import type { Tables } from './db/library.ts';
import type { FileRow } from './db/files.ts';
import type { FolderRow } from './db/folders.ts';
import type { Clock } from './ports.ts';
import type { Entry } from './steps/scan.ts';
import type { WatchStore } from './steps/watch-store.ts';
import { placeOnDisk } from './steps/path-rules.ts';
import { judgeStillness } from './steps/settle.ts';

export interface WatchLibrary {
  tables: Tables;
  clock: Clock;
  albumFor(folder: FolderRow, path: string): number;
  changed(area: 'folders' | 'photos'): void;
  nudge(): void;
}

/** One folder's part of the library, as watching needs it. */
export function watchStoreOf(folderId: number, library: WatchLibrary): WatchStore {
  const { tables, clock } = library;
  const { files, folders } = tables;
  let generation = 0;
  /** Files met by the walk that is running; kept in memory, so that an unchanged library costs no write. */
  let met = new Set<number>();

  function isGone(file: FileRow): boolean {
    const folder = folders.get(file.folderId);
    const place = folder?.path == null ? file.path : placeOnDisk(folder.path, file.path);
    try {
      lstatSync(place);
      return false;
    } catch (error) {
      // Only a clear «not there»: a folder that cannot be read proves nothing.
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }

  /** The row of this very file under the path it had before, when that path is gone. */
  function formerly(entry: Entry): FileRow | null {
    if (entry.inode === 0n) return null;
    const sight = { sizeBytes: entry.sizeBytes, mtimeNs: entry.mtimeNs, inode: entry.inode };
    return (
      files
        .withInode(sight)
        .find(
          (file) =>
            file.state === 'missing' || ((file.state === 'placed' || file.state === 'duplicate') && isGone(file)),
        ) ?? null
    );
  }

  /** Whether anything was new. */
  function look(entry: Entry, touched: boolean): boolean {
    const sight = { sizeBytes: entry.sizeBytes, mtimeNs: entry.mtimeNs, inode: entry.inode };
    const known = files.at(folderId, entry.relativePath);
    const still = judgeStillness(null, sight, clock.now(), { touched }).kind === 'still';
    if (known === null) {
      const former = formerly(entry);
      const folder = folders.get(folderId);
      if (former !== null && folder !== null) {
        tables.placing.moved(former.fileId, folderId, entry.relativePath, library.albumFor(folder, entry.relativePath));
        met.add(former.fileId);
        if (former.state === 'missing') files.sighted(former.fileId, sight, 'settled');
        return true;
      }
      met.add(files.add(folderId, entry.relativePath, sight, still));
      return true;
    }
    met.add(known.fileId);
    const same =
      known.sizeBytes === sight.sizeBytes &&
      known.mtimeNs === sight.mtimeNs &&
      (known.inode === sight.inode || sight.inode === 0n);
    if (same && known.state !== 'missing') return false;
    files.sighted(known.fileId, sight, still ? 'settled' : 'seen');
    return true;
  }

  return {
    known() {
      const folder = folders.get(folderId);
      return {
        files: files.countOf(folderId),
        identity: folder?.root == null ? null : { device: BigInt(folder.root.dev), inode: BigInt(folder.root.inode) },
      };
    },
    sample: (limit) =>
      files.sample(folderId, limit).map((file) => ({ relativePath: file.path, sizeBytes: file.sizeBytes })),
    rememberRoot(identity) {
      folders.setRoot(folderId, { dev: String(identity.device), inode: String(identity.inode) });
    },
    beginScan() {
      met = new Set();
      generation += 1;
      return generation;
    },
    compare(entries, _generation, touched) {
      let news = 0;
      tables.together(() => {
        for (const entry of entries) if (look(entry, touched)) news += 1;
      });
      if (news === 0) return;
      library.changed('photos');
      library.nudge();
    },
    finishScan({ below, unreadable }) {
      const hidden = unreadable.map(({ relativePath }) => relativePath);
      const isHidden = (path: string): boolean =>
        hidden.some((part) => part === '' || path === part || path.startsWith(`${part}/`));
      const candidates = below === '' ? files.idsOf(folderId) : files.under(folderId, below).map((file) => file.fileId);
      let missing = 0;
      tables.together(() => {
        for (const id of candidates) {
          if (met.has(id)) continue;
          const file = files.get(id);
          if (file === null || isHidden(file.path)) continue;
          tables.placing.gone(id);
          missing += 1;
        }
      });
      met = new Set();
      if (below === '') folders.setScanned(folderId);
      if (missing > 0) library.changed('photos');
      library.changed('folders');
      library.nudge();
      return { missing };
    },
    gone(relativePaths) {
      tables.together(() => {
        for (const path of relativePaths)
          for (const file of files.under(folderId, path)) tables.placing.gone(file.fileId);
      });
      library.changed('photos');
      library.nudge();
    },
    setHealth({ health, scanEveryMs, remedy }) {
      folders.setHealth(folderId, health, scanEveryMs, remedy);
      library.changed('folders');
      library.nudge();
    },
  };
}
