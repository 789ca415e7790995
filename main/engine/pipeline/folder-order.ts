// Keeps the order of a folder in its album: selects the photos that may be committed now, and wakes the scheduler when
// a photo has waited long enough for an earlier one.
import type { PlacementWork } from '../db/placement-work.ts';
import type { PipelineContext } from './context.ts';
import { comparePositions, mayCommit, type FolderPosition, type Ready } from './commit-order.ts';

export interface FolderOrder {
  /**
   * `ready`: uploaded photos of one folder. Answers those that need not wait for an earlier one, in their order.
   */
  mayGo(folderId: number, ready: readonly PlacementWork[], isBusy: (placementId: number) => boolean): PlacementWork[];
}

const positionOf = ({ placementId, albumId, sortMs, path }: PlacementWork): FolderPosition => ({
  placementId,
  line: String(albumId),
  sortMs,
  path: path ?? '',
});

/** Works whose commits were begun, in the order of the calls. Older libraries have one moment for all of a call. */
export function inOrderOfCommits(works: readonly PlacementWork[]): PlacementWork[] {
  const begunMs = (work: PlacementWork): number => work.commitStartedMs ?? 0;
  return [...works].sort((a, b) => begunMs(a) - begunMs(b) || comparePositions(positionOf(a), positionOf(b)));
}

export type OrderContext = Pick<PipelineContext, 'tables' | 'clock' | 'policy' | 'sendingFolders' | 'wake'>;

export function openFolderOrder({ tables, clock, policy, sendingFolders, wake }: OrderContext): FolderOrder {
  /** By folder: earlier photos that no photo waits for any more. */
  const passed = new Map<number, ReadonlySet<number>>();
  let timer: { atMs: number; cancel: () => void } | null = null;

  function checkAgainAt(atMs: number): void {
    if (timer !== null && timer.atMs <= atMs && timer.atMs > clock.now()) return;
    timer?.cancel();
    const cancel = clock.after(Math.max(1, atMs - clock.now()), () => {
      timer = null;
      wake();
    });
    timer = { atMs, cancel };
  }

  /** Never beyond the life of its reservation: the order is not worth a lost upload. */
  function lastMomentMs(work: PlacementWork): number {
    const reservation = work.reservationId === null ? null : tables.reservations.get(work.reservationId);
    return reservation?.expiresAtMs ?? clock.now();
  }

  return {
    mayGo(folderId, ready, isBusy) {
      // Where nothing is sent, no photo is on its way.
      const isSending = sendingFolders().some((folder) => folder.folderId === folderId);
      const onTheirWay = isSending
        ? tables.placements.beforeCommit(folderId).filter((one) => !one.isQueued || isBusy(one.placementId))
        : [];
      const waiting = ready.map((work): Ready & { work: PlacementWork } => ({
        work,
        ...positionOf(work),
        readyAtMs: work.changedAtMs,
        lastMomentMs: onTheirWay.length === 0 ? clock.now() : lastMomentMs(work),
      }));
      const earlier = onTheirWay.map(({ placementId, albumId, sortMs }) => ({
        placementId,
        line: String(albumId),
        sortMs,
        // Asked for only where the dates are equal.
        get path() {
          return tables.placements.pathOf(placementId);
        },
      }));
      const verdict = mayCommit(
        waiting,
        earlier,
        passed.get(folderId) ?? new Set(),
        clock.now(),
        policy.orderPatienceMs,
      );
      if (verdict.passed.size > 0) passed.set(folderId, verdict.passed);
      else passed.delete(folderId);
      if (verdict.checkAgainAtMs !== null) checkAgainAt(verdict.checkAgainAtMs);
      return verdict.now.map(({ work }) => work);
    },
  };
}
