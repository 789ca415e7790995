// The watched folders as a set: each is opened, closed and looked through as its row says.
import type { Tables } from '../db/library.ts';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Clock, Log } from '../ports.ts';
import type { WatchTimers } from './timers.ts';
import { FolderWatcher, type FolderWatcherOptions } from './folder-watcher.ts';
import { FolderRecorder, type WatchLibrary } from './record-changes.ts';
import { watchBudget } from './budget.ts';

export interface FolderWatchers {
  /** Opens or closes what the folder's row now asks for. */
  follow(folderId: number): Promise<void>;
  followAll(): Promise<void>;
  /** null: every folder. Resolves when the scans that were asked for have ended. */
  scan(folderId: number | null): Promise<void>;
  /** A file could not be found: the folder is scanned, once however many ask. */
  lookAgain(folderId: number): void;
  isScanning(): boolean;
  /** Whether every folder was looked through to its end since something was last heard of it. Those that failed or are away say so themselves. */
  isLookedThrough(): boolean;
  /** Opens anew what closed because of a failure. */
  takeUp(): Promise<void>;
  close(): Promise<void>;
}

/** Between a failure that nobody expected and the next look at the folder; twice as long after each that fails, too. */
const takeUpMs = 30_000;
const takeUpAtMostMs = 900_000;

export function openFolderWatchers(context: {
  tables: Tables;
  library: WatchLibrary;
  clock: Clock;
  log: Log;
  live: boolean;
  timers?: Partial<WatchTimers>;
  onFailure: (error: unknown) => void;
}): FolderWatchers {
  const { tables, clock, log, live } = context;
  const budget = watchBudget();
  const open = new Map<number, { watching: FolderWatcher; key: string }>();
  /** Folders whose watching failed: closed until they are taken up again. */
  const lost = new Set<number>();
  /** How often each failed in a row. */
  const failures = new Map<number, number>();
  const lookedAt = new Set<number>();
  const turns = new Map<number, Promise<void>>();
  let cancelTakeUp: (() => void) | null = null;
  let isClosed = false;
  let scans = 0;

  async function scanOne(folderId: number, watching: FolderWatcher): Promise<void> {
    scans += 1;
    try {
      const outcome = await watching.scanNow();
      if (outcome.kind === 'complete') failures.delete(folderId);
    } finally {
      scans -= 1;
      context.library.wake();
    }
  }

  /** One after another: what is asked while a folder is being closed is answered by its row as it is afterwards. */
  function follow(folderId: number): Promise<void> {
    const turn = (turns.get(folderId) ?? Promise.resolve()).then(() => followNow(folderId));
    const settled = turn.catch(() => undefined);
    turns.set(folderId, settled);
    void settled.then(() => {
      if (turns.get(folderId) === settled) turns.delete(folderId);
    });
    return turn;
  }

  /** Told as the folder's own state, and tried again: no failure of one folder is silent, or stops another. */
  function fail(folderId: number, error: unknown): void {
    lost.add(folderId);
    failures.set(folderId, (failures.get(folderId) ?? 0) + 1);
    try {
      tables.folders.setTrouble(folderId, systemErrorCode(error) || 'FAILED');
    } catch {
      // Remembered all the same; the library's own trouble is told as such.
    }
    context.onFailure(error);
    context.library.changed('folders');
    context.library.wake();
    takeUpLater();
  }

  async function followNow(folderId: number): Promise<void> {
    if (isClosed) return;
    try {
      await followRow(folderId);
    } catch (error) {
      fail(folderId, error);
    }
  }

  async function followRow(folderId: number): Promise<void> {
    const folder = tables.folders.get(folderId);
    const wanted =
      folder !== null && folder.kind === 'watched' && folder.path !== null && !folder.removed && !folder.paused;
    const key = wanted ? JSON.stringify([folder.path, folder.rules.ignore]) : '';
    const present = open.get(folderId);
    if (present?.key === key && !lost.has(folderId)) return;
    lost.delete(folderId);
    open.delete(folderId);
    await present?.watching.close();
    if (!wanted || folder.path === null) return;
    const options: FolderWatcherOptions = {
      folderId,
      root: folder.path,
      patterns: folder.rules.ignore,
      wasAway: folder.health === 'absent' || folder.health === 'unreadable',
      store: new FolderRecorder(folderId, context.library),
      budget,
      clock,
      log,
      live,
      onFailure: (error) => fail(folderId, error),
      onRest: context.library.wake,
      ...(context.timers === undefined ? {} : { timers: context.timers }),
    };
    const watching = new FolderWatcher(options);
    open.set(folderId, { watching, key });
    void scanOne(folderId, watching);
  }

  async function takeUp(): Promise<void> {
    cancelTakeUp?.();
    cancelTakeUp = null;
    try {
      // As they are now: one that fails again waits for its next turn.
      const closed = [...lost];
      for (const folderId of closed) await follow(folderId);
    } finally {
      if (lost.size > 0) takeUpLater();
    }
  }

  function takeUpLater(): void {
    if (isClosed) return;
    const fewest = Math.min(...[...lost].map((folderId) => failures.get(folderId) ?? 1));
    const waitMs = Math.min(takeUpMs * 2 ** (fewest - 1), takeUpAtMostMs);
    cancelTakeUp ??= clock.after(waitMs, () => void takeUp().catch(context.onFailure));
  }

  async function scan(folderId: number | null): Promise<void> {
    for (const id of Array.from(lost)) if (folderId === null || id === folderId) await follow(id);
    const chosen = [...open].filter(([id]) => folderId === null || id === folderId);
    await Promise.all(chosen.map(([id, { watching }]) => scanOne(id, watching)));
  }

  return {
    follow,
    async followAll() {
      for (const folder of tables.folders.withRemoved()) await follow(folder.folderId);
    },
    scan,
    lookAgain(folderId) {
      if (lookedAt.has(folderId)) return;
      lookedAt.add(folderId);
      void scan(folderId).finally(() => lookedAt.delete(folderId));
    },
    isScanning: () => scans > 0,
    isLookedThrough: () => [...open].every(([id, { watching }]) => lost.has(id) || watching.isLookedThrough()),
    takeUp,
    async close() {
      isClosed = true;
      cancelTakeUp?.();
      await Promise.all(turns.values());
      const all = [...open.values()];
      open.clear();
      await Promise.all(all.map(({ watching }) => watching.close()));
    },
  };
}
