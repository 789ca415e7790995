// Commits whose answer was lost: reads the album, then repeats the commit, then asks the person.
// See [Note: look before asking again].
import { CommitFingerprints } from '../matching/commit-fingerprints.ts';
import { FingerprintSource, type FingerprintPorts } from '../matching/fingerprint-source.ts';
import { clockSkewMs } from '../matching/match-uncertain-commits.ts';
import { applyFindings, compareWithAlbum, type UncertainGroup } from './compare-uncertain.ts';
import type { OkApi } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';
import { removeCopiesOfDone } from './converted-copy.ts';
import { mayRun, recordResult, takeReady, type GateContext, type TakeContext } from './failed-steps.ts';
import { inOrderOfCommits } from './folder-order.ts';
import type { PipelineStep } from './pipeline-step.ts';
import { repeatCommits, type RepeatContext } from './repeat-commits.ts';
import { throwIfAny } from './row-by-row.ts';
import { loseTrack, reconcileLater } from './uncertain-commits.ts';

const groupAtMost = 100;

export type ReconcileContext = GateContext &
  TakeContext &
  RepeatContext &
  FingerprintPorts &
  Pick<PipelineContext, 'copiesFolder' | 'publishingTurn'>;

export function reconcileStep(context: ReconcileContext): PipelineStep<UncertainGroup> {
  const { tables, clock, breakers } = context;
  const fingerprints = new CommitFingerprints(new FingerprintSource(context));

  function forgetFingerprints(albumId: number): void {
    if (tables.placements.uncertainCommitsOf(albumId).length === 0) fingerprints.forget(albumId);
  }

  return {
    name: 'reconcile',
    space: 'placement',
    capacity: () => (mayRun(context) ? breakers.commit.capacity(1) : 0),
    take(_limit, isBusy) {
      // Asked in every round, and mostly about commits that are still running: those are told by their numbers alone.
      const uncertain = tables.placements.committing();
      const running = new Set(uncertain.filter((one) => isBusy(one.placementId)).map((one) => one.albumId));
      if (uncertain.every((one) => running.has(one.albumId))) return [];
      const due = takeReady(context, 'reconcile', groupAtMost, () => false, 0);
      for (const albumId of new Set(due.map((work) => work.albumId))) {
        // All uncertain commits of the album, and none under way: its photo would be taken for the missing one.
        const all = inOrderOfCommits(tables.placements.uncertainCommitsOf(albumId));
        if (!all.some((work) => isBusy(work.placementId)))
          return [{ all, due: new Set(due.map((work) => work.placementId)) }];
      }
      return [];
    },
    keys: ({ all }) => all.map((work) => work.placementId),
    async run(group, signal) {
      const remote = context.remote();
      // What is not in the album now is published again, if at all, before another library looks.
      if (remote === null || !(await context.publishingTurn.take(signal))) return;
      try {
        await reconcile(remote, group, signal);
      } finally {
        context.publishingTurn.leave();
      }
    },
  };

  async function reconcile(remote: OkApi, group: UncertainGroup, signal: AbortSignal): Promise<void> {
    const [first] = group.all;
    if (first === undefined) return;
    const earliest = Math.min(...group.all.map((work) => work.commitStartedMs ?? 0));
    const begunMs = clock.steady();
    const listed = await remote.albumPhotos(first.album, { sinceMs: earliest - clockSkewMs }, signal);
    if (!listed.ok) {
      // In an album that is gone nothing can be found any more.
      if (listed.trouble.who === 'album') for (const work of group.all) loseTrack(context, work, []);
      else reconcileLater(context, group.all, listed.trouble);
      forgetFingerprints(first.albumId);
      return;
    }
    recordResult(breakers.commit, { kind: 'moved', value: null });
    // Reckoned from the answer, because only an answer tells what the service's clock says.
    const listing = { photos: listed.value, askedMs: context.serviceNow() - (clock.steady() - begunMs) };
    const compare = await compareWithAlbum(context, fingerprints, group, listing, first.albumId, signal);
    if (compare === null) return;
    const { absent, threw } = applyFindings(context, group, listing, compare, first.albumId);
    await repeatCommits(context, remote, absent, signal);
    forgetFingerprints(first.albumId);
    await removeCopiesOfDone(context, group.all);
    throwIfAny(threw);
  }
}
