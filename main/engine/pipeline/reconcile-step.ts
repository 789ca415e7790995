// Commits whose answer was lost: looks into the album, then repeats the commit, then asks the person. See [Note: look before asking again].
import type { PipelineStep } from './pipeline-step.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import { isAboutAlbum, refusedByService } from '../../../shared/reasons.ts';
import { sentSides, type PipelineContext } from './context.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { OkApi, RemotePhoto } from '../../ok/api.ts';
import type { Trouble } from '../../ok/answer.ts';
import { commitPhotos } from './commit-outcome.ts';
import { outcomeOf } from './outcome.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import {
  clockSkewMs,
  matchUncertainCommits,
  selectCandidates,
  type AlbumPhoto,
  type CompareFingerprints,
  type UncertainCommit,
} from '../matching/match-uncertain-commits.ts';
import { finish, refusedAsGroup } from './commit-step.ts';
import { holdAlbum } from '../albums/hold-for-album.ts';
import { CommitFingerprints } from '../matching/commit-fingerprints.ts';
import { FingerprintSource } from '../matching/fingerprint-source.ts';
import { inOrderOfCommits } from './folder-order.ts';
import { removeCopy } from './convert-step.ts';
import { throwIfAny, writeRows } from './row-by-row.ts';
import { mayRun, takeReady, recordResult, countAttempt } from './failed-steps.ts';

const groupAtMost = 100;

/** All open commits of one album, and those of them that may be repeated now. */
interface Doubt {
  all: PlacementWork[];
  due: ReadonlySet<number>;
}

/** What the album showed, and when it was asked, by the service's clock: how long the looks at it take, proves nothing. */
interface Listing {
  photos: readonly RemotePhoto[];
  askedMs: number;
}

export function reconcileStep(context: PipelineContext): PipelineStep<Doubt> {
  const { tables, clock, account, policy, secrets, breakers, transferProgress } = context;
  const fingerprints = new CommitFingerprints(new FingerprintSource(context));

  /** Nothing is concluded from a service in trouble, and nobody is asked because of it: looked at again, however often. */
  function later(works: readonly PlacementWork[], trouble: Trouble): void {
    const outcome = outcomeOf(trouble);
    recordResult(breakers.commit, outcome);
    if (outcome.kind === 'stopped') return;
    if (outcome.kind === 'account') {
      account.report(trouble);
      return;
    }
    wait(works, troubleWord(trouble), 1, outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0);
  }

  function wait(works: readonly PlacementWork[], word: string, attempts: 0 | 1, atLeastMs: number): void {
    tables.together(() => {
      for (const work of works) {
        const used = work.attempts + attempts;
        const ms = Math.max(atLeastMs, waitAfter(policy, Math.max(1, used), clock.random()));
        const error = work.lastError === refusedAsGroup ? refusedAsGroup : word;
        tables.placements.tryLater(work.placementId, used, clock.now() + ms, error);
      }
    });
  }

  function lose(work: PlacementWork, candidates: readonly string[]): void {
    tables.placements.apply(work.placementId, 'lost_track', {
      reason: 'commit_unclear',
      detail: { candidates: candidates.join(' ') },
    });
    context.changed('problems');
  }

  /** Nothing in the album can be it and the grace is over: the same commit, same id, same token, never new bytes. */
  async function repeat(remote: OkApi, absent: readonly PlacementWork[], signal: AbortSignal): Promise<void> {
    // One at a time: a lost answer is then about one photo, and the next look can tell.
    for (const work of absent) {
      const token = work.tokenSealed === null ? null : secrets.open(work.tokenSealed);
      if (token === null || work.remotePhotoId === null) {
        lose(work, []);
        continue;
      }
      tables.placements.repeatsCommit(work.placementId, context.serviceNow());
      const photo = { photoId: work.remotePhotoId, token };
      const [result] = await transferProgress.during('committing', [work], () => commitPhotos(remote, [photo], signal));
      if (result === undefined) return;
      if (result.kind === 'unknown' || result.kind === 'not-now') {
        // The service said «there already», or nothing about the photo, while the album does not show it.
        const isAnswered =
          outcomeOf(result.trouble).kind === 'retry' && troubleWord(result.trouble) === 'service:malformed';
        if (isAnswered && work.attempts + 1 >= policy.attempts) lose(work, []);
        else later([work], result.trouble);
        // The others wait for the next look: a service in trouble is not asked about each in turn.
        return;
      }
      recordResult(breakers.commit, { kind: 'moved', value: null });
      if (result.kind === 'committed') {
        // An id that another photo has would mean that the service made one of two: never claim it twice.
        if (tables.placements.isClaimed(result.assignedId, work.placementId)) lose(work, [result.assignedId]);
        else finish(context, work, result.assignedId);
        continue;
      }
      context.changed('problems');
      if (result.how === 'held' && !isAboutAlbum(result.reason))
        tables.placements.apply(work.placementId, 'held', { reason: result.reason, lastError: refusedByService });
      else if (result.how === 'again' && work.lastError === refusedAsGroup) {
        // Refused both times, with its group and alone, and not in the album: no answer was ever lost.
        tables.placements.apply(work.placementId, 'commit_undone');
        countAttempt(context, work, 'reservation lost', work.attempts === 0 ? 0 : undefined);
      } else if (result.how === 'held' && isAboutAlbum(result.reason) && work.lastError === refusedAsGroup) {
        tables.placements.apply(work.placementId, 'held', { reason: result.reason });
        holdAlbum(context, work.albumId, result.reason === 'album_full' ? 'album_full' : 'album_gone', [
          work.placementId,
        ]);
      }
      // Gone, and not in the album: it was published and moved, or never was. Only a person can say.
      else lose(work, []);
    }
  }

  /** Sides that the service does not tell fit everything: such a photo can make a case unclear, never absent. */
  function unclaimedOf({ photos }: Listing): (RemotePhoto & AlbumPhoto)[] {
    return photos
      .filter((photo) => !tables.placements.isClaimed(photo.id, 0))
      .map((photo) => ({ ...photo, width: photo.width ?? 0, height: photo.height ?? 0 }));
  }

  /** By the service's clock: until then it may still be at it. */
  const graceMs = (work: PlacementWork, listing: Listing): number => {
    const left = (work.commitStartedMs ?? 0) + policy.commitGraceMs - listing.askedMs;
    return left <= policy.commitGraceMs ? left : 0;
  };

  /** Looks at what can be ours, where there is something. null: not now; or the program ends. */
  async function look(
    { all }: Doubt,
    listing: Listing,
    albumId: number,
    signal: AbortSignal,
  ): Promise<CompareFingerprints | null> {
    const photos = selectCandidates(all.map(uncertainCommitOf), unclaimedOf(listing));
    if (photos.length === 0) return () => 'unsure';
    const rivals = tables.placements
      .withoutRemoteIdOf(albumId)
      .filter((rival) => selectCandidates([uncertainCommitOf(rival)], photos).length > 0);
    const isEarly = all.some((work) => graceMs(work, listing) > 0);
    const found = await fingerprints.compare(albumId, [...all, ...rivals], photos, isEarly, signal);
    if (found === null && !signal.aborted) wait(all, 'no pictures now', 0, 0);
    return found;
  }

  /** Applies what a look tells. Answers those that are provably not there and may be committed again. */
  function conclude(
    { all, due }: Doubt,
    listing: Listing,
    compare: CompareFingerprints,
    albumId: number,
  ): { absent: PlacementWork[]; threw: Map<number, unknown> } {
    const byId = new Map(all.map((work) => [work.placementId, work]));
    const absent: PlacementWork[] = [];
    const largest = listing.photos.reduce((most, one) => Math.max(most, one.width ?? 0, one.height ?? 0), 0);
    const rivals = tables.placements.withoutRemoteIdOf(albumId).map(uncertainCommitOf);
    const findings = matchUncertainCommits(all.map(uncertainCommitOf), unclaimedOf(listing), rivals, largest, compare);
    const threw = writeRows(tables, findings, (finding) => {
      const work = byId.get(finding.placementId);
      if (work === undefined) return;
      if (finding.kind === 'found') {
        finish(context, work, finding.assignedId, 'adopted');
        return;
      }
      // The service may still be at it: neither «not there» nor «which of them» is said before the grace is over.
      const left = graceMs(work, listing);
      if (left > 0)
        tables.placements.tryLater(
          work.placementId,
          work.attempts,
          clock.now() + left,
          work.lastError ?? 'not in the album yet',
        );
      else if (finding.kind === 'unclear') lose(work, finding.candidates);
      else if (due.has(work.placementId)) absent.push(work);
    });
    return { absent, threw };
  }

  function forgetLooks(albumId: number): void {
    if (tables.placements.uncertainCommitsOf(albumId).length === 0) fingerprints.forget(albumId);
  }

  return {
    name: 'reconcile',
    space: 'placement',
    capacity: () => (mayRun(context) ? breakers.commit.capacity(1) : 0),
    take(_limit, isBusy) {
      // Asked in every round, and mostly about commits that are still running: those are told by their numbers alone.
      const doubts = tables.placements.committing();
      const running = new Set(doubts.filter((one) => isBusy(one.placementId)).map((one) => one.albumId));
      if (doubts.every((one) => running.has(one.albumId))) return [];
      const due = takeReady(context, 'reconcile', groupAtMost, () => false, 0);
      for (const albumId of new Set(due.map((work) => work.albumId))) {
        // None may be left out, and none may be under way: what such a one published would be taken for what is looked for.
        const all = inOrderOfCommits(tables.placements.uncertainCommitsOf(albumId));
        if (!all.some((work) => isBusy(work.placementId)))
          return [{ all, due: new Set(due.map((work) => work.placementId)) }];
      }
      return [];
    },
    keys: ({ all }) => all.map((work) => work.placementId),
    async run(doubt, signal) {
      const remote = context.remote();
      const [first] = doubt.all;
      if (remote === null || first === undefined) return;
      const earliest = Math.min(...doubt.all.map((work) => work.commitStartedMs ?? 0));
      const begunMs = clock.steady();
      const listed = await remote.albumPhotos(first.album.remoteId, { sinceMs: earliest - clockSkewMs }, signal);
      if (!listed.ok) {
        // Where the album is gone nothing can be looked for any more.
        if (listed.trouble.who === 'album') for (const work of doubt.all) lose(work, []);
        else later(doubt.all, listed.trouble);
        forgetLooks(first.albumId);
        return;
      }
      recordResult(breakers.commit, { kind: 'moved', value: null });
      // Reckoned from the answer, because only an answer tells what the service's clock says.
      const listing = { photos: listed.value, askedMs: context.serviceNow() - (clock.steady() - begunMs) };
      const compare = await look(doubt, listing, first.albumId, signal);
      if (compare === null) return;
      const { absent, threw } = conclude(doubt, listing, compare, first.albumId);
      await repeat(remote, absent, signal);
      forgetLooks(first.albumId);
      for (const work of doubt.all)
        if (work.sent !== null && tables.placements.state(work.placementId) === 'done')
          await removeCopy(context, work.placementId);
      throwIfAny(threw);
    },
  };
}

const uncertainCommitOf = (work: PlacementWork): UncertainCommit => ({
  placementId: work.placementId,
  ...sentSides(work),
  commitStartedMs: work.commitStartedMs ?? 0,
});
