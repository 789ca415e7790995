// The only user of chokidar. Turns its events, and those of folders that chokidar cannot name, into hints: a path where
// something may have changed. The scans tell what did.
import type { FSWatcher } from 'chokidar';
import path from 'node:path';
import { Readable } from 'node:stream';
import { isByteName } from '../../../shared/byte-names.ts';
import { relativeKey } from '../disk/path-rules.ts';
import { diskReader } from '../disk/read-disk.ts';
import { watchByteNames, type ByteNameWatch } from './byte-name-watch.ts';
import type { WatchBudget } from './budget.ts';
import { diskErrorCode } from '../disk/disk-error.ts';

/** `appeared`: created, renamed, removed or moved; if it is a folder, everything below it may be new. */
export type Hint = 'changed' | 'appeared';

/**
 * `limit`: the system grants no more watches; `instances`: no more watchers; `overflow`: events were lost. All mean:
 * scan.
 */
export type WatchTrouble = { kind: 'limit' | 'instances' | 'overflow' } | { kind: 'error'; code: string };

export interface WatchRequest {
  /** Absolute, real, and there. */
  root: string;
  /** Relative path, `/` between parts. What is ignored is neither watched nor hinted. */
  ignored(relativePath: string): boolean;
  /** One for each watched folder; released when the folder goes, and at the end. None left: trouble `limit`. */
  budget: Pick<WatchBudget, 'take' | 'release'>;
  /** '' is the root itself. Comes often and repeatedly for one path. */
  onDirty(relativePath: string, hint: Hint): void;
  /** After `limit` and `instances` no event comes any more: close the watch. */
  onTrouble(trouble: WatchTrouble): void;
}

export interface Watch {
  /** Handles held. */
  folders(): number;
  /** A scan met a folder whose name looks like a file's: from now on its inside is watched, too. */
  include(relativePath: string): void;
  /** Ends all events at once; resolves when the handles are closed. */
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
/** [Note: names like files'] chokidar does not even stat such a path, unless it is known to be a folder. */
const fileLike = /\.[a-z0-9]{1,5}$/i;

/**
 * Resolves when all folders are watched; a scan that begins then misses nothing. Rejects when chokidar cannot be
 * loaded.
 *
 * [Note: folders only] chokidar keeps an entry for each file and stats each (100,000 files: 2.6 s, 490 MB). We need no
 * more than its handles on folders and its `raw` events, which name the file, since scans tell the truth. Its `ignored`
 * option for files still stats them and still costs 400 MB; so its listing of a folder is replaced by one that yields
 * folders only (0.4 s, 60 MB). Where one handle watches a whole tree (Windows, macOS) it lists nothing at all.
 * `createScanStream` is no promised part of chokidar: the version is pinned, and chokidar-watch.test.ts shows that it
 * is still used.
 */
export async function watch(request: WatchRequest): Promise<Watch> {
  const { FSWatcher: ChokidarWatcher } = await import('chokidar');
  const treeWatch = new TreeWatch(request);
  if (isByteName(request.root)) await treeWatch.armByBytes();
  else await treeWatch.arm(ChokidarWatcher);
  return treeWatch;
}

class TreeWatch implements Watch {
  readonly #request: WatchRequest;
  /** Folders with a handle, by relative path. */
  readonly #granted = new Set<string>();
  /** For folders whose names are no UTF-8, and all below them. */
  readonly #byteNames: ByteNameWatch;
  readonly #gate = turnstile(listingsAtOnce);
  // chokidar has hundreds of listings under way: blocking ones would block for as long as all take together.
  readonly #disk = diskReader(true);
  #watcher: FSWatcher | null = null;
  #isReady = false;
  #isStopped = false;
  #listed = 0;

  constructor(request: WatchRequest) {
    this.#request = request;
    this.#byteNames = watchByteNames({
      root: request.root,
      ignored: request.ignored,
      grant: (key) => this.#grant(key),
      letGo: (key) => this.#letGo(key),
      onDirty: (key, hint) => this.#hint(key, hint),
      onError: (code) => this.#failed(code),
      onOverflow: () => {
        if (!this.#isStopped) request.onTrouble({ kind: 'overflow' });
      },
    });
  }

  /** For a root that chokidar cannot name. */
  async armByBytes(): Promise<void> {
    await this.#byteNames.add('');
    this.#isReady = true;
  }

  async arm(ChokidarWatcher: typeof FSWatcher): Promise<void> {
    const FoldersOnlyWatcher = foldersOnly(ChokidarWatcher, (folder) => this.#foldersIn(folder));
    const watcher = new FoldersOnlyWatcher({
      ignored: (absolute, stats) => this.#isLeftOut(path.normalize(absolute), stats ? stats.isDirectory() : null),
      followSymlinks: false,
      atomic: false,
      ignorePermissionErrors: true,
      persistent: true,
    });
    this.#watcher = watcher;
    watcher.on('raw', (event, name, details) => this.#onRaw(event, name, details));
    watcher.on('unlinkDir', (absolute) => {
      const key = this.#keyOf(absolute);
      if (key !== null) this.#letGo(key);
      if (key === '') this.#hint('', 'appeared');
    });
    watcher.on('error', (error) => this.#failed(diskErrorCode(error)));
    watcher.on('addDir', (absolute) => {
      const key = this.#keyOf(absolute);
      // A folder made while this watcher runs: its files may be older than the handle on it.
      if (!this.#isStopped && key !== null && this.#grant(key) && this.#isReady) this.#hint(key, 'appeared');
    });
    const armed = new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
    watcher.add(this.#request.root);
    await armed;
    this.#isReady = true;
  }

  folders(): number {
    return this.#granted.size;
  }

  include(relativePath: string): void {
    if (this.#watcher === null || this.#isStopped) return;
    if (isByteName(relativePath) || this.#granted.has(relativePath) || !fileLike.test(relativePath)) return;
    if (this.#grant(relativePath)) this.#watcher.add(path.join(this.#request.root, relativePath));
  }

  async close(): Promise<void> {
    this.#isStopped = true;
    this.#byteNames.close();
    this.#request.budget.release(this.#granted.size);
    this.#granted.clear();
    await this.#watcher?.close();
  }

  #keyOf(absolute: string): string | null {
    return relativeKey(this.#request.root, absolute);
  }

  #hint(key: string, hint: Hint): void {
    if (!this.#isStopped) this.#request.onDirty(key, hint);
  }

  #onRaw(event: string, name: unknown, details: unknown): void {
    const { root, ignored, onTrouble } = this.#request;
    if (this.#isStopped) return;
    if (typeof name !== 'string') return onTrouble({ kind: 'overflow' });
    const above = (details as { watchedPath?: unknown } | undefined)?.watchedPath;
    const absolute = path.isAbsolute(name) ? name : path.join(typeof above === 'string' ? above : root, name);
    // An event above the root, or in another spelling of its path, may concern the root.
    const key = this.#keyOf(absolute) ?? '';
    if (key === '' || !ignored(key)) this.#hint(key, event === 'change' ? 'changed' : 'appeared');
  }

  #isLeftOut(absolute: string, isFolder: boolean | null): boolean {
    const key = this.#keyOf(absolute);
    // Folders above the root do not matter here.
    if (key === null) return !this.#request.root.startsWith(absolute);
    if (key === '') return false;
    if (isFolder === false) return true;
    if (isFolder === null && fileLike.test(key) && !this.#granted.has(key)) return true;
    return this.#request.ignored(key);
  }

  async *#foldersIn(folder: string): AsyncGenerator<ListedFolder> {
    if (this.#isStopped) return;
    await this.#gate.enter();
    const found = await this.#disk.kinds(folder).finally(this.#gate.leave);
    // Gone, or not readable for us: the scan tells.
    if (typeof found === 'string') return;
    for (const one of found) {
      if (this.#isStopped || one.isFile() || one.isSymbolicLink()) continue;
      const fullPath = path.join(folder, one.name);
      if (this.#isLeftOut(fullPath, true)) continue;
      const stats = one.isDirectory() ? one : await this.#statOfFolder(fullPath);
      if (stats === null) continue;
      const key = this.#keyOf(fullPath) ?? '';
      if (isByteName(one.name)) {
        await this.#addByteName(key);
        continue;
      }
      if (!this.#grant(key)) return;
      // Setting hundreds of watches at a stretch would keep everything else waiting.
      if (++this.#listed % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
      yield { path: one.name, basename: one.name, fullPath, stats };
    }
  }

  /** Some disks do not tell the kind with the name. null: no folder. */
  async #statOfFolder(fullPath: string): Promise<ListedFolder['stats'] | null> {
    const [facts] = await this.#disk.facts([fullPath]);
    return facts === undefined || typeof facts === 'string' || !facts.isDirectory() ? null : facts;
  }

  /** A folder that came after its listing was requested: its files may be older than the handle on it. */
  async #addByteName(key: string): Promise<void> {
    if ((await this.#byteNames.add(key)) && this.#isReady) this.#hint(key, 'appeared');
  }

  #grant(key: string): boolean {
    if (this.#granted.has(key)) return true;
    if (this.#request.budget.take()) {
      this.#granted.add(key);
      return true;
    }
    this.#stop({ kind: 'limit' });
    return false;
  }

  #letGo(key: string): void {
    if (this.#granted.delete(key)) this.#request.budget.release(1);
  }

  #stop(trouble: WatchTrouble): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#request.onTrouble(trouble);
  }

  #failed(code: string): void {
    if (code === 'ENOSPC') this.#stop({ kind: 'limit' });
    else if (code === 'EMFILE') this.#stop({ kind: 'instances' });
    else if (!this.#isStopped) this.#request.onTrouble({ kind: 'error', code });
  }
}

/** chokidar's watcher with our listing of a folder. */
function foldersOnly(
  ChokidarWatcher: typeof FSWatcher,
  foldersIn: (folder: string) => AsyncGenerator<ListedFolder>,
): typeof FSWatcher {
  return class extends ChokidarWatcher {
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
  };
}

/** Lets so many in at once. */
function turnstile(atOnce: number): { enter(): Promise<void>; leave(): void } {
  let free = atOnce;
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
