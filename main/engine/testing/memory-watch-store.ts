// For tests of watching: a WatchStore in memory that keeps the promises of the interface, and remembers what it was
// asked.
import type { DiskEntry } from '../disk/walk.ts';
import type { RootIdentity } from '../disk/root.ts';
import type { FinishedScan, RecordedHealth, WatchStore } from '../watch/store.ts';

export interface KnownFile {
  entry: DiskEntry;
  generation: number;
  missing: boolean;
  touched: boolean;
}

export interface MemoryWatchStore extends WatchStore {
  files: Map<string, KnownFile>;
  healths: RecordedHealth[];
  scans: FinishedScan[];
  /** Paths compared without a scan being finished for them, in order: what hints brought. */
  compared: string[];
  root: RootIdentity | null;
  /** Paths that are there, sorted. */
  present(): string[];
  missing(): string[];
}

export function memoryWatchStore(): MemoryWatchStore {
  const files = new Map<string, KnownFile>();
  let generation = 0;
  const paths = (missing: boolean): string[] =>
    [...files]
      .filter(([, file]) => file.missing === missing)
      .map(([path]) => path)
      .sort();
  const below = (path: string, folder: string): boolean =>
    folder === '' || path === folder || path.startsWith(`${folder}/`);

  const store: MemoryWatchStore = {
    files,
    healths: [],
    scans: [],
    compared: [],
    root: null,
    present: () => paths(false),
    missing: () => paths(true),
    known: () => ({ files: paths(false).length, identity: store.root }),
    sample: (limit) =>
      paths(false)
        .slice(0, limit)
        .map((relativePath) => ({ relativePath, sizeBytes: files.get(relativePath)?.entry.sizeBytes ?? -1 })),
    rememberRoot(identity) {
      store.root = identity;
    },
    beginScan: () => ++generation,
    compare(entries, of, touched) {
      for (const entry of entries) {
        files.set(entry.relativePath, { entry, generation: of, missing: false, touched });
        store.compared.push(entry.relativePath);
      }
    },
    finishScan(scan) {
      store.scans.push(scan);
      let missing = 0;
      for (const [path, file] of files) {
        if (file.missing || file.generation >= scan.generation || !below(path, scan.below)) continue;
        if (scan.unreadable.some((one) => below(path, one.relativePath))) continue;
        file.missing = true;
        missing++;
      }
      return { missing };
    },
    gone(gonePaths) {
      for (const [path, file] of files) if (gonePaths.some((one) => below(path, one))) file.missing = true;
    },
    setHealth(health) {
      store.healths.push(health);
    },
  };
  return store;
}
