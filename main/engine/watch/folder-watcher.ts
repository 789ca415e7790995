// One folder, kept in step with its files in the table (a WatchStore): watched, scanned, or waited for while its drive
// is away.
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock, Log } from '../ports.ts';
import { ignoreRules, type IgnoreRules } from '../disk/ignore-rules.ts';
import { foldsCase } from '../disk/path-rules.ts';
import { fileSystemOf, type FileSystem } from '../disk/file-system.ts';
import { checkRoot, probeRoot, sameIdentity, type RootState } from '../disk/root.ts';
import type { WatchBudget } from './budget.ts';
import { FolderHealth } from './folder-health.ts';
import { hintBuffer, type HintBuffer } from './hint-buffer.ts';
import { liveWatch, type LiveWatch } from './live.ts';
import { checkHints } from './check-hints.ts';
import type { Hint } from './chokidar-watch.ts';
import { ScanRequests } from './scan-requests.ts';
import type { WatchStore } from './store.ts';
import { lasting, walkRoot, type ScanOutcome } from './walk-root.ts';
import { openTimers, watchTimers, type Timers, type WatchTimers } from './timers.ts';

export interface FolderWatcherOptions {
  folderId: number;
  /** As `realFolder` answered it when the folder was added. */
  root: string;
  patterns: readonly string[];
  store: WatchStore;
  budget: WatchBudget;
  clock: Clock;
  log: Log;
  /** At the end of the last run its root was not there or did not open: its health stays so until the root was seen. */
  wasAway?: boolean;
  /** false: nothing is watched and no timer runs; only `scanNow` does something (a `sync` that ends). */
  live: boolean;
  /** Something threw: this folder is closed now. */
  onFailure(error: unknown): void;
  /** No scan is wanted and no event waits, for now. */
  onRest?(): void;
  timers?: Partial<WatchTimers>;
  fileSystem?: (root: string) => Promise<FileSystem>;
}

/** [Note: arm, then scan] Events before arming are lost, so the scan begins after it; events during a scan wait. */
export class FolderWatcher {
  readonly #options: FolderWatcherOptions;
  readonly #intervals: WatchTimers;
  readonly #rules: IgnoreRules;
  readonly #hints: HintBuffer;
  readonly #timers: Timers<'scan' | 'root' | 'rescan'>;
  readonly #live: LiveWatch;
  readonly #requests = new ScanRequests();
  readonly #health: FolderHealth;

  #state: 'open' | 'paused' | 'closed' = 'open';
  #running: Promise<void> | null = null;
  #stop = new AbortController();
  /** Its root is away: nothing is concluded from what is not found. */
  #isFrozen: boolean;
  #disk: FileSystem & { foldCase: boolean } = { type: 'unknown', network: false, lastingInodes: true, foldCase: false };
  /** A whole scan reached its end, and nothing has happened since that it may have missed. */
  #isComplete = false;
  #isFollowing = false;
  #generation = 0;
  #folders = 0;
  #lastScan = { endedAt: Number.NEGATIVE_INFINITY, tookMs: 0 };

  constructor(options: FolderWatcherOptions) {
    const { root, clock, budget, folderId, log } = options;
    this.#options = options;
    this.#intervals = { ...watchTimers, ...options.timers };
    this.#rules = ignoreRules(options.patterns);
    this.#hints = hintBuffer(clock, () => this.#kick(), this.#intervals);
    this.#timers = openTimers(clock);
    this.#live = liveWatch({
      folderId,
      root,
      ignored: (relativePath) => this.#rules.byPath(relativePath) !== null,
      budget,
      log,
      onDirty: this.#hints.add,
      onTrouble: () => this.#wantRescan(),
    });
    this.#health = new FolderHealth(options.store);
    this.#isFrozen = options.wasAway ?? false;
    if (!this.#isFrozen) this.#health.record('starting');
    if (options.live) this.#wantScan();
  }

  /** A whole scan that begins after the call: at the start, after sleep, on request. Never rejects. */
  scanNow(): Promise<ScanOutcome> {
    if (this.#state !== 'open') return Promise.resolve({ kind: 'aborted' });
    const outcome = this.#requests.wait();
    this.#kick();
    return outcome;
  }

  /** Whether a whole scan has ended since the last event. True while the root is away: the health tells that. */
  isLookedThrough(): boolean {
    return this.#isFrozen || (this.#isComplete && !this.#isFollowing && this.#hints.isEmpty());
  }

  /** Resolves when nothing runs any more and no handle is held. */
  pause(): Promise<void> {
    return this.#halt('paused');
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'open';
    this.#stop = new AbortController();
    this.#health.record('starting');
    if (this.#options.live) this.#wantScan();
  }

  /** For good; safe to repeat. */
  close(): Promise<void> {
    return this.#halt('closed');
  }

  #wantScan(): void {
    this.#requests.want();
    this.#kick();
  }

  /** For events: however many ask, scans keep their distance. */
  #wantRescan(): void {
    this.#isComplete = false;
    if (this.#state !== 'open' || this.#timers.runs('rescan') || this.#requests.isWanted) return;
    const gapMs = Math.max(this.#intervals.rescanGapMs, 2 * this.#lastScan.tookMs);
    const waitMs = Math.max(0, this.#lastScan.endedAt + gapMs - this.#options.clock.steady());
    this.#timers.set('rescan', waitMs, () => this.#wantScan());
  }

  #kick(): void {
    if (this.#state !== 'open' || this.#running !== null) return;
    // Not at once: a folder that is opened and asked for a scan in one turn of the event loop is scanned once.
    this.#running = Promise.resolve()
      .then(() => this.#work())
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#running = null;
        if (this.#requests.isWanted) this.#kick();
        else this.#options.onRest?.();
      });
  }

  /** The only loop: one thing at a time, scans before hints. */
  async #work(): Promise<void> {
    while (this.#state === 'open') {
      if (this.#requests.isWanted) {
        const answer = this.#requests.begin();
        answer(await this.#scanAll());
        continue;
      }
      const taken = this.#hints.take();
      if (taken === null) return;
      if (taken === 'storm') this.#wantRescan();
      else if (!this.#isFrozen) {
        this.#isFollowing = true;
        await this.#follow(taken).finally(() => {
          this.#isFollowing = false;
        });
      }
    }
  }

  async #scanAll(): Promise<ScanOutcome> {
    const { root, store, clock, live } = this.#options;
    const startedAt = clock.steady();
    this.#timers.cancel('rescan');
    const rootState = await this.#checkRoot();
    if (rootState.kind !== 'present') return this.#freeze(rootState);
    // It is back: «starting» until the scan ends.
    if (this.#isFrozen) this.#health.record('starting');
    if (rootState.changed) {
      store.rememberRoot(rootState.identity);
      // Handles on the folder that lay here before get no events of this one.
      await this.#live.disarm();
    }
    this.#disk = { ...(await (this.#options.fileSystem ?? fileSystemOf)(root)), foldCase: await foldsCase(root) };
    if (live) await this.#live.arm(this.#disk, this.#folders);
    this.#hints.clear();
    const walked = await this.#walk('', false);
    if (this.#stop.signal.aborted || walked.kind === 'aborted') {
      this.#isComplete = false;
      return { kind: 'aborted' };
    }
    if (walked.kind !== 'complete') return this.#freeze(walked);
    this.#scanEnded(walked, clock.steady() - startedAt);
    return walked;
  }

  #scanEnded(walked: ScanOutcome & { kind: 'complete' }, tookMs: number): void {
    const { files, folders, missing } = walked;
    this.#isFrozen = false;
    this.#isComplete = true;
    this.#folders = folders;
    this.#lastScan = { endedAt: this.#options.clock.steady(), tookMs };
    const { live, folderId, log } = this.#options;
    log.info('folder.scanned', { folderId, files, folders, missing, ms: Math.round(tookMs) });
    const { scanEveryMs, timedScanMs } = this.#intervals;
    const isLive = this.#live.whyNot() === null;
    const remedy = this.#live.remedy(folders)?.now ?? null;
    if (isLive) this.#health.record('live');
    else this.#health.record('scanned', { scanEveryMs: live ? timedScanMs : null, remedy });
    if (!live) return;
    this.#timers.set('scan', isLive ? scanEveryMs : timedScanMs, () => this.#wantScan());
    this.#probeLater();
  }

  async #freeze(outcome: Exclude<RootState, { kind: 'present' }>): Promise<ScanOutcome> {
    await this.#live.disarm();
    this.#hints.clear();
    const { folderId, live, log } = this.#options;
    if (!this.#isFrozen) log.info('folder.frozen', { folderId, why: outcome.kind });
    this.#isFrozen = true;
    this.#isComplete = false;
    this.#health.record(outcome.kind === 'unreadable' || outcome.kind === 'not_a_folder' ? 'unreadable' : 'absent');
    this.#timers.cancel('scan');
    if (live && !this.#stop.signal.aborted) this.#probeLater();
    return outcome;
  }

  /** The root alone is looked at again and again: drives go and come without any event. */
  #probeLater(): void {
    const { absentProbeMs, rootProbeMs } = this.#intervals;
    this.#timers.set('root', this.#isFrozen ? absentProbeMs : rootProbeMs, () => this.#probe());
  }

  #probe(): void {
    const { root, store } = this.#options;
    probeRoot(root)
      .then((now) => {
        if (this.#state !== 'open') return;
        const known = store.known().identity;
        const isTheSame = now.kind === 'folder' && known !== null && sameIdentity(now.identity, known);
        if (this.#isFrozen ? now.kind === 'folder' : !isTheSame) this.#wantScan();
        else this.#probeLater();
      })
      .catch((error: unknown) => this.#fail(error));
  }

  /** What lies at these paths now goes into the table. */
  async #follow(taken: ReadonlyMap<string, Hint>): Promise<void> {
    const { root, store } = this.#options;
    const found = await checkHints(root, taken, this.#disk.foldCase);
    const rootState = await this.#checkRoot();
    if (this.#stop.signal.aborted) return;
    // Everything «gone» at once is a drive gone; the scan finds that out.
    if (rootState.kind !== 'present' || rootState.changed) return this.#wantScan();
    if (found.unclear) this.#wantRescan();
    const entries = found.entries.filter(({ relativePath }) => this.#rules.byFilePath(relativePath) === null);
    if (entries.length > 0) await store.compare(lasting(entries, this.#disk), this.#generation, true);
    for (const folder of found.folders) {
      this.#live.include(folder);
      const walked = await this.#walk(folder, true);
      if (walked.kind === 'aborted') return;
      // The folder went away again, which its own event tells; or the root did.
      if (walked.kind !== 'complete') this.#wantRescan();
    }
    // Last: a file that is gone here and has come there is one that moved, if it was found there first.
    if (found.gone.length > 0) await store.gone(found.gone);
  }

  /** Is the folder at the path the one we know? Asked before anything is concluded. */
  #checkRoot(): Promise<RootState> {
    return checkRoot(this.#options.root, this.#options.store, this.#rules);
  }

  #walk(below: string, touched: boolean): Promise<ScanOutcome> {
    const { root, store } = this.#options;
    this.#generation = store.beginScan();
    const folder = { root, store, rules: this.#rules, disk: this.#disk, signal: () => this.#stop.signal };
    return walkRoot(folder, { generation: this.#generation, below, touched });
  }

  #fail(error: unknown): Promise<void> {
    const { folderId, log, onFailure } = this.#options;
    this.#state = 'closed';
    log.error('watching.failed', { folderId, code: systemErrorCode(error) || 'FAILED' });
    onFailure(error);
    return this.#quiet();
  }

  async #halt(next: 'paused' | 'closed'): Promise<void> {
    if (this.#state === 'closed') return void (await this.#running);
    this.#state = next;
    this.#stop.abort();
    await this.#running;
    await this.#quiet();
    if (next === 'paused') this.#health.record('paused');
  }

  /** Nothing runs, waits or is held after this. */
  async #quiet(): Promise<void> {
    this.#timers.cancelAll();
    this.#hints.clear();
    this.#requests.abort();
    await this.#live.disarm();
  }
}
