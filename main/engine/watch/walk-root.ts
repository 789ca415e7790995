// One walk through a folder that is kept in step with its table: told entry by entry, concluded only while its root is the same. Starts nothing anew.
import type { IgnoreRules } from '../disk/ignore-rules.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { checkRoot } from '../disk/root.ts';
import { walk, type DiskEntry, type Unreadable } from '../disk/walk.ts';
import { withoutNumbers } from '../disk/file-stat.ts';
import type { WatchStore } from './store.ts';

export type ScanOutcome =
  | { kind: 'complete'; files: number; folders: number; missing: number; unreadable: Unreadable[] }
  /** Frozen: nothing was concluded. */
  | { kind: 'absent' | 'replaced' | 'not_a_folder' }
  | { kind: 'unreadable'; code: string }
  /** Paused, closed or failed before the end. */
  | { kind: 'aborted' };

/** Walks, tells the store, and concludes what is missing only when the same root is still there at the end. */
export async function walkRoot(
  folder: {
    root: string;
    store: WatchStore;
    rules: IgnoreRules;
    disk: FileSystem;
    /** Asked anew each time: a pause that is over already has another one. */
    signal: () => AbortSignal;
  },
  asked: { generation: number; below: string; touched: boolean },
): Promise<ScanOutcome> {
  const { root, store, rules, disk } = folder;
  const { generation, below, touched } = asked;
  const result = await walk({
    root,
    below,
    ignore: rules,
    signal: folder.signal(),
    neverBlock: disk.network,
    onBatch: (entries) => store.compare(lasting(entries, disk), generation, touched),
  });
  if (result.kind !== 'complete') return result;
  const after = await checkRoot(root, store, rules);
  if (after.kind !== 'present') return after;
  // Another directory than the one walked, though with our files: the next look begins anew.
  if (after.changed) return { kind: 'replaced' };
  if (folder.signal().aborted) return { kind: 'aborted' };
  const { missing } = await store.finishScan({
    generation,
    below,
    files: result.files,
    folders: result.folders,
    unreadable: result.unreadable,
  });
  return { ...result, missing };
}

/** Numbers that the next mount makes up anew would make every file look replaced. */
export function lasting(entries: DiskEntry[], disk: Pick<FileSystem, 'lastingInodes'>): DiskEntry[] {
  return disk.lastingInodes ? entries : entries.map(withoutNumbers);
}
