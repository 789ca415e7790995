// Keeps the order of a folder in its album: asks who may be committed now, and looks again when somebody has waited long enough. Commits nothing.
import type { PlacementWork } from '../db/placement-work.ts';
import type { PipelineContext } from './context.ts';
import { comparePositions, mayCommit, type FolderPosition, type Ready } from './commit-order.ts';

export interface FolderOrder {
  /** Of these, all of one folder and all with their bytes there, those that nobody needs to wait for; in the folder's order. */
  mayGo(folderId: number, ready: readonly PlacementWork[], isBusy: (placementId: number) => boolean): PlacementWork[];
}

const placeOf = ({ placementId, albumId, sortMs, path }: PlacementWork): FolderPosition => ({
  placementId,
  line: String(albumId),
  sortMs,
  path: path ?? '',
});

/** Works whose commits were begun, as they were begun: by call, and within one call as they stood in it. */
export function inOrderOfCommits(works: readonly PlacementWork[]): PlacementWork[] {
  const begunMs = (work: PlacementWork): number => work.commitStartedMs ?? 0;
  return [...works].sort((a, b) => begunMs(a) - begunMs(b) || comparePositions(placeOf(a), placeOf(b)));
}

export type OrderContext = Pick<PipelineContext, 'tables' | 'clock' | 'policy' | 'sendingFolders' | 'wake'>;

export function openFolderOrder({ tables, clock, policy, sendingFolders, wake }: OrderContext): FolderOrder {
  /** By folder: elders that have been waited for long enough. */
  const passed = new Map<number, ReadonlySet<number>>();
  let timer: { atMs: number; cancel: () => void } | null = null;

  function lookAgain(atMs: number): void {
    if (timer !== null && timer.atMs <= atMs && timer.atMs > clock.now()) return;
    timer?.cancel();
    const cancel = clock.after(Math.max(1, atMs - clock.now()), () => {
      timer = null;
      wake();
    });
    timer = { atMs, cancel };
  }

  /** Never beyond the life of its reservation: the order is a wish, and the bytes are there only as long. */
  function lastMomentMs(work: PlacementWork): number {
    const reservation = work.reservationId === null ? null : tables.reservations.get(work.reservationId);
    return reservation?.expiresAtMs ?? clock.now();
  }

  return {
    mayGo(folderId, ready, isBusy) {
      // Where nothing is sent, nobody is on its way.
      const isSending = sendingFolders().some((folder) => folder.folderId === folderId);
      const onTheirWay = isSending
        ? tables.placements.beforeCommit(folderId).filter((one) => !one.isQueued || isBusy(one.placementId))
        : [];
      const waiting = ready.map((work): Ready & { work: PlacementWork } => ({
        work,
        ...placeOf(work),
        readyAtMs: work.changedAtMs,
        lastMomentMs: onTheirWay.length === 0 ? clock.now() : lastMomentMs(work),
      }));
      const elders = onTheirWay.map(({ placementId, albumId, sortMs }) => ({
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
        elders,
        passed.get(folderId) ?? new Set(),
        clock.now(),
        policy.elderPatienceMs,
      );
      if (verdict.passed.size > 0) passed.set(folderId, verdict.passed);
      else passed.delete(folderId);
      if (verdict.lookAgainAtMs !== null) lookAgain(verdict.lookAgainAtMs);
      return verdict.now.map(({ work }) => work);
    },
  };
}
