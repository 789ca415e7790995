// Repeats commits whose answer was lost and that are provably not in the album. See [Note: look before asking again].
import type { PlacementWork } from '../db/placement-work.ts';
import { isAboutAlbum, refusedByService } from '../../../shared/reasons.ts';
import type { OkApi } from '../../ok/api.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import { holdAlbum, isAlbumRefusal } from '../albums/hold-for-album.ts';
import { commitPhotos, refusedAsGroup, type Committed } from './commit-outcome.ts';
import type { PipelineContext } from './context.ts';
import { countAttempt, recordResult } from './failed-steps.ts';
import { finishCommit, type FinishContext } from './finish-commit.ts';
import { outcomeOf } from './outcome.ts';
import { loseTrack, reconcileLater, type UncertainContext } from './uncertain-commits.ts';

export type RepeatContext = UncertainContext & FinishContext & Pick<PipelineContext, 'secrets' | 'serviceNow'>;

/** Nothing in the album can be it and the grace is over: the same commit, same id, same token, never new bytes. */
export async function repeatCommits(
  context: RepeatContext,
  remote: OkApi,
  absent: readonly PlacementWork[],
  signal: AbortSignal,
): Promise<void> {
  const { tables, policy, secrets, breakers, transferProgress, serviceNow } = context;
  // One at a time: a lost answer is then about one photo, and the next check can tell.
  for (const work of absent) {
    const token = work.tokenSealed === null ? null : secrets.open(work.tokenSealed);
    if (token === null || work.remotePhotoId === null) {
      loseTrack(context, work, []);
      continue;
    }
    tables.placements.repeatsCommit(work.placementId, serviceNow());
    const comment = tables.placements.captionOf(work.placementId).sent ?? '';
    const photo = { photoId: work.remotePhotoId, token, comment };
    const [result] = await transferProgress.during('committing', [work], () =>
      commitPhotos(remote, [photo], signal, work.album.groupId),
    );
    if (result === undefined) return;
    if (result.kind === 'unknown' || result.kind === 'not-now') {
      // The service said «there already», or nothing about the photo, while the album does not show it.
      const isAnswered =
        outcomeOf(result.trouble).kind === 'retry' && troubleWord(result.trouble) === 'service:malformed';
      if (isAnswered && work.attempts + 1 >= policy.attempts) loseTrack(context, work, []);
      else reconcileLater(context, [work], result.trouble);
      // The others wait for the next check: a service in trouble is not asked about each in turn.
      return;
    }
    recordResult(breakers.commit, { kind: 'moved', value: null });
    if (result.kind === 'committed') {
      // An id that another photo has would mean that the service made one of two: never claim it twice.
      if (tables.placements.isClaimed(result.assignedId, work.placementId))
        loseTrack(context, work, [result.assignedId]);
      else finishCommit(context, work, result.assignedId);
    } else applyRefusal(context, work, result);
  }
}

function applyRefusal(
  context: RepeatContext,
  work: PlacementWork,
  result: Extract<Committed, { kind: 'refused' }>,
): void {
  context.changed('problems');
  if (result.how === 'held' && !isAboutAlbum(result.reason))
    context.tables.placements.apply(work.placementId, 'held', { reason: result.reason, lastError: refusedByService });
  else if (result.how === 'again' && work.lastError === refusedAsGroup) {
    // Refused both times, with its group and alone, and not in the album: no answer was ever lost.
    context.tables.placements.apply(work.placementId, 'commit_undone');
    countAttempt(context, work, 'reservation lost', work.attempts === 0 ? 0 : undefined);
  } else if (result.how === 'held' && isAlbumRefusal(result.reason) && work.lastError === refusedAsGroup) {
    context.tables.placements.apply(work.placementId, 'held', { reason: result.reason });
    holdAlbum(context, work.albumId, result.reason, [work.placementId]);
  }
  // Gone, and not in the album: it was published and moved, or never was. Only a person can say.
  else loseTrack(context, work, []);
}
