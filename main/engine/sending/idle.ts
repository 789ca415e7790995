// Whether nothing moves any more, and why; tells those who wait for it. Moves nothing.
import { isPassing } from '../../../shared/snapshot.ts';
import type { AccountGate } from './account-gate.ts';
import type { Tables } from '../db/library.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import type { ActiveFolders } from './active-folders.ts';

/** Every photo is decided, or nothing goes on without a person: signed out or stopped, or paused. */
export type Decided = 'decided' | 'account' | 'paused';

export interface Idle {
  /** Resolves when nothing moves any more. */
  reached(): Promise<Decided>;
  /** After each round, while nothing runs: tells who waits, if it is true. */
  look(): void;
  isAwaited(): boolean;
}

export function openIdle(context: {
  tables: Tables;
  queries: LibraryQueries;
  account: AccountGate;
  folders: ActiveFolders;
  hasRemote: () => boolean;
  isPaused: () => boolean;
  /** Files that will not be decided by themselves, and say so. */
  stuck: () => readonly number[];
  /** Photos whose sending throws each time, and not even that could be written of them. */
  stuckPlacements: () => readonly number[];
  /** Files are read again: one of them may be a photo that is to be sent. */
  isRechecking: () => boolean;
}): Idle {
  const { tables, queries, account, folders } = context;
  const waiters: ((how: Decided) => void)[] = [];

  function how(): Decided | null {
    const checking = tables.files.isChecking(context.stuck()) || context.isRechecking();
    const stuck = context.stuckPlacements();
    const moving =
      tables.placements.committing().some(({ placementId }) => !stuck.includes(placementId)) ||
      folders.sending().some((folder) => queries.folderProgress.isSending(folder.folderId, stuck)) ||
      folders.publishing().some((folder) => queries.folderProgress.isPublishing(folder.folderId, stuck));
    if (checking) return null;
    if (!moving) return 'decided';
    if (account.isChecking()) return null;
    const trouble = account.trouble();
    if (!context.hasRemote() || (trouble !== null && !isPassing(trouble))) return 'account';
    return context.isPaused() ? 'paused' : null;
  }

  return {
    reached: () => new Promise((resolve) => waiters.push(resolve)),
    look() {
      const found = how();
      if (found !== null) for (const tell of waiters.splice(0)) tell(found);
    },
    isAwaited: () => waiters.length > 0,
  };
}
