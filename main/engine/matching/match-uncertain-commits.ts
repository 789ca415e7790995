// Which photos in the album come from commits that were not answered. Pure.
import { fitsDimensions, type Dimensions } from './by-dimensions.ts';
import type { Similarity } from './similarity.ts';

/** One photo in the album on the service. Pixels; 0 where the service does not tell them. */
export interface AlbumPhoto {
  id: string;
  width: number;
  height: number;
  /** By the service's clock; null: unknown, and then every time is possible. */
  createdMs: number | null;
}

/** A placement whose commit was started and not answered. Pixels as sent; the service may show the photo turned. */
export interface UncertainCommit extends Dimensions {
  placementId: number;
  /** By the service's clock. */
  commitStartedMs: number;
}

export type CommitFinding =
  | { placementId: number; kind: 'found'; assignedId: string }
  /** No photo in the album can be it: the commit did not happen, and may be repeated. */
  | { placementId: number; kind: 'absent' }
  /** Some photo can be it, and can be another one, too: a person decides. The likeliest candidate comes first. */
  | { placementId: number; kind: 'unclear'; candidates: string[] };

/** Clocks differ, and a photo may count from its upload: it may seem created this much before its commit. */
export const clockSkewMs = 5 * 60_000;
/** A commit is given up after a minute of silence. A photo created this long after it started is not ours. */
export const commitSpanMs = 3 * 60_000;
/** The service's clock is known from answers in whole seconds, and its photos' times may be in whole seconds, too. */
export const clockPrecisionMs = 2_000;

/**
 * How a photo in the album looks compared with one of ours. `unsure`: without a fingerprint nothing is known.
 * `unlikely`: the pictures differ, and this does not prove that the photos do.
 */
export type CompareFingerprints = (placementId: number, photoId: string) => Similarity | 'unlikely';
const withoutFingerprints: CompareFingerprints = () => 'unsure';

interface CommitWithCandidates {
  commit: UncertainCommit;
  candidates: readonly AlbumPhoto[];
}

/**
 * [Note: look before asking again] What the service does with a repeated commit is not known: the same id, an error, or
 * a second photo. So the album is listed first, and the commit is repeated only when no photo there can be ours.
 *
 * `commits`: all uncertain commits of the album, none left out; those of one call in their order in it. `photos`: the
 * complete album back to the earliest `commitStartedMs`, without photos that other placements own. `rivals`: placements
 * that own a photo there, or may, without knowing which.
 *
 * The one mistake that costs a photo is to take a stranger's photo for ours when ours was not published: then ours is
 * never sent again. To take one of ours for another of ours costs nothing. So a photo that clearly looks different is
 * ignored; the only one that looks the same is ours; and a photo without a fingerprint is ours only if it was created
 * after our commit started, because a photo that a person put there before cannot be ours. All else is a question for
 * the person, who sees at a glance what cannot be proved here.
 *
 * Photos of one camera have the same dimensions. Where exactly as many unclaimed photos with these dimensions are there
 * as commits wait for one, all of those commits came through, in the order in which they were sent. Where there are
 * fewer or more, nothing tells which.
 *
 * `largestSidePixels`: the longest side of any photo that the service showed. A service that makes photos smaller makes
 * them all as small as that. So a photo below it has the dimensions that were sent: no larger one was made smaller.
 */
export function matchUncertainCommits(
  commits: readonly UncertainCommit[],
  photos: readonly AlbumPhoto[],
  rivals: readonly UncertainCommit[] = [],
  largestSidePixels = 0,
  compare: CompareFingerprints = withoutFingerprints,
): CommitFinding[] {
  const open = withCandidates(commits, photos, largestSidePixels, compare);
  const isRivals = (photo: AlbumPhoto): boolean =>
    rivals.some(
      (rival) =>
        isInTime(timeSpan([rival]), photo) &&
        fitsDimensions(rival, photo) &&
        compare(rival.placementId, photo.id) !== 'other',
    );
  const twins = matchTwins(open, isRivals, compare);
  const taken = new Set(twins.values());
  const rest = open
    .filter(({ commit }) => !twins.has(commit.placementId))
    .map(({ commit, candidates }) => ({ commit, candidates: candidates.filter((photo) => !taken.has(photo)) }));
  const groups = matchWholeGroups(rest, isRivals, compare);
  return open.map(({ commit: { placementId }, candidates }): CommitFinding => {
    const photo = twins.get(placementId) ?? groups.get(placementId);
    if (photo !== undefined) return { placementId, kind: 'found', assignedId: photo.id };
    if (candidates.length === 0) return { placementId, kind: 'absent' };
    const left = candidates.filter((candidate) => !taken.has(candidate));
    const rank = ({ id }: AlbumPhoto): number => (compare(placementId, id) === 'same' ? 0 : 1);
    const named = [...(left.length > 0 ? left : candidates)].sort((a, b) => rank(a) - rank(b));
    return { placementId, kind: 'unclear', candidates: named.map(({ id }) => id) };
  });
}

/** Photos that time and dimensions do not rule out for all of these commits. */
export function selectCandidates<T extends AlbumPhoto>(commits: readonly UncertainCommit[], photos: readonly T[]): T[] {
  const span = timeSpan(commits);
  return photos.filter((photo) => isInTime(span, photo) && commits.some((commit) => fitsDimensions(commit, photo)));
}

function withCandidates(
  commits: readonly UncertainCommit[],
  photos: readonly AlbumPhoto[],
  largestSidePixels: number,
  compare: CompareFingerprints,
): CommitWithCandidates[] {
  const groups = new Map<string, UncertainCommit[]>();
  for (const commit of commits) {
    const key = dimensionsKey(commit);
    groups.set(key, [...(groups.get(key) ?? []), commit]);
  }
  return [...groups.values()].flatMap((group) => {
    const fitting = selectCandidates(group, photos).sort(byCreation);
    return [...group]
      .sort(byCommit)
      .map((commit) => ({ commit, candidates: candidatesOf(commit, fitting, largestSidePixels, compare) }));
  });
}

/** Photos with exactly the commit's dimensions when there are any, else smaller ones of the same shape. */
function candidatesOf(
  commit: UncertainCommit,
  fitting: readonly AlbumPhoto[],
  largestSidePixels: number,
  compare: CompareFingerprints,
): AlbumPhoto[] {
  const possible = fitting.filter((photo) => compare(commit.placementId, photo.id) !== 'other');
  const exact = possible.filter((photo) => dimensionsKey(photo) === dimensionsKey(commit));
  if (exact.length > 0) return exact;
  return possible.filter(({ width, height }) => width === 0 || Math.max(width, height) >= largestSidePixels);
}

/** Commits of which exactly one photo looks the same, and that photo looks the same as no other's. */
function matchTwins(
  open: readonly CommitWithCandidates[],
  isRivals: (photo: AlbumPhoto) => boolean,
  compare: CompareFingerprints,
): Map<number, AlbumPhoto> {
  const sameLooking = ({ commit, candidates }: CommitWithCandidates): AlbumPhoto[] =>
    candidates.filter((photo) => compare(commit.placementId, photo.id) === 'same');
  const all = open.flatMap(sameLooking);
  const found = new Map<number, AlbumPhoto>();
  for (const one of open) {
    const [twin, ...others] = sameLooking(one);
    const isOnly = twin !== undefined && others.length === 0 && all.filter((photo) => photo === twin).length === 1;
    if (isOnly && !isRivals(twin)) found.set(one.commit.placementId, twin);
  }
  return found;
}

/** Commits in groups of which every one came through. */
function matchWholeGroups(
  rest: readonly CommitWithCandidates[],
  isRivals: (photo: AlbumPhoto) => boolean,
  compare: CompareFingerprints,
): Map<number, AlbumPhoto> {
  const found = new Map<number, AlbumPhoto>();
  for (const { commit, candidates } of rest) {
    const group = rest.filter((other) => other.candidates.some((photo) => candidates.includes(photo)));
    const photo = candidates[group.findIndex((other) => other.commit === commit)];
    if (photo !== undefined && isWholeGroup(group, candidates, compare) && !candidates.some(isRivals))
      found.set(commit.placementId, photo);
  }
  return found;
}

/** As many photos as commits, each of which can be any of them: they are in the order of the commits. */
function isWholeGroup(
  group: readonly CommitWithCandidates[],
  photos: readonly AlbumPhoto[],
  compare: CompareFingerprints,
): boolean {
  const [first] = group;
  if (first === undefined || group.length !== photos.length) return false;
  const key = dimensionsKey(first.commit);
  return group.every(({ commit, candidates }, index) => {
    const photo = photos[index];
    return (
      photo !== undefined &&
      dimensionsKey(commit) === key &&
      candidates.length === photos.length &&
      candidates.every((candidate) => photos.includes(candidate)) &&
      isBelieved(compare(commit.placementId, photo.id), commit, photo)
    );
  });
}

const isBelieved = (found: ReturnType<CompareFingerprints>, commit: UncertainCommit, photo: AlbumPhoto): boolean =>
  found === 'same' || (found === 'unsure' && isCreatedAfter(commit, photo));

const isCreatedAfter = (commit: UncertainCommit, { createdMs }: AlbumPhoto): boolean =>
  createdMs !== null && createdMs >= commit.commitStartedMs - clockPrecisionMs;

/** The earliest and the latest time at which a photo of one of these commits was created. */
type TimeSpan = readonly [fromMs: number, untilMs: number];

function timeSpan(commits: readonly UncertainCommit[]): TimeSpan {
  const starts = commits.map(({ commitStartedMs }) => commitStartedMs);
  return [Math.min(...starts) - clockSkewMs, Math.max(...starts) + commitSpanMs];
}

function isInTime([fromMs, untilMs]: TimeSpan, { createdMs }: AlbumPhoto): boolean {
  return createdMs === null || (createdMs >= fromMs && createdMs <= untilMs);
}

/** The same for both ways round. */
function dimensionsKey({ width, height }: Dimensions): string {
  return width === null || height === null ? '?' : `${Math.max(width, height)}x${Math.min(width, height)}`;
}

/** Keeps the order of commits of one call. */
const byCommit = (a: UncertainCommit, b: UncertainCommit): number => a.commitStartedMs - b.commitStartedMs;

function byCreation(a: AlbumPhoto, b: AlbumPhoto): number {
  return (a.createdMs ?? 0) - (b.createdMs ?? 0) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}
