// Upload addresses for many photos of one album in one call, a little ahead of the lanes.
import type { PipelineStep } from './pipeline-step.ts';
import { isAlbumRefusal } from '../albums/hold-for-album.ts';
import { bytesToSend } from '../sending/bytes-to-send.ts';
import { isSamePlan } from '../db/placement-copies.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { Reservation } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';
import { outcomeOf } from './outcome.ts';
import { isCountRefused, mostReservedAtOnce, openReservationSize } from './reservation-size.ts';
import { throwIfAny, writeRows } from './row-by-row.ts';
import { applyFailure, mayRun, recordResult, takeReady, type AskingStepContext } from './failed-steps.ts';

export type ReserveContext = AskingStepContext &
  Pick<PipelineContext, 'secrets' | 'breakers' | 'transferProgress' | 'lanes' | 'photosPerPost' | 'openFolders'>;

export function reserveStep(context: ReserveContext): PipelineStep<PlacementWork[]> {
  const { tables, breakers, transferProgress } = context;
  const atOnce = openReservationSize(tables.meta, context.clock.now);
  /** The service refuses the sizes of one call as a whole. Then each photo has its own call, and only one is held. */
  let alone = 0;

  return {
    name: 'reserve',
    space: 'placement',
    capacity() {
      // Enough for every lane to find its next photo without waiting for a call; not so many that they expire unused.
      const ahead = Math.max(mostReservedAtOnce, context.lanes() * context.photosPerPost * 2);
      // What could not be published would only lie there until its token is too old.
      if (!mayRun(context) || breakers.commit.capacity(1) === 0) return 0;
      // Reservations of a folder that stands still must not keep the others from theirs.
      const held = context
        .openFolders()
        .reduce((sum, folder) => sum + tables.placements.countIn('reserved', folder.folderId), 0);
      return held < ahead ? breakers.reserve.capacity(1) : 0;
    },
    take(_limit, isBusy) {
      const size = alone > 0 ? 1 : atOnce.size();
      const ready = takeReady(context, 'reserve', size, isBusy, 0);
      const first = ready[0];
      return first === undefined ? [] : [ready.filter((work) => work.albumId === first.albumId)];
    },
    keys: (group) => group.map((work) => work.placementId),
    async run(group, signal) {
      const remote = context.remote();
      const [first] = group;
      if (remote === null || first === undefined) return;
      const sizes = group.map(bytesToSend);
      // Safe to repeat: nothing becomes visible, and an unused reservation expires by itself.
      const answer = await transferProgress.during('reserving', group, () =>
        remote.reserve({ albumRemoteId: first.album.remoteId, groupId: first.album.groupId, sizes }, signal),
      );
      if (!answer.ok && isCountRefused(answer.trouble, group.length)) {
        // Nothing was reserved, and the photos are not to blame: the next round asks for fewer.
        atOnce.refused(group.length);
        return;
      }
      const outcome = answer.ok ? ({ kind: 'moved', value: answer.value } as const) : outcomeOf(answer.trouble);
      recordResult(breakers.reserve, outcome);
      if (outcome.kind !== 'moved') {
        if (outcome.kind === 'held' && !isOfWholeAlbum(outcome.reason) && group.length > 1)
          // One of them is too large, or there is room for some of them only.
          alone = group.length;
        else {
          if (outcome.kind === 'held' && outcome.reason === 'album_full') alone = 0;
          await applyFailure(context, group, outcome);
        }
        return;
      }
      if (alone > 0) alone -= 1;
      atOnce.taken(group.length);
      keepReservation(context, group, first.albumId, outcome.value);
    },
  };
}

const isOfWholeAlbum = (reason: string): boolean => isAlbumRefusal(reason) && reason !== 'album_full';

/** The n-th id belongs to the n-th photo; the service may give fewer ids than were asked for. */
function keepReservation(
  { tables, secrets, clock, policy }: ReserveContext,
  group: readonly PlacementWork[],
  albumId: number,
  { photoIds, uploadUrl, expiresAtMs }: Reservation,
): void {
  // Bytes must arrive in time, too; a life that is short all over is used for its first half.
  const lifeMs = expiresAtMs - clock.now();
  const usableUntilMs = expiresAtMs - Math.min(policy.reservationMarginMs, lifeMs / 2);
  const threw = tables.together(() => {
    const reservationId = tables.reservations.add(albumId, secrets.seal(uploadUrl), Math.floor(usableUntilMs));
    return writeRows(tables, group, (work, index) => {
      const photoId = photoIds[index];
      // Another album, rule or copy meanwhile: the address was asked for the former ones.
      if (photoId !== undefined && isAsAsked(work, tables.placements.get(work.placementId)))
        tables.placements.applyIfAllowed(work.placementId, 'reserved', { reservationId, remotePhotoId: photoId });
    });
  });
  throwIfAny(threw);
}

function isAsAsked(asked: PlacementWork, now: PlacementWork | null): boolean {
  return (
    now !== null &&
    now.albumId === asked.albumId &&
    now.album.remoteId === asked.album.remoteId &&
    now.album.groupId === asked.album.groupId &&
    isSamePlan(now.conversionPlan, asked.conversionPlan) &&
    now.sent?.bytes === asked.sent?.bytes
  );
}
