// One folder from its path to its files in the table: watched, scanned, or waited for while its drive is away. Knows no SQL; the table is a WatchStore.
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock, Log } from '../ports.ts';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { foldsCase } from '../disk/path-rules.ts';
import { fileSystemOf, type FileSystem } from '../disk/file-system.ts';
import { judgeRootNow, probeRoot, sameIdentity, type Rooted } from '../disk/root.ts';
import type { WatchBudget } from './budget.ts';
import { hintBuffer } from './hint-buffer.ts';
import { liveWatch } from './live.ts';
import { checkHints } from './check-hints.ts';
import type { RecordedHealth, WatchStore } from './store.ts';
import { lasting, walkRoot, type ScanOutcome } from './walk-root.ts';
import { openTimers, watchTimers, type WatchTimers } from './timers.ts';

export interface FolderWatcherOptions {
  folderId: number;
  /** As `realFolder` answered it when the folder was added. */
  root: string;
  patterns: readonly string[];
  store: WatchStore;
  budget: WatchBudget;
  clock: Clock;
  log: Log;
  /** When last seen its root was not there or did not open: that is said until the root was seen. */
  wasAway?: boolean;
  /** false: nothing is watched and no timer runs; only `scanNow` does something (a `sync` that ends). */
  live: boolean;
  /** Something threw: this folder is closed. */
  onFailure(error: unknown): void;
  /** All that was asked and heard of has been looked at, for now. */
  onRest?(): void;
  timers?: Partial<WatchTimers>;
  fileSystem?: (root: string) => Promise<FileSystem>;
}

export interface FolderWatcher {
  /** A whole scan that begins after the call: at start, after sleep, when asked for. Never rejects. */
  scanNow(): Promise<ScanOutcome>;
  /** Whether all of it was looked through since something was last heard of it. True while its root is away: its health says so. */
  isLookedThrough(): boolean;
  /** Resolves when nothing runs any more and no handle is held. */
  pause(): Promise<void>;
  resume(): void;
  /** For good; safe to repeat. */
  close(): Promise<void>;
}

/** [Note: arm, then scan] Events before the watcher is armed are lost, so the scan begins after it; events during the scan wait for its end. */
export function openFolderWatcher(options: FolderWatcherOptions): FolderWatcher {
  const { root, store, clock } = options;
  const timers: WatchTimers = { ...watchTimers, ...options.timers };
  const rules = ignoreRules(options.patterns);
  const ignored = (relativePath: string): boolean => rules.byPath(relativePath) !== null;
  const hints = hintBuffer(clock, kick, timers);
  const due = openTimers<'scan' | 'root' | 'rescan'>(clock);
  const live = liveWatch({
    folderId: options.folderId,
    root,
    ignored,
    budget: options.budget,
    log: options.log,
    onDirty: hints.add,
    onTrouble: wantRescan,
  });

  let state: 'open' | 'paused' | 'closed' = 'open';
  let running: Promise<void> | null = null;
  let stop = new AbortController();
  let scanWanted = false;
  let waiters: ((outcome: ScanOutcome) => void)[] = [];
  let frozen = options.wasAway ?? false;
  let disk: FileSystem & { foldCase: boolean } = {
    type: 'unknown',
    network: false,
    lastingInodes: true,
    foldCase: false,
  };
  /** A scan of all of it reached the end, and no reason came since to doubt what it found. */
  let isComplete = false;
  let isFollowing = false;
  let generation = 0;
  let folders = 0;
  let shown = '';
  let lastScan = { endedAt: Number.NEGATIVE_INFINITY, tookMs: 0 };
  function log(event: string, fields: Record<string, string | number> = {}): void {
    options.log.info(event, { folderId: options.folderId, ...fields });
  }

  function show(health: RecordedHealth): void {
    const text = JSON.stringify(health);
    if (text === shown) return;
    shown = text;
    store.setHealth(health);
  }

  const plain = (health: RecordedHealth['health']): RecordedHealth => ({ health, scanEveryMs: null, remedy: null });

  function wantScan(): void {
    scanWanted = true;
    kick();
  }

  /** For events: however many ask, scans keep their distance. */
  function wantRescan(): void {
    isComplete = false;
    if (state !== 'open' || due.runs('rescan') || scanWanted) return;
    const gapMs = Math.max(timers.rescanGapMs, 2 * lastScan.tookMs);
    due.set('rescan', Math.max(0, lastScan.endedAt + gapMs - clock.steady()), wantScan);
  }

  function kick(): void {
    if (state !== 'open' || running !== null) return;
    // Not at once: whoever opens a folder and asks for its scan in the same breath gets the first one.
    running = Promise.resolve()
      .then(work)
      .catch(fail)
      .finally(() => {
        running = null;
        if (scanWanted) kick();
        else options.onRest?.();
      });
  }

  function fail(error: unknown): Promise<void> {
    state = 'closed';
    options.log.error('watching.failed', { folderId: options.folderId, code: systemErrorCode(error) || 'FAILED' });
    options.onFailure(error);
    return quiet();
  }

  /** The only loop: one thing at a time, scans before hints. */
  async function work(): Promise<void> {
    while (state === 'open') {
      if (scanWanted) {
        scanWanted = false;
        const asked = waiters.length;
        // One that throws is answered when its failure is known.
        const outcome = await scanAll();
        for (const answer of waiters.splice(0, asked)) answer(outcome);
        continue;
      }
      const taken = hints.take();
      if (taken === null) return;
      if (taken === 'storm') wantRescan();
      else if (!frozen) {
        isFollowing = true;
        await follow(taken).finally(() => {
          isFollowing = false;
        });
      }
    }
  }

  /** Is what lies at the path the folder we know? Nothing may be concluded before. */
  const judge = (): Promise<Rooted> => judgeRootNow(root, store, rules);

  async function scanAll(): Promise<ScanOutcome> {
    const startedAt = clock.steady();
    due.cancel('rescan');
    const rooted = await judge();
    if (rooted.kind !== 'present') return freeze(rooted);
    // It is back: what is known of it goes on while it is looked through.
    if (frozen) show(plain('starting'));
    if (rooted.changed) {
      store.rememberRoot(rooted.identity);
      // Handles on the folder that lay here before hear nothing of this one.
      await live.disarm();
    }
    disk = { ...(await (options.fileSystem ?? fileSystemOf)(root)), foldCase: await foldsCase(root) };
    if (options.live) await live.arm(disk, folders);
    hints.clear();
    const walked = await walk('', false);
    if (stop.signal.aborted || walked.kind === 'aborted') {
      isComplete = false;
      return { kind: 'aborted' };
    }
    if (walked.kind !== 'complete') return freeze(walked);
    frozen = false;
    isComplete = true;
    folders = walked.folders;
    lastScan = { endedAt: clock.steady(), tookMs: clock.steady() - startedAt };
    log('folder.scanned', { files: walked.files, folders, missing: walked.missing, ms: Math.round(lastScan.tookMs) });
    showWatched();
    if (options.live) {
      due.set('scan', live.whyNot() === null ? timers.scanEveryMs : timers.timedScanMs, wantScan);
      due.set('root', timers.rootLookMs, lookAgain);
    }
    return walked;
  }

  function showWatched(): void {
    if (live.whyNot() === null) return show(plain('live'));
    show({
      health: 'scanned',
      scanEveryMs: options.live ? timers.timedScanMs : null,
      remedy: live.remedy(folders)?.now ?? null,
    });
  }

  async function freeze(outcome: Exclude<Rooted, { kind: 'present' }>): Promise<ScanOutcome> {
    await live.disarm();
    hints.clear();
    if (!frozen) log('folder.frozen', { why: outcome.kind });
    frozen = true;
    isComplete = false;
    show(plain(outcome.kind === 'unreadable' || outcome.kind === 'not_a_folder' ? 'unreadable' : 'absent'));
    due.cancel('scan');
    if (options.live && !stop.signal.aborted) due.set('root', timers.absentLookMs, lookAgain);
    return outcome;
  }

  /** A look at the root now and then: drives go and come without any event. */
  function lookAgain(): void {
    probeRoot(root)
      .then((look) => {
        if (state !== 'open') return;
        const known = store.known().identity;
        const theSame = look.kind === 'folder' && known !== null && sameIdentity(look.identity, known);
        if (frozen ? look.kind === 'folder' : !theSame) wantScan();
        else due.set('root', frozen ? timers.absentLookMs : timers.rootLookMs, lookAgain);
      })
      .catch(fail);
  }

  function walk(below: string, touched: boolean): Promise<ScanOutcome> {
    generation = store.beginScan();
    return walkRoot({ root, store, rules, disk, signal: () => stop.signal }, { generation, below, touched });
  }

  async function follow(taken: ReadonlyMap<string, 'changed' | 'appeared'>): Promise<void> {
    const looked = await checkHints(root, taken, disk.foldCase);
    const rooted = await judge();
    if (stop.signal.aborted) return;
    // Everything «gone» at once is a drive gone; the scan finds that out.
    if (rooted.kind !== 'present' || rooted.changed) return wantScan();
    if (looked.unclear) wantRescan();
    const entries = looked.entries.filter(({ relativePath }) => rules.byFilePath(relativePath) === null);
    if (entries.length > 0) await store.compare(lasting(entries, disk), generation, true);
    for (const folder of looked.folders) {
      live.include(folder);
      const walked = await walk(folder, true);
      if (walked.kind === 'aborted') return;
      // The folder went away again, which its own event tells; or the root did.
      if (walked.kind !== 'complete') wantRescan();
    }
    // Last: what is gone here and has come there is one file that moved, if there is looked at first.
    if (looked.gone.length > 0) await store.gone(looked.gone);
  }

  /** Nothing runs, waits or is held after this. */
  async function quiet(): Promise<void> {
    due.cancelAll();
    hints.clear();
    scanWanted = false;
    for (const answer of waiters) answer({ kind: 'aborted' });
    waiters = [];
    await live.disarm();
  }

  async function halt(next: 'paused' | 'closed'): Promise<void> {
    if (state === 'closed') return void (await running);
    state = next;
    stop.abort();
    await running;
    await quiet();
    if (next === 'paused') show(plain('paused'));
  }

  if (!frozen) show(plain('starting'));
  if (options.live) wantScan();

  return {
    scanNow() {
      if (state !== 'open') return Promise.resolve({ kind: 'aborted' });
      return new Promise((resolve) => {
        waiters.push(resolve);
        wantScan();
      });
    },
    isLookedThrough: () => frozen || (isComplete && !isFollowing && hints.isEmpty()),
    pause: () => halt('paused'),
    resume() {
      if (state !== 'paused') return;
      state = 'open';
      stop = new AbortController();
      show(plain('starting'));
      if (options.live) wantScan();
    },
    close: () => halt('closed'),
  };
}
