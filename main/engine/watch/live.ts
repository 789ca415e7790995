// Keeps one root watched, or tells why it is not: network disk, limits, errors. After each trouble its owner must scan.
import type { Log } from '../ports.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { inotifyInstancesRemedy, type Remedy, type WatchBudget } from './budget.ts';
import { watch, type Hint, type Watch, type WatchTrouble } from './chokidar-watch.ts';
import { diskErrorCode } from '../disk/disk-error.ts';

export interface LiveWatch {
  /** Watches if it does not and may. Never rejects. */
  arm(disk: FileSystem, knownFolders: number): Promise<void>;
  disarm(): Promise<void>;
  include(relativePath: string): void;
  /** null: events arrive. */
  whyNot(): 'idle' | 'network' | 'limit' | 'instances' | 'errors' | null;
  /** Only with a limit. */
  remedy(knownFolders: number): Remedy | null;
}

export interface LiveWatchOptions {
  folderId: number;
  root: string;
  ignored(relativePath: string): boolean;
  budget: WatchBudget;
  log: Log;
  onDirty(relativePath: string, hint: Hint): void;
  /** Something may have been missed while it ran: scan. */
  onTrouble(): void;
}

/** After so many errors of the watcher nothing is watched until the next scan tries again. */
const errorsBorne = 3;

export function liveWatch(options: LiveWatchOptions): LiveWatch {
  const { budget, log, folderId } = options;
  let held: Watch | null = null;
  let why: ReturnType<LiveWatch['whyNot']> = 'idle';
  let errors = 0;

  async function disarm(): Promise<void> {
    const old = held;
    held = null;
    why ??= 'idle';
    await old?.close().catch((error: unknown) => log.warn('watcher.close', { folderId, code: diskErrorCode(error) }));
  }

  async function note(trouble: WatchTrouble): Promise<void> {
    log.warn('watcher.trouble', { folderId, kind: trouble.kind, code: trouble.kind === 'error' ? trouble.code : null });
    if (trouble.kind === 'overflow') return;
    if (trouble.kind === 'error') why = ++errors > errorsBorne ? 'errors' : 'idle';
    else why = trouble.kind;
    await disarm();
  }

  async function arm(disk: FileSystem, knownFolders: number): Promise<void> {
    if (disk.network) {
      await disarm();
      why = 'network';
      return;
    }
    if (held !== null) return;
    await budget.refresh();
    if (why === 'limit' && !budget.holds(knownFolders)) return;
    const troubles: WatchTrouble[] = [];
    let armed: Watch | null = null;
    try {
      armed = await watch({
        root: options.root,
        ignored: options.ignored,
        budget,
        onDirty: options.onDirty,
        onTrouble(trouble) {
          if (armed === null) troubles.push(trouble);
          else if (held === armed) void note(trouble).then(options.onTrouble);
        },
      });
    } catch (error) {
      log.error('watcher.unusable', { folderId, code: diskErrorCode(error) });
      why = 'errors';
      return;
    }
    held = armed;
    why = null;
    // The scan that follows finds what was missed so far.
    for (const trouble of troubles) await note(trouble);
  }

  return {
    arm,
    disarm,
    include: (relativePath) => held?.include(relativePath),
    whyNot: () => why,
    remedy: (knownFolders) =>
      why === 'limit' ? budget.remedy(knownFolders) : why === 'instances' ? inotifyInstancesRemedy() : null,
  };
}
