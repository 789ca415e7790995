// One walk through a watched folder: its entries go to the store, and files are missing only if the root is still the
// same.
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

/** Walks, gives the entries to the store, and finishes the scan only when the same root is still there at the end. */
export async function walkRoot(
  folder: {
    root: string;
    store: WatchStore;
    rules: IgnoreRules;
    disk: FileSystem;
    /** A function: after a pause there is another signal. */
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
  // Another directory than the one that was walked, though with our files: the next scan begins anew.
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

/** Without numbers that the next mount makes up anew: every file would seem replaced. */
export function lasting(entries: DiskEntry[], disk: Pick<FileSystem, 'lastingInodes'>): DiskEntry[] {
  return disk.lastingInodes ? entries : entries.map(withoutNumbers);
}
