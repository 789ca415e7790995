// Compares commits whose answer was lost with what their album shows, and applies what that proves.
import type { PlacementWork } from '../db/placement-work.ts';
import type { RemotePhoto } from '../../ok/api.ts';
import type { CommitFingerprints } from '../matching/commit-fingerprints.ts';
import {
  clockSkewMs,
  matchUncertainCommits,
  selectCandidates,
  type AlbumPhoto,
  type CompareFingerprints,
  type UncertainCommit,
} from '../matching/match-uncertain-commits.ts';
import type { PipelineContext } from './context.ts';
import { sentSides } from './sent-sides.ts';
import { finishCommit } from './finish-commit.ts';
import type { RepeatContext } from './repeat-commits.ts';
import { writeRows } from './row-by-row.ts';
import { checkAgainLater, loseTrack } from './uncertain-commits.ts';

/** All open commits of one album, and those of them that may be repeated now. */
export interface UncertainGroup {
  all: PlacementWork[];
  due: ReadonlySet<number>;
}

/** What the album showed, and when it was asked, by the service's clock: the time of the comparison proves nothing. */
export interface Listing {
  photos: readonly RemotePhoto[];
  askedMs: number;
}

/** Sides that the service does not tell fit everything: such a photo can make a case unclear, never absent. */
function unclaimedOf({ tables }: Pick<PipelineContext, 'tables'>, { photos }: Listing): (RemotePhoto & AlbumPhoto)[] {
  return photos
    .filter((photo) => !tables.placements.isClaimed(photo.id, 0))
    .map((photo) => ({ ...photo, width: photo.width ?? 0, height: photo.height ?? 0 }));
}

/**
 * How long the service may still carry out the commit, by its own clock; 0: no longer. That clock is known to about a
 * second: shortly after a commit it may seem to be before it, and a wait of less than a second may find the same moment
 * again. A clock that says much earlier was set back and proves nothing.
 */
export function graceLeftMs(commitGraceMs: number, commitStartedMs: number, askedMs: number): number {
  const left = commitStartedMs + commitGraceMs - askedMs;
  if (left <= 0 || left > commitGraceMs + clockSkewMs) return 0;
  return Math.min(Math.max(left, commitGraceMs / 10), commitGraceMs);
}

function graceOf({ policy }: Pick<PipelineContext, 'policy'>, work: PlacementWork, listing: Listing): number {
  return graceLeftMs(policy.commitGraceMs, work.commitStartedMs ?? 0, listing.askedMs);
}

/** Makes fingerprints of the photos that can be ours. null: not now, or the program ends. */
export async function compareWithAlbum(
  context: RepeatContext,
  fingerprints: CommitFingerprints,
  { all }: UncertainGroup,
  listing: Listing,
  albumId: number,
  signal: AbortSignal,
): Promise<CompareFingerprints | null> {
  const { tables } = context;
  const photos = selectCandidates(all.map(uncertainCommitOf), unclaimedOf(context, listing));
  if (photos.length === 0) return () => 'unsure';
  const rivals = tables.placements
    .withoutRemoteIdOf(albumId)
    .filter((rival) => selectCandidates([uncertainCommitOf(rival)], photos).length > 0);
  const isEarly = all.some((work) => graceOf(context, work, listing) > 0);
  const found = await fingerprints.compare(albumId, [...all, ...rivals], photos, isEarly, signal);
  if (found === null && !signal.aborted) checkAgainLater(context, all, 'no pictures now', 0, 0);
  return found;
}

/** Applies the findings. Answers the photos that are provably not there and may be committed again. */
export function applyFindings(
  context: RepeatContext,
  { all, due }: UncertainGroup,
  listing: Listing,
  compare: CompareFingerprints,
  albumId: number,
): { absent: PlacementWork[]; threw: Map<number, unknown> } {
  const { tables, clock } = context;
  const byId = new Map(all.map((work) => [work.placementId, work]));
  const absent: PlacementWork[] = [];
  const largest = listing.photos.reduce((most, one) => Math.max(most, one.width ?? 0, one.height ?? 0), 0);
  const rivals = tables.placements.withoutRemoteIdOf(albumId).map(uncertainCommitOf);
  const findings = matchUncertainCommits(
    all.map(uncertainCommitOf),
    unclaimedOf(context, listing),
    rivals,
    largest,
    compare,
  );
  const threw = writeRows(tables, findings, (finding) => {
    const work = byId.get(finding.placementId);
    if (work === undefined) return;
    if (finding.kind === 'found') {
      finishCommit(context, work, finding.assignedId, 'adopted');
      return;
    }
    // The service may still be at it: neither «not there» nor «which of them» is said before the grace is over.
    const left = graceOf(context, work, listing);
    if (left > 0)
      tables.placements.tryLater(
        work.placementId,
        work.attempts,
        clock.now() + left,
        work.lastError ?? 'not in the album yet',
      );
    else if (finding.kind === 'unclear') loseTrack(context, work, finding.candidates);
    else if (due.has(work.placementId)) absent.push(work);
  });
  return { absent, threw };
}

const uncertainCommitOf = (work: PlacementWork): UncertainCommit => ({
  placementId: work.placementId,
  ...sentSides(work),
  commitStartedMs: work.commitStartedMs ?? 0,
});
