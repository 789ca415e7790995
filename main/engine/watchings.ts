// The watched folders as a set: each is opened, closed and looked through as its row says.
import type { Tables } from './db/library.ts';
import type { Clock, Log } from './ports.ts';
import { openWatching, type Watching, type WatchingOptions, type WatchTimers } from './watching.ts';
import { watchStoreOf, type WatchLibrary } from './watch-library.ts';
import { watchBudget } from './steps/watch-budget.ts';

export interface Watchings {
  /** Opens or closes what the folder's row now asks for. */
  follow(folderId: number): Promise<void>;
  followAll(): Promise<void>;
  /** null: every folder. Resolves when the scans that were asked for have ended. */
  scan(folderId: number | null): Promise<void>;
  isScanning(): boolean;
  /** Opens anew what closed because its rows could not be written. */
  takeUp(): Promise<void>;
  close(): Promise<void>;
}

export function openWatchings(rooms: {
  tables: Tables;
  library: WatchLibrary;
  clock: Clock;
  log: Log;
  live: boolean;
  timers?: Partial<WatchTimers>;
  onFailure: (error: unknown) => void;
}): Watchings {
  const { tables, clock, log, live } = rooms;
  const budget = watchBudget();
  const open = new Map<number, { watching: Watching; key: string }>();
  /** Folders whose rows could not be written: closed until somebody says that they can be again. */
  const lost = new Set<number>();
  let scans = 0;

  async function scanOne(watching: Watching): Promise<void> {
    scans += 1;
    try {
      await watching.scanNow();
    } finally {
      scans -= 1;
      rooms.library.nudge();
    }
  }

  async function follow(folderId: number): Promise<void> {
    const folder = tables.folders.get(folderId);
    const wanted =
      folder !== null && folder.kind === 'watched' && folder.path !== null && !folder.removed && !folder.paused;
    const key = wanted ? JSON.stringify([folder.path, folder.rules.ignore]) : '';
    const present = open.get(folderId);
    if (present?.key === key) return;
    open.delete(folderId);
    await present?.watching.close();
    if (!wanted || folder.path === null) return;
    const options: WatchingOptions = {
      folderId,
      root: folder.path,
      patterns: folder.rules.ignore,
      store: watchStoreOf(folderId, rooms.library),
      budget,
      clock,
      log,
      live,
      onFailure(error) {
        lost.add(folderId);
        rooms.onFailure(error);
      },
      ...(rooms.timers === undefined ? {} : { timers: rooms.timers }),
    };
    const watching = openWatching(options);
    open.set(folderId, { watching, key });
    void scanOne(watching);
  }

  return {
    follow,
    async followAll() {
      for (const folder of tables.folders.withRemoved()) await follow(folder.folderId);
    },
    async scan(folderId) {
      const chosen = [...open].filter(([id]) => folderId === null || id === folderId);
      await Promise.all(chosen.map(([, { watching }]) => scanOne(watching)));
    },
    isScanning: () => scans > 0,
    async takeUp() {
      const closed = [...lost];
      lost.clear();
      for (const folderId of closed) {
        const present = open.get(folderId);
        open.delete(folderId);
        await present?.watching.close();
        await follow(folderId);
      }
    },
    async close() {
      const all = [...open.values()];
      open.clear();
      await Promise.all(all.map(({ watching }) => watching.close()));
    },
  };
}
