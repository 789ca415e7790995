// The only user of chokidar: turns its events, and those of folders that chokidar cannot name, into «look here» hints. Never says what happened, compares nothing, is believed by nobody.
import type { FSWatcher } from 'chokidar';
import path from 'node:path';
import { Readable } from 'node:stream';
import { isByteName } from '../../../shared/byte-names.ts';
import { relativeKey } from '../disk/path-rules.ts';
import { diskReader } from '../disk/read-disk.ts';
import { watchByteNames } from './byte-name-watch.ts';
import type { WatchBudget } from './budget.ts';

/** `appeared`: also created, renamed, removed, moved; if it is a folder, all below it may be new. */
export type Hint = 'changed' | 'appeared';

/** `limit`: the system grants no more watches. `instances`: nor more watchers. `overflow`: events were lost. All mean: scan. */
export type WatchTrouble = { kind: 'limit' | 'instances' | 'overflow' } | { kind: 'error'; code: string };

export interface WatchRequest {
  /** Absolute, real, and there. */
  root: string;
  /** Relative path, `/` between parts. What is ignored is neither watched nor hinted at. */
  ignored(relativePath: string): boolean;
  /** One place for each watched folder; given back when it is removed and at the end. None left: trouble `limit`. */
  budget: Pick<WatchBudget, 'take' | 'release'>;
  /** '' is the root itself. Comes often and repeatedly for one path. */
  onDirty(relativePath: string, hint: Hint): void;
  /** After `limit` and `instances` nothing more is heard: close it. */
  onTrouble(trouble: WatchTrouble): void;
}

export interface Watch {
  /** Handles held. */
  folders(): number;
  /** A folder whose name looks like a file's was met; from now on its inside is watched too. */
  include(relativePath: string): void;
  /** Ends all events at once; the promise is for the handles. */
  close(): Promise<void>;
}

/** What chokidar reads of an entry before it asks the disk itself. */
interface ListedFolder {
  path: string;
  basename: string;
  fullPath: string;
  stats: { isDirectory(): boolean; isSymbolicLink(): boolean };
}

/** Listings held in memory at once while the watches are set. */
const listingsAtOnce = 8;
/** [Note: names like files'] Such a path is not even looked at by chokidar, unless it is known to be a folder. */
const fileLike = /\.[a-z0-9]{1,5}$/i;

/**
 * Resolves when all folders are watched; a scan that begins then misses nothing. Rejects when chokidar cannot be loaded.
 *
 * [Note: folders only] chokidar keeps an entry for each file and asks the disk about each (100,000 files: 2.6 s, 490 MB). We need no more
 * than its handles on folders and its `raw` events, which name the file, since scans tell the truth. Leaving files out by its `ignored`
 * option still asks and still costs 400 MB; so its listing of a folder is replaced by one that knows folders only (0.4 s, 60 MB). Where one handle watches
 * a whole tree (Windows, macOS) it lists nothing at all. `createScanStream` is no promised part of chokidar: the version is pinned,
 * and chokidar-watch.test.ts shows that it is still used.
 */
export async function watch(request: WatchRequest): Promise<Watch> {
  const { root } = request;
  const chokidar = await import('chokidar');
  /** Known folders by relative path: what a place was taken for. */
  const watched = new Set<string>();
  let stopped = false;
  let listed = 0;
  const gate = turnstile(listingsAtOnce);
  // chokidar has hundreds of listings under way: asked at once they would block for as long as all take together.
  const disk = diskReader(true);

  const relative = (absolute: string): string | null => relativeKey(root, absolute);

  function stop(trouble: WatchTrouble): void {
    if (stopped) return;
    stopped = true;
    request.onTrouble(trouble);
  }

  function leftOut(absolute: string, isFolder: boolean | null): boolean {
    const key = relative(absolute);
    // Folders above the root matter to nobody here.
    if (key === null) return !root.startsWith(absolute);
    if (key === '') return false;
    if (isFolder === false) return true;
    if (isFolder === null && fileLike.test(key) && !watched.has(key)) return true;
    return request.ignored(key);
  }

  async function* foldersIn(folder: string): AsyncGenerator<ListedFolder> {
    if (stopped) return;
    await gate.enter();
    const found = await disk.kinds(folder).finally(gate.leave);
    // Gone or not ours to read: the scan says so.
    if (typeof found === 'string') return;
    for (const one of found) {
      if (stopped || one.isFile() || one.isSymbolicLink()) continue;
      const fullPath = path.join(folder, one.name);
      if (leftOut(fullPath, true)) continue;
      let kind: ListedFolder['stats'] = one;
      if (!one.isDirectory()) {
        // Some disks do not tell the kind with the name.
        const [facts] = await disk.facts([fullPath]);
        if (facts === undefined || typeof facts === 'string' || !facts.isDirectory()) continue;
        kind = facts;
      }
      const key = relative(fullPath) ?? '';
      if (isByteName(one.name)) {
        await addBytes(key);
        continue;
      }
      if (!grant(key)) return;
      // Setting hundreds of watches at a stretch would keep everything else waiting.
      if (++listed % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
      yield { path: one.name, basename: one.name, fullPath, stats: kind };
    }
  }

  function grant(key: string): boolean {
    if (watched.has(key)) return true;
    if (request.budget.take()) {
      watched.add(key);
      return true;
    }
    stop({ kind: 'limit' });
    return false;
  }

  function letGo(key: string): void {
    if (watched.delete(key)) request.budget.release(1);
  }

  function failed(code: string): void {
    if (code === 'ENOSPC') stop({ kind: 'limit' });
    else if (code === 'EMFILE') stop({ kind: 'instances' });
    else if (!stopped) request.onTrouble({ kind: 'error', code });
  }

  const bytes = watchByteNames({
    root,
    ignored: request.ignored,
    grant,
    letGo,
    onDirty(key, hint) {
      if (!stopped) request.onDirty(key, hint);
    },
    onError: failed,
    onOverflow() {
      if (!stopped) request.onTrouble({ kind: 'overflow' });
    },
  });
  /** A folder among others that came after the listing was asked for: its files may be older than the handle on it. */
  async function addBytes(key: string): Promise<void> {
    if ((await bytes.add(key)) && !stopped && ready) request.onDirty(key, 'appeared');
  }

  async function close(): Promise<void> {
    stopped = true;
    bytes.close();
    request.budget.release(watched.size);
    watched.clear();
    await watcher?.close();
  }

  let ready = false;
  let watcher: FSWatcher | null = null;
  if (isByteName(root)) {
    await bytes.add('');
    ready = true;
    return { folders: () => watched.size, include: () => undefined, close };
  }

  class FolderWatcher extends chokidar.FSWatcher {
    override createScanStream(folder: string, options?: object): ReturnType<FSWatcher['createScanStream']> {
      if (this.closed) return undefined;
      // Only the listing of a whole tree names a depth.
      const wholeTree = this.options.backendCapabilities.recursive && options !== undefined && 'depth' in options;
      const stream = Readable.from(wholeTree ? [] : foldersIn(folder)) as unknown as NonNullable<
        ReturnType<FSWatcher['createScanStream']>
      >;
      this.streams.add(stream);
      stream.once('close', () => this.streams.delete(stream));
      return stream;
    }
  }

  const chokidarWatcher = new FolderWatcher({
    ignored: (absolute, stats) => leftOut(path.normalize(absolute), stats ? stats.isDirectory() : null),
    followSymlinks: false,
    atomic: false,
    ignorePermissionErrors: true,
    persistent: true,
  });

  watcher = chokidarWatcher;
  watcher.on('raw', (event, name, details) => {
    if (stopped) return;
    if (typeof name !== 'string') return request.onTrouble({ kind: 'overflow' });
    const above = (details as { watchedPath?: unknown } | undefined)?.watchedPath;
    const absolute = path.isAbsolute(name) ? name : path.join(typeof above === 'string' ? above : root, name);
    // What happens above the root, or comes in another spelling of its path, is a reason to look at the root.
    const key = relative(absolute) ?? '';
    if (key === '' || !request.ignored(key)) request.onDirty(key, event === 'change' ? 'changed' : 'appeared');
  });
  watcher.on('unlinkDir', (absolute) => {
    const key = relative(absolute);
    if (key !== null) letGo(key);
    if (key === '' && !stopped) request.onDirty('', 'appeared');
  });
  watcher.on('error', (error) => {
    failed((error as NodeJS.ErrnoException).code ?? 'UNKNOWN');
  });

  watcher.on('addDir', (absolute) => {
    const key = relative(absolute);
    // A folder made while this watcher runs: its files may be older than the handle on it.
    if (!stopped && key !== null && grant(key) && ready) request.onDirty(key, 'appeared');
  });
  const armed = new Promise<void>((resolve) => chokidarWatcher.once('ready', () => resolve()));
  chokidarWatcher.add(root);
  await armed;
  ready = true;

  return {
    folders: () => watched.size,
    include(relativePath) {
      if (stopped || isByteName(relativePath) || watched.has(relativePath)) return;
      if (fileLike.test(relativePath) && grant(relativePath)) chokidarWatcher.add(path.join(root, relativePath));
    },
    close,
  };
}

/** Lets so many in at once. */
function turnstile(places: number): { enter(): Promise<void>; leave(): void } {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    enter() {
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
