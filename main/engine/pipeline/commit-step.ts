// Uploaded photos are published in groups. «About to commit» is on the disk before the call leaves.
import type { PipelineStep } from './pipeline-step.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import { chosenCaption } from '../../../shared/chosen-caption.ts';
import { refusedByService } from '../../../shared/reasons.ts';
import type { PipelineContext } from './context.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import { commitPhotos, isOfOne, refusedAsGroup, type Committed } from './commit-outcome.ts';
import { removeCopiesOfDone } from './converted-copy.ts';
import { finishCommit, type FinishContext } from './finish-commit.ts';
import { LookMeanwhile } from './look-meanwhile.ts';
import { outcomeOf } from './outcome.ts';
import type { OkApi } from '../../ok/api.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import { openFolderOrder, type OrderContext } from './folder-order.ts';
import { holdAlbum, isAlbumRefusal } from '../albums/hold-for-album.ts';
import { throwIfAny, writeRows } from './row-by-row.ts';
import {
  applyFailure,
  countAttempt,
  mayRun,
  recordResult,
  takeReady,
  type AttemptContext,
  type AskingStepContext,
} from './failed-steps.ts';

/** Photos in one commit. After a lost answer a person may be asked about all of them, so a group is small. */
export const commitAtOnce = 20;
/** Photos of an album with an uncertain commit stand before others: so many are read to find one that may go. */
const takenPastUncertain = 500;
/** A photo waits so long for company: few calls while much is sent, no delay that a person notices. */
const companyMs = 200;

export type CommitContext = AskingStepContext &
  FinishContext &
  OrderContext &
  Pick<PipelineContext, 'limits' | 'secrets' | 'breakers' | 'serviceNow' | 'copiesFolder' | 'wake' | 'publishingTurn'>;

export function commitStep(context: CommitContext): PipelineStep<PlacementWork[]> {
  const { tables, clock, transferProgress, breakers } = context;
  const order = openFolderOrder(context);
  const meanwhile = new LookMeanwhile(context);
  let wake: (() => void) | null = null;
  let lastBegunMs = 0;

  /**
   * Each photo gets a moment of its own, later than those of earlier calls: a commit whose answer is lost is found
   * again by this order, and names may change meanwhile. A clock that was set back counts anew.
   */
  function beginningOf(photos: number): number {
    const now = context.serviceNow();
    const begunMs = now > lastBegunMs || now < lastBegunMs - 10_000 ? now : lastBegunMs + 1;
    lastBegunMs = begunMs + photos - 1;
    return begunMs;
  }

  function isRipe(): boolean {
    const oldest = tables.placements.oldestUploaded();
    if (oldest === null) {
      // All that was compared is there already, or is asked about.
      context.publishingTurn.keep(false);
      return false;
    }
    const waited = clock.now() - oldest;
    // A clock that was set back must not make anybody wait.
    if (waited >= companyMs || waited < 0 || transferProgress.sendingLanes() === 0) return true;
    if (tables.placements.hasUploaded(commitAtOnce)) return true;
    wake ??= clock.after(companyMs - waited, () => {
      wake = null;
      context.wake();
    });
    return false;
  }

  return {
    name: 'commit',
    space: 'placement',
    // Without its answer the commit is uncertain, and the next start waits until that is settled.
    finishOnClose: true,
    capacity: () => (mayRun(context) && isRipe() ? breakers.commit.capacity(1) : 0),
    take(_limit, isBusy) {
      // Nothing new is published into an album with an uncertain commit: it would be taken for the missing photo.
      const uncertainAlbums = tables.placements.albumsWithOpenCommits();
      const enough = uncertainAlbums.size === 0 ? commitAtOnce : takenPastUncertain;
      for (const folder of context.publishingFolders()) {
        const ready = takeReady(context, 'commit', enough, isBusy, 0, [folder]).filter(
          (work) => !uncertainAlbums.has(work.albumId),
        );
        const mayGo = ready.length === 0 ? [] : order.mayGo(folder.folderId, ready, isBusy);
        const [first] = mayGo;
        // One album a call: what is said of an album is then said of all.
        if (first !== undefined) return [mayGo.filter((work) => work.albumId === first.albumId).slice(0, commitAtOnce)];
      }
      return [];
    },
    keys: (group) => group.map((work) => work.placementId),
    async run(group, signal) {
      const remote = context.remote();
      if (remote === null || !(await context.publishingTurn.take(signal))) return;
      try {
        const look = await meanwhile.look(remote, group, signal);
        context.publishingTurn.keep(look === 'compare');
        if (look === 'go') await publish(remote, group, signal);
      } finally {
        context.publishingTurn.leave();
      }
    },
  };

  async function publish(remote: OkApi, group: readonly PlacementWork[], signal: AbortSignal): Promise<void> {
    const [first] = group;
    const albumId = first?.albumId ?? 0;
    const groupId = first?.album.groupId ?? null;
    const { photos, refused } = beginCommits(context, group, beginningOf(group.length));
    if (photos.length === 0) {
      throwIfAny(refused);
      return;
    }
    const works = photos.map(({ work }) => work);
    const results = await transferProgress.during('committing', works, () =>
      commitPhotos(remote, photos, signal, groupId),
    );
    meanwhile.published(albumId, works, results.filter(({ kind }) => kind === 'committed').length);
    const unanswered = results.find((result) => result.kind === 'unknown' || result.kind === 'not-now');
    const trouble = unanswered === undefined ? null : outcomeOf(unanswered.trouble);
    recordResult(breakers.commit, trouble ?? { kind: 'moved', value: null });
    if (trouble?.kind === 'account') context.account.report(trouble.trouble);
    const unwritten = writeRows(tables, photos, ({ work }, index) => {
      const result = results[index];
      if (result !== undefined) applyCommitted(context, work, result);
    });
    const postponed = photos.filter((_, index) => results[index]?.kind === 'not-now').map(({ work }) => work);
    if (trouble !== null && trouble.kind !== 'account') await applyFailure(context, postponed, trouble);
    await removeCopiesOfDone(context, works);
    throwIfAny(new Map([...refused, ...unwritten]));
  }
}

/** «About to commit», on the disk before the call leaves. Leaves out photos that may not be committed any more. */
function beginCommits(
  { tables, secrets, clock, policy, limits }: CommitContext,
  group: readonly PlacementWork[],
  begunMs: number,
): {
  photos: { work: PlacementWork; placementId: number; photoId: string; token: string; comment: string }[];
  refused: Map<number, unknown>;
} {
  const photos: ReturnType<typeof beginCommits>['photos'] = [];
  const refused = tables.durably(() =>
    writeRows(tables, group, (work, index) => {
      const { placementId, remotePhotoId } = work;
      const token = work.tokenSealed === null ? null : secrets.open(work.tokenSealed);
      const reservation = work.reservationId === null ? null : tables.reservations.get(work.reservationId);
      const expired = reservation !== null && reservation.expiresAtMs + policy.reservationMarginMs < clock.now();
      // Sealed with a key that is gone, or too late: nothing was published, so the bytes may go again.
      // Read now: the person may have changed it, or the rule, while this commit waited for its turn.
      const caption = tables.placements.captionOf(placementId);
      // Words never go to a photo whose token was told together with those of others. Its bytes do not go again: if
      // tokens were mixed up, another one would be published twice.
      const comment = caption.sharedPost ? '' : chosenCaption(caption, limits().maxCaptionLength);
      if (token === null || remotePhotoId === null || expired)
        tables.placements.applyIfAllowed(placementId, 'token_lost');
      else if (
        tables.placements.applyIfAllowed(placementId, 'commit_started', {
          commitStartedMs: begunMs + index,
          sentCaption: comment,
        })
      )
        photos.push({ work, placementId, photoId: remotePhotoId, token, comment });
    }),
  );
  return { photos, refused };
}

function applyCommitted(context: AttemptContext & FinishContext, work: PlacementWork, result: Committed): void {
  const { placements } = context.tables;
  switch (result.kind) {
    case 'committed':
      finishCommit(context, work, result.assignedId);
      return;
    case 'refused':
      if (result.how === 'again') {
        placements.apply(work.placementId, 'commit_undone');
        countAttempt(context, work, 'reservation lost', work.attempts === 0 ? 0 : undefined);
      } else if (isAlbumRefusal(result.reason)) {
        placements.apply(work.placementId, 'held', { reason: result.reason });
        holdAlbum(context, work.albumId, result.reason, [work.placementId]);
      } else {
        placements.apply(work.placementId, 'held', { reason: result.reason, lastError: refusedByService });
        context.accountLimits.refused(work, result.reason);
      }
      context.changed('problems');
      return;
    case 'unknown': {
      // Stays «committing»; the reconcile step reads the album.
      const word = isOfOne(result.trouble) ? refusedAsGroup : troubleWord(result.trouble);
      placements.tryLater(work.placementId, work.attempts, context.clock.now() + firstCheckMs(context), word);
      return;
    }
    case 'not-now':
      placements.apply(work.placementId, 'commit_postponed');
  }
}

/** The service may still work on it: a first check soon, a conclusion from «not there» only after the grace. */
function firstCheckMs(context: Pick<PipelineContext, 'policy' | 'clock'>): number {
  return Math.min(
    context.policy.commitGraceMs,
    waitAfter({ ...context.policy, firstWaitMs: 1_000 }, 1, context.clock.random()),
  );
}
