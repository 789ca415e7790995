// Whether all work has ended, and why; resolves the promises of callers that wait for that.
import { isPassing } from '../../../shared/snapshot.ts';
import type { AccountGate } from './account-gate.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import type { ActiveFolders } from './active-folders.ts';

/** Every photo is decided; or nothing goes on without a person, because of the account or a pause. */
export type Decided = 'decided' | 'account' | 'paused';

export interface Idle {
  /** Resolves when all work has ended. */
  reached(): Promise<Decided>;
  /** Called after each round while nothing runs: resolves what waits if all work has ended. */
  check(): void;
  isAwaited(): boolean;
}

export function openIdle(context: {
  tables: Tables;
  queries: LibraryQueries;
  account: AccountGate;
  folders: ActiveFolders;
  hasRemote: () => boolean;
  isPaused: () => boolean;
  /** Files whose step throws each time: only a person can change that. */
  stuck: () => readonly number[];
  /** Photos whose sending throws each time, where even that could not be stored. */
  stuckPlacements: () => readonly number[];
  /** Files are read again: one of them may turn out to be a photo to send. */
  isRechecking: () => boolean;
  /** Photos of gone albums are still to be put on hold. */
  areLeftoversDue: () => boolean;
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
    if (checking || context.areLeftoversDue()) return null;
    if (!moving) return 'decided';
    if (account.isChecking()) return null;
    const trouble = account.trouble();
    if (!context.hasRemote() || (trouble !== null && !isPassing(trouble))) return 'account';
    return context.isPaused() ? 'paused' : null;
  }

  return {
    reached: () => new Promise((resolve) => waiters.push(resolve)),
    check() {
      const found = how();
      if (found !== null) for (const tell of waiters.splice(0)) tell(found);
    },
    isAwaited: () => waiters.length > 0,
  };
}
