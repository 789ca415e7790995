// The watched folders as a set: each is opened, closed and scanned as its row says.
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock, Log } from '../ports.ts';
import { watchBudget } from './budget.ts';
import { FailedFolders } from './failed-folders.ts';
import { FolderWatcher } from './folder-watcher.ts';
import { FolderRecorder, type WatchLibrary } from './record-changes.ts';
import type { WatchTimers } from './timers.ts';

export interface FolderWatchersOptions {
  tables: Tables;
  library: WatchLibrary;
  clock: Clock;
  log: Log;
  live: boolean;
  timers?: Partial<WatchTimers>;
  onFailure: (error: unknown) => void;
}

export class FolderWatchers {
  readonly #options: FolderWatchersOptions;
  readonly #budget = watchBudget();
  /** `key`: what of the folder's row the watcher was opened with. */
  readonly #open = new Map<number, { watcher: FolderWatcher; key: string }>();
  readonly #failed = new FailedFolders();
  readonly #rescanned = new Set<number>();
  readonly #turns = new Map<number, Promise<void>>();
  #cancelReopen: (() => void) | null = null;
  #isClosed = false;
  #scans = 0;

  constructor(options: FolderWatchersOptions) {
    this.#options = options;
  }

  /** Opens or closes the folder's watcher, as its row asks now. One turn of a folder follows another. */
  follow(folderId: number): Promise<void> {
    const turn = (this.#turns.get(folderId) ?? Promise.resolve()).then(() => this.#followNow(folderId));
    const settled = turn.catch(() => undefined);
    this.#turns.set(folderId, settled);
    void settled.then(() => {
      if (this.#turns.get(folderId) === settled) this.#turns.delete(folderId);
    });
    return turn;
  }

  async followAll(): Promise<void> {
    for (const folder of this.#options.tables.folders.withRemoved()) await this.follow(folder.folderId);
  }

  /** null: every folder. Resolves when the scans that were asked for have ended. */
  async scan(folderId: number | null): Promise<void> {
    for (const id of this.#failed.list()) if (folderId === null || id === folderId) await this.follow(id);
    const chosen = [...this.#open].filter(([id]) => folderId === null || id === folderId);
    await Promise.all(chosen.map(([id, { watcher }]) => this.#scanOne(id, watcher)));
  }

  /** A file was not found: its folder is scanned, once however many ask. */
  rescan(folderId: number): void {
    if (this.#rescanned.has(folderId)) return;
    this.#rescanned.add(folderId);
    void this.scan(folderId).finally(() => this.#rescanned.delete(folderId));
  }

  isScanning(): boolean {
    return this.#scans > 0;
  }

  /**
   * Whether a whole scan of every folder has ended since its last event. Folders that failed or are away do not count.
   */
  isLookedThrough(): boolean {
    return [...this.#open].every(([id, { watcher }]) => this.#failed.has(id) || watcher.isLookedThrough());
  }

  /** Opens again what was closed by a failure. */
  async reopenFailed(): Promise<void> {
    this.#cancelReopen?.();
    this.#cancelReopen = null;
    try {
      // The list of now: one that fails again waits for its next turn.
      for (const folderId of this.#failed.list()) await this.follow(folderId);
    } finally {
      if (this.#failed.list().length > 0) this.#reopenLater();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelReopen?.();
    await Promise.all(this.#turns.values());
    const all = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(all.map(({ watcher }) => watcher.close()));
  }

  async #followNow(folderId: number): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.#followRow(folderId);
    } catch (error) {
      this.#fail(folderId, error);
    }
  }

  async #followRow(folderId: number): Promise<void> {
    const folder = this.#options.tables.folders.get(folderId);
    const root = folder === null ? null : watchedPath(folder);
    const key = folder === null || root === null ? '' : JSON.stringify([root, folder.rules.ignore]);
    const present = this.#open.get(folderId);
    if (present?.key === key && !this.#failed.has(folderId)) return;
    this.#failed.remove(folderId);
    this.#open.delete(folderId);
    await present?.watcher.close();
    if (folder === null || root === null) return;
    const watcher = this.#openWatcher(folder, root);
    this.#open.set(folderId, { watcher, key });
    void this.#scanOne(folderId, watcher);
  }

  #openWatcher({ folderId, rules, health }: FolderRecord, root: string): FolderWatcher {
    const { library, clock, log, live, timers } = this.#options;
    return new FolderWatcher({
      folderId,
      root,
      patterns: rules.ignore,
      wasAway: health === 'absent' || health === 'unreadable',
      store: new FolderRecorder(folderId, library),
      budget: this.#budget,
      clock,
      log,
      live,
      onFailure: (error) => this.#fail(folderId, error),
      onRest: library.wake,
      ...(timers === undefined ? {} : { timers }),
    });
  }

  async #scanOne(folderId: number, watcher: FolderWatcher): Promise<void> {
    this.#scans += 1;
    try {
      const outcome = await watcher.scanNow();
      if (outcome.kind === 'complete') this.#failed.scanned(folderId);
    } finally {
      this.#scans -= 1;
      this.#options.library.wake();
    }
  }

  /** Recorded as the folder's own trouble, and tried again: no failure of one folder is silent, or stops another. */
  #fail(folderId: number, error: unknown): void {
    const { tables, library, onFailure } = this.#options;
    this.#failed.add(folderId);
    try {
      tables.folders.setTrouble(folderId, systemErrorCode(error) || 'FAILED');
    } catch {
      // Remembered in memory all the same; the library's own trouble is told as such.
    }
    onFailure(error);
    library.changed('folders');
    library.wake();
    this.#reopenLater();
  }

  #reopenLater(): void {
    if (this.#isClosed) return;
    const { clock, onFailure } = this.#options;
    this.#cancelReopen ??= clock.after(this.#failed.waitMs(), () => void this.reopenFailed().catch(onFailure));
  }
}

/** null: not to be watched now. */
function watchedPath({ kind, path, removed, paused }: FolderRecord): string | null {
  return kind === 'watched' && !removed && !paused ? path : null;
}
