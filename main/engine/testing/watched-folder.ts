// For tests of watching: a real folder, its watcher with a store in memory, and what the store knows. Registers
// vitest's hooks.
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { watchBudget } from '../watch/budget.ts';
import { systemClock } from '../system-clock.ts';
import { FolderWatcher, type FolderWatcherOptions } from '../watch/folder-watcher.ts';
import { memoryWatchStore, type MemoryWatchStore } from './memory-watch-store.ts';
import { silentLog } from './quick.ts';

export interface WatchedFolder {
  store: MemoryWatchStore;
  watching: FolderWatcher;
  failures: unknown[];
  /** Waits until exactly these files are known to be there. */
  knows(...paths: string[]): Promise<void>;
  health(): string | undefined;
}

/** A folder with these files in it, each holding its own name. */
export async function folderOf(files: readonly string[] = []): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'watching-')));
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), file);
  }
  return root;
}

export const quickTimers = { coalesceMs: 10, rescanGapMs: 20, absentProbeMs: 20, rootProbeMs: 50 };

/** To be asked for where a file begins: begins watchings that end with their test. */
export function watchingsOfTests() {
  const open: FolderWatcher[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  return (root: string, over: Partial<FolderWatcherOptions> = {}, store = memoryWatchStore()): WatchedFolder => {
    const failures: unknown[] = [];
    const watching = new FolderWatcher({
      folderId: 1,
      root,
      patterns: [],
      store,
      budget: watchBudget(async () => 100_000),
      clock: systemClock,
      log: silentLog,
      live: true,
      onFailure: (error) => failures.push(error),
      timers: quickTimers,
      ...over,
    });
    open.push(watching);
    return {
      store,
      watching,
      failures,
      async knows(...paths) {
        await expect.poll(() => store.present(), { interval: 5 }).toEqual([...paths].sort());
      },
      health: () => store.healths.at(-1)?.health,
    };
  };
}
