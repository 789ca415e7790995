// For tests of what a scan writes: a folder on the disk, a library, and scans of the one into the other. Registers
// vitest's hooks.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { walk, type DiskEntry } from '../disk/walk.ts';
import { FolderRecorder, type WatchLibrary } from '../watch/record-changes.ts';
import { openTestLibrary, startMs, type TestLibrary } from './open-test-library.ts';

export interface RecordedFolder {
  base: string;
  library: TestLibrary;
  /** Files whose bytes are to be read again. */
  doubted: Set<number>;
  write(path: string, content?: string): void;
  watchLibrary(): WatchLibrary;
  /** One whole scan, as watching does it. `inodes: false`: a disk whose numbers do not last. Answers how many miss. */
  scanned(folderId: number, root: string, inodes?: boolean): Promise<number>;
  rows(): { id: number; path: string; state: string }[];
}

/** To be asked for where a file begins. Filled before each test. */
export function recordedFolderOfTests(): RecordedFolder {
  const at: RecordedFolder = {
    base: '',
    library: undefined as never,
    doubted: new Set(),
    write(path, content = path) {
      const place = join(at.base, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content);
      // Old enough to be taken at once.
      utimesSync(place, new Date(startMs), new Date(startMs - 3_600_000));
    },
    watchLibrary: () => ({
      tables: at.library.tables,
      clock: { now: () => at.library.clock.now, steady: () => 0, after: () => () => undefined, random: () => 0 },
      albumFor: (folder) => ('albumId' in folder.target ? folder.target.albumId : 0),
      doubted: (fileId) => void at.doubted.add(fileId),
      changed: () => undefined,
      wake: () => undefined,
    }),
    async scanned(folderId, root, inodes = true) {
      const store = new FolderRecorder(folderId, at.watchLibrary());
      const generation = store.beginScan();
      const known = (entries: DiskEntry[]): DiskEntry[] =>
        inodes ? entries : entries.map((entry) => ({ ...entry, inode: 0n }));
      const result = await walk({
        root: join(at.base, root),
        ignore: ignoreRules([]),
        onBatch: (entries) => store.compare(known(entries), generation, false),
        batch: 50,
      });
      if (result.kind !== 'complete') throw new Error(result.kind);
      return (await store.finishScan({ generation, below: '', ...result })).missing;
    },
    rows: () => at.library.db.prepare('SELECT id, path, state FROM files ORDER BY path').all() as never,
  };
  beforeEach(() => {
    at.base = realpathSync(mkdtempSync(join(tmpdir(), 'ok-photo-sync-scan-')));
    at.library = openTestLibrary();
    at.doubted = new Set();
    at.library.clock.now = Date.now();
  });
  afterEach(() => {
    at.library.close();
    rmSync(at.base, { recursive: true, force: true });
  });
  return at;
}
